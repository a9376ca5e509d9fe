using System.Xml.Linq;
using SkiaSharp;
using Theory.Cli.Figures;
using Theory.Cli.Figures.Drawing;
using Theory.Experiments.Figures;

namespace Theory.Cli.Tests.Figures;

public sealed class FigureWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("figures").FullName;

    public static TheoryData<string> Names => [.. Gallery.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryFigure_HasFullSize_AndStaysOffTheEdges(string name)
    {
        FigureFiles files = Save(Gallery.All[name]);

        using SKBitmap bitmap = SKBitmap.Decode(files.Png);
        Assert.Equal((1600, 1000), (bitmap.Width, bitmap.Height));
        Assert.True(Ink(bitmap, new SKRectI(0, 0, 1600, 1000)) > 2000);
        Assert.Equal(0, Ink(bitmap, new SKRectI(0, 0, 1600, 8)));
        Assert.Equal(0, Ink(bitmap, new SKRectI(0, 992, 1600, 1000)));
        Assert.Equal(0, Ink(bitmap, new SKRectI(0, 0, 8, 1000)));
        Assert.Equal(0, Ink(bitmap, new SKRectI(1592, 0, 1600, 1000)));
        XElement svg = XDocument.Load(files.Svg).Root!;
        Assert.Equal("0 0 800 500", svg.Attribute("viewBox")!.Value);
    }

    /// <summary>Numbers of the lower axis that are wider than those of the upper one pushed its label over the edge.</summary>
    [Theory]
    [InlineData(1, 1e-3)]
    [InlineData(1e-3, 1)]
    [InlineData(0.4, 0.036)]
    public void UpperAndLowerAxis_BothStayOffTheLeftEdge(double upper, double lower)
    {
        Figure figure = new("title", new FigureAxis("x"), new FigureAxis("output"), [new LineSeries("", [0, 1, 2], [-4 * upper, 0, 4 * upper])])
        {
            Residuals = new Figure("", new FigureAxis("x"), new FigureAxis("output − f"), [new LineSeries("", [0, 1, 2], [-lower, 0, lower])]),
        };
        using SKBitmap bitmap = SKBitmap.Decode(Save(figure).Png);
        Assert.Equal(0, Ink(bitmap, new SKRectI(0, 0, 8, bitmap.Height)));

        // The label of the lower axis is there: left of the data, which begin further right.
        Assert.True(Ink(bitmap, new SKRectI(8, 1000, 130, bitmap.Height)) > 200);
    }

    [Fact]
    public void Labels_AreReallyDrawn()
    {
        Figure figure = Gallery.Susceptibilities();
        // A dot keeps the layout where an empty text would give its space to the data.
        Figure bare = figure with { Title = ".", XAxis = figure.XAxis with { Label = "." }, YAxis = figure.YAxis with { Label = "." } };
        using SKBitmap with = SKBitmap.Decode(Save(figure).Png);
        using SKBitmap without = SKBitmap.Decode(Save(bare).Png);
        SKRectI title = new(30, 25, 600, 75);
        SKRectI xLabel = new(700, 930, 800, 980);
        SKRectI yLabel = new(15, 350, 50, 650);

        Assert.True(Ink(with, title) > 1000 && Ink(without, title) < 50);
        Assert.True(Ink(with, xLabel) > 50 && Ink(without, xLabel) < 30);
        Assert.True(Ink(with, yLabel) > 500 && Ink(without, yLabel) < 30);
    }

    [Fact]
    public void Svg_HoldsGlyphOutlines_AndNeedsNoFont()
    {
        XDocument svg = XDocument.Load(Save(Gallery.Susceptibilities()).Svg);
        Dictionary<string, string> outlines = svg.Descendants()
            .Where(e => e.Name.LocalName == "path" && e.Attribute("aria-label") is not null)
            .GroupBy(e => e.Attribute("aria-label")!.Value)
            .ToDictionary(g => g.Key, g => g.First().Attribute("d")!.Value);

        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "text");
        foreach (string label in new[] { "Susceptibilities of tanh", "K", "susceptibility", "χ∥", "χ⊥", "χ = 1", "10⁻⁶", "10²" })
        {
            Assert.True(outlines[label].Length > 20, label);
        }
    }

    [Theory]
    [InlineData("χ∥χ⊥²σ⟨⟩ℓ′″√ρ≤±−×·⁰¹³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃∞∂…")]
    public void Font_HasTheSymbolsOfTheField(string symbols)
    {
        Assert.True(EmbeddedFont.Regular.ContainsGlyphs(symbols));
        Assert.True(EmbeddedFont.Bold.ContainsGlyphs(symbols));
    }

    [Theory]
    [InlineData("C_W = 2, C_b = 0", "C\uE0F0 = 2, C\uE0F1 = 0")]
    [InlineData("K_a = 1, K_b = 2", "K\u2090 = 1, K\uE0F1 = 2")]
    [InlineData("ln χ⊥ and |ξ∥|", "ln χ\uE0F3 and |ξ\uE0F2|")]
    [InlineData("λ_W; W_b, C_Wx, PC_b, ⊥", "λ\uE0F0; W_b, C_Wx, PC_b, ⊥")]
    public void Symbols_HaveSubscripts_AndStayReadable(string plain, string typeset)
    {
        Assert.Equal(typeset, Subscripts.Typeset(plain));
        Assert.Equal(plain, Subscripts.Plain(typeset));
        Assert.True(EmbeddedFont.Regular.ContainsGlyphs(typeset));
        Assert.True(EmbeddedFont.Bold.ContainsGlyphs(typeset));
    }

    /// <summary>Targets up to 2 above stood beside ones up to 1.9 below, so that neither points nor numbers were at the same places.</summary>
    [Fact]
    public void UpperAndLowerAxis_ShowTheSameAbscissae()
    {
        Figure upper = new("", new FigureAxis("x"), new FigureAxis(""), [new LineSeries("", [0, 2], [0, 1])]);
        Figure lower = new("", new FigureAxis("x"), new FigureAxis(""), [new MarkerSeries("", [-0.5, 1.9], [0, 1])]);
        using ScottPlot.Plot above = FigurePlot.Create(upper, lower);
        using ScottPlot.Plot below = FigurePlot.Create(lower, upper);
        Assert.Equal(above.Axes.GetLimits().HorizontalRange, below.Axes.GetLimits().HorizontalRange);
        Assert.Equal(above.Axes.Bottom.TickGenerator.Ticks, below.Axes.Bottom.TickGenerator.Ticks);
    }

    [Fact]
    public void SameFigure_GivesSameBytes()
    {
        FigureFiles files = Save(Gallery.Activation());
        byte[] png = File.ReadAllBytes(files.Png);
        byte[] svg = File.ReadAllBytes(files.Svg);

        Save(Gallery.Activation());

        Assert.Equal(png, File.ReadAllBytes(files.Png));
        Assert.Equal(svg, File.ReadAllBytes(files.Svg));
    }

    [Fact]
    public void FiguresOnOnePage_DoNotShareClipPaths()
    {
        List<string> first = ClipPaths(Save(Gallery.Activation()).Svg);
        List<string> second = ClipPaths(Save(Gallery.Susceptibilities()).Svg);

        Assert.NotEmpty(first);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public void Names_MayContainDots_AndFoldersMayBeMissing()
    {
        FigureFiles files = FigureWriter.Save(Gallery.Activation(), Path.Combine(_folder, "new", "leaky_relu(0.01)"));

        Assert.EndsWith("leaky_relu(0.01).png", files.Png, StringComparison.Ordinal);
        Assert.Equal([files.Png, files.Svg], Directory.GetFiles(Path.Combine(_folder, "new")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FolderThatCannotBeCreated_IsAnIoException()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "in the way");

        Assert.ThrowsAny<IOException>(() => FigureWriter.Save(Gallery.Activation(), Path.Combine(file, "figure")));
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".svg")]
    public void FileThatCannotBeReplaced_LeavesNoTemporaryFile(string extension)
    {
        string target = Path.Combine(_folder, "figure");
        Directory.CreateDirectory(target + extension);

        Exception exception = Assert.ThrowsAny<Exception>(() => FigureWriter.Save(Gallery.Activation(), target));

        Assert.True(exception is IOException or UnauthorizedAccessException);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    private FigureFiles Save(Figure figure) => FigureWriter.Save(figure, Path.Combine(_folder, "figure"));

    private static List<string> ClipPaths(string svg) =>
        [.. XDocument.Load(svg).Descendants().Where(e => e.Name.LocalName == "clipPath").Select(e => e.Attribute("id")!.Value)];

    /// <summary>Pixels in the area that are clearly not white.</summary>
    private static int Ink(SKBitmap bitmap, SKRectI area)
    {
        SKColor[] pixels = bitmap.Pixels;
        int count = 0;
        for (int y = area.Top; y < area.Bottom; y++)
        {
            for (int x = area.Left; x < area.Right; x++)
            {
                SKColor c = pixels[(y * bitmap.Width) + x];
                count += c.Red + c.Green + c.Blue < 600 ? 1 : 0;
            }
        }

        return count;
    }
}
