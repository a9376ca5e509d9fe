using ScottPlot;
using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Sizes, colours and shapes shared by all figures; lengths in points of a 800 x 500 page.</summary>
internal static class FigureStyle
{
    public const int Width = 800;
    public const int Height = 500;

    /// <summary>Of the lower figure, and of its axis.</summary>
    public const int ResidualHeight = 190;
    public const float ResidualBottom = 62;

    /// <summary>Pixels of the bitmap for each point of the page.</summary>
    public const int PixelRatio = 2;

    public const float Margin = 18;
    public const float TitleSize = 17;
    public const float SubtitleSize = 12.5f;
    public const float AxisLabelSize = 14;
    public const float TickSize = 12.5f;
    public const float LegendSize = 12.5f;
    public const float AnnotationSize = 11.5f;
    public const float LegendWidth = 170;

    /// <summary>A whole number of dashes and gaps, beginning and ending with a dash.</summary>
    public const float SymbolWidth = 30;

    /// <summary>By how much, in font sizes, text set to the middle must be lowered for its capitals to be centred.</summary>
    public const float Centering = 0.24f;

    public const float CurveWidth = 2;
    public const float ReferenceWidth = 1.2f;
    public const float ErrorBarWidth = 1.4f;
    public const float ErrorBarCap = 4;
    public const float MarkerSize = 7;

    /// <summary>For series of more points than this, <see cref="SmallMarkerSize"/> keeps them apart.</summary>
    public const int ManyPoints = 60;

    public const float SmallMarkerSize = 4.5f;

    /// <summary>White rim that lifts a marker off the curve under it.</summary>
    public const float MarkerRim = 0.8f;

    public const double BandOpacity = 0.22;

    public static Color Ink { get; } = Color.FromHex("#222222");

    public static Color FaintInk { get; } = Color.FromHex("#5A5A5A");

    public static Color Frame { get; } = Color.FromHex("#808080");

    public static Color MajorGrid { get; } = Color.FromHex("#E4E4E4");

    /// <summary>Okabe and Ito's palette without its yellow, which is too pale on white.</summary>
    private static readonly Color[] Palette =
    [
        Color.FromHex("#0072B2"),
        Color.FromHex("#D55E00"),
        Color.FromHex("#009E73"),
        Color.FromHex("#CC79A7"),
        Color.FromHex("#E69F00"),
        Color.FromHex("#56B4E9"),
        Color.FromHex("#000000"),
    ];

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle,
        MarkerShape.FilledSquare,
        MarkerShape.FilledTriangleUp,
        MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown,
    ];

    /// <summary>Beyond those that go with a hue: for series that ask for one.</summary>
    private static readonly MarkerShape[] OpenShapes =
    [
        MarkerShape.OpenCircle,
        MarkerShape.OpenSquare,
        MarkerShape.OpenTriangleUp,
        MarkerShape.OpenDiamond,
        MarkerShape.OpenTriangleDown,
    ];

    public static Color ColorOf(int hue) => Palette[Wrap(hue, Palette.Length)];

    /// <summary>The shape goes with the hue, so that series can be told apart in grey as well.</summary>
    public static MarkerShape ShapeOf(int hue) => Shapes[Wrap(hue, Shapes.Length)];

    /// <summary>The shape a series asked for: filled ones first, then open ones.</summary>
    public static MarkerShape ShapeOf(MarkerSeries markers, int hue) => markers.Shape is not int shape ? ShapeOf(hue)
        : Wrap(shape, Shapes.Length + OpenShapes.Length) is var i && i < Shapes.Length ? Shapes[i] : OpenShapes[i - Shapes.Length];

    public static bool IsOpen(MarkerShape shape) => OpenShapes.Contains(shape);

    private static int Wrap(int hue, int count) => ((hue % count) + count) % count;
}
