using System.Diagnostics;
using ScottPlot;
using SkiaSharp;

namespace Theory.Cli.Figures.Drawing;

/// <summary>DejaVu Sans from this assembly, so that labels look the same, and appear at all, on every machine.</summary>
internal sealed class EmbeddedFont : IFontResolver
{
    public const string Name = "DejaVu Sans";

    private static readonly Lazy<SKTypeface> RegularFace = new(() => Load("DejaVuSans.ttf"));
    private static readonly Lazy<SKTypeface> BoldFace = new(() => Load("DejaVuSans-Bold.ttf"));
    private static readonly Lazy<bool> Registration = new(AddToScottPlot);

    private EmbeddedFont()
    {
    }

    public static SKTypeface Regular => RegularFace.Value;

    public static SKTypeface Bold => BoldFace.Value;

    /// <summary>Makes ScottPlot use the font for every label created from now on.</summary>
    public static void Register() => _ = Registration.Value;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName != Name ? null : bold ? Bold : Regular;

    private static bool AddToScottPlot()
    {
        // First, so that an installed font of the same name and another version does not win.
        Fonts.FontResolvers.Insert(0, new EmbeddedFont());
        Fonts.Default = Name;
        return true;
    }

    private static SKTypeface Load(string resource)
    {
        using Stream stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream(resource)
            ?? throw new UnreachableException($"The font {resource} is not in the assembly.");
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data)
            ?? throw new UnreachableException($"The font {resource} cannot be read.");
    }
}
