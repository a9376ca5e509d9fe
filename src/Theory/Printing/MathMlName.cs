using System.Xml.Linq;
using static Theory.Printing.MathMlPrinter;

namespace Theory.Printing;

/// <summary>Names of symbols in MathML: C_W has a subscript, g^{11} a superscript, chi_par is a Greek letter with a sign, and &lt;s^2&gt; has angle brackets.</summary>
internal static class MathMlName
{
    private static readonly Dictionary<string, string> Letters = new()
    {
        ["chi"] = "\u03C7",
        ["lambda"] = "\u03BB",
        ["Theta"] = "\u0398",
        ["delta"] = "\u03B4",
        ["par"] = "\u2225",
        ["perp"] = "\u22A5",
    };

    /// <summary>The element of a name.</summary>
    public static XElement Of(string name)
    {
        if (name.Contains('<', StringComparison.Ordinal))
        {
            // Expectations and their derivatives: one word, in which the brackets are what matters.
            return Identifier(name.Replace('<', '\u27E8').Replace('>', '\u27E9'));
        }

        int mark = name.IndexOfAny(['_', '^']);
        return mark < 0
            ? Identifier(Letter(name))
            : Element(name[mark] == '_' ? "msub" : "msup", Identifier(Letter(name[..mark])), Identifier(Letter(name[(mark + 1)..].Trim('{', '}'))));
    }

    private static string Letter(string name) => Letters.GetValueOrDefault(name, name);
}
