using System.Text.RegularExpressions;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Symbols with the subscripts that Unicode lacks: C_W and χ⊥ as a page of mathematics sets them.</summary>
/// <remarks>The glyphs are those that <c>tools/figures/font.py</c> adds to the embedded fonts, at code points for private use; words for readers and machines keep <see cref="Plain"/> text.</remarks>
internal static partial class Subscripts
{
    private const string Letters = "Wb∥⊥a";

    /// <summary>Code points of the glyphs, in the order of <see cref="Letters"/>; the last is Unicode's own.</summary>
    private const string Glyphs = "\uE0F0\uE0F1\uE0F2\uE0F3\u2090";

    /// <summary>A text with its subscripts as glyphs.</summary>
    public static string Typeset(string text) => Symbol().Replace(text, m => m.Value[0].ToString() + Glyphs[Letters.IndexOf(m.Value[^1], StringComparison.Ordinal)]);

    /// <summary>The text that was typeset.</summary>
    public static string Plain(string text) => Set().Replace(text, m =>
    {
        char letter = Letters[Glyphs.IndexOf(m.Value[^1], StringComparison.Ordinal)];
        return $"{m.Value[0]}{(char.IsAsciiLetter(letter) ? "_" : "")}{letter}";
    });

    [GeneratedRegex(@"(?<!\w)(?:[Cλ]_[Wb]|K_[ab])(?!\w)|[χξ][∥⊥]")]
    private static partial Regex Symbol();

    [GeneratedRegex("[CλχξK][\uE0F0-\uE0F3\u2090]")]
    private static partial Regex Set();
}
