using ScottPlot;
using SkiaSharp;
using Theory.Cli.Figures.Drawing;
using Theory.Experiments.Figures;
using Theory.Validation.Storage;

namespace Theory.Cli.Figures;

/// <summary>Draws figures and saves them as PNG and SVG.</summary>
internal static class FigureWriter
{
    /// <summary>Saves a figure twice, as a bitmap of 1600 x 1000 pixels and as a vector graphic.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="pathWithoutExtension">Folder and name; <c>.png</c> and <c>.svg</c> are added. The folder is created if need be.</param>
    /// <returns>The two paths.</returns>
    /// <remarks>Each file appears complete or not at all: it is written under a temporary name beside its place, then renamed.</remarks>
    /// <exception cref="IOException">The folder cannot be created, or a file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static FigureFiles Save(Figure figure, string pathWithoutExtension)
    {
        string path = Path.GetFullPath(pathWithoutExtension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FigureFiles files = new(path + ".png", path + ".svg");
        (byte[] png, byte[] svg) = Draw(figure);
        DurableFile.WriteNamed(files.Png, png);
        DurableFile.WriteNamed(files.Svg, svg);
        return files;
    }

    /// <summary>A figure as PNG and as SVG, in memory.</summary>
    public static (byte[] Png, byte[] Svg) Draw(Figure figure) => (DrawPng(figure), DrawSvg(figure));

    /// <summary>A figure as SVG for a page: a point under the pointer tells its values.</summary>
    public static byte[] DrawForPage(Figure figure)
    {
        using Plot plot = FigurePlot.Create(figure);
        return SvgOutliner.Outline(plot.GetSvgXml(FigureStyle.Width, FigureStyle.Height), figure.Title, PointLabels.Of(plot, figure));
    }

    /// <summary>A figure as PDF, whose page is the figure.</summary>
    public static byte[] DrawPdf(Figure figure)
    {
        using Plot plot = FigurePlot.Create(figure);
        using MemoryStream stream = new();
        using (SKDocument document = SKDocument.CreatePdf(stream))
        {
            plot.Render(document.BeginPage(FigureStyle.Width, FigureStyle.Height), FigureStyle.Width, FigureStyle.Height);
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }

    private static byte[] DrawPng(Figure figure)
    {
        using Plot plot = FigurePlot.Create(figure);
        plot.ScaleFactor = FigureStyle.PixelRatio;
        return plot.GetImageBytes(
            FigureStyle.Width * FigureStyle.PixelRatio,
            FigureStyle.Height * FigureStyle.PixelRatio,
            ImageFormat.Png);
    }

    private static byte[] DrawSvg(Figure figure)
    {
        using Plot plot = FigurePlot.Create(figure);
        return SvgOutliner.Outline(plot.GetSvgXml(FigureStyle.Width, FigureStyle.Height), figure.Title);
    }
}
