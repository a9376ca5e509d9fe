using ScottPlot;
using SkiaSharp;
using Theory.Cli.Figures.Drawing;
using Theory.Experiments.Figures;
using Theory.Validation.Storage;

namespace Theory.Cli.Figures;

/// <summary>Draws figures and saves them as PNG and SVG.</summary>
internal static class FigureWriter
{
    /// <summary>
    /// Lines on one colour are compressed best as they are: trying a filter in each row takes most of the time of a bitmap, and makes it larger.
    /// </summary>
    private static readonly SKPngEncoderOptions PngOptions = new(SKPngEncoderFilterFlags.None, zLibLevel: 6);

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
        string svg = SvgOf(figure, out IReadOnlyList<PointLabel> labels);
        return SvgOutliner.Outline(svg, figure.Title, labels);
    }

    /// <summary>A figure as PDF, whose page is the figure.</summary>
    public static byte[] DrawPdf(Figure figure)
    {
        using MemoryStream stream = new();
        using (SKDocument document = SKDocument.CreatePdf(stream))
        {
            Render(document.BeginPage(FigureStyle.Width, HeightOf(figure)), figure);
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }

    private static byte[] DrawPng(Figure figure)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(
            FigureStyle.Width * FigureStyle.PixelRatio, HeightOf(figure) * FigureStyle.PixelRatio, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (figure.Residuals is not null)
        {
            surface.Canvas.Scale(FigureStyle.PixelRatio);
            Render(surface.Canvas, figure);
        }
        else
        {
            using Plot plot = FigurePlot.Create(figure);
            plot.ScaleFactor = FigureStyle.PixelRatio;
            plot.Render(surface.Canvas, FigureStyle.Width * FigureStyle.PixelRatio, FigureStyle.Height * FigureStyle.PixelRatio);
        }

        using SKPixmap pixels = surface.PeekPixels();
        using SKData data = pixels.Encode(PngOptions)!;
        return data.ToArray();
    }

    private static byte[] DrawSvg(Figure figure) => SvgOutliner.Outline(SvgOf(figure, out _), figure.Title);

    /// <summary>The vector graphic, and what is told of its points.</summary>
    private static string SvgOf(Figure figure, out IReadOnlyList<PointLabel> labels)
    {
        if (figure.Residuals is null)
        {
            using Plot plot = FigurePlot.Create(figure);
            string alone = plot.GetSvgXml(FigureStyle.Width, FigureStyle.Height);
            labels = PointLabels.Of(plot, figure);
            return alone;
        }

        using MemoryStream stream = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, FigureStyle.Width, HeightOf(figure)), stream))
        {
            labels = Render(canvas, figure);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static int HeightOf(Figure figure) => FigureStyle.Height + (figure.Residuals is null ? 0 : FigureStyle.ResidualHeight);

    /// <summary>A figure, and below it what is left, between the same left and right edges.</summary>
    private static IReadOnlyList<PointLabel> Render(SKCanvas canvas, Figure figure)
    {
        using Plot plot = FigurePlot.Create(figure, figure.Residuals);
        using Plot? residuals = figure.Residuals is Figure below ? FigurePlot.Create(below, figure) : null;
        PixelRect page = new(0, FigureStyle.Width, FigureStyle.Height, 0);
        if (residuals is not null)
        {
            // Numbers and label of the lower axis may need more room than those of the upper one.
            float missing = LeftOf(residuals, FigureStyle.ResidualHeight) - LeftOf(plot, FigureStyle.Height);
            plot.Axes.AddPanel(new Spacer(Edge.Left, Math.Max(0, missing)));
        }

        plot.Render(canvas, page);
        if (residuals is not null)
        {
            PixelRect data = plot.LastRender.DataRect;
            residuals.RenderManager.ClearCanvasBeforeEachRender = false;
            residuals.Layout.Fixed(new PixelPadding(data.Left, FigureStyle.Width - data.Right, FigureStyle.ResidualBottom, 8));
            residuals.Render(canvas, new PixelRect(0, FigureStyle.Width, FigureStyle.Height + FigureStyle.ResidualHeight, FigureStyle.Height));
        }

        return PointLabels.Of(plot, figure);
    }

    /// <summary>Where the data of a plot begin that may have what room it needs.</summary>
    private static float LeftOf(Plot plot, int height)
    {
        plot.RenderInMemory(FigureStyle.Width, height);
        return plot.LastRender.DataRect.Left;
    }
}
