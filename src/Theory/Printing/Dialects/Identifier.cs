using System.Text;

namespace Theory.Printing.Dialects;

/// <summary>Names that programming languages accept.</summary>
internal static class Identifier
{
    /// <summary>The identifier closest to the name of a symbol: V_(12)(34) is V_12_34, g'' is g2, s' is sp, n_{l-1} is n_lm1, g^{11} is g_up_11, &lt;s^2&gt; is s_2.</summary>
    public static string Of(string name)
    {
        StringBuilder identifier = new(name.Length);
        string spelled = name.Replace("''", "2", StringComparison.Ordinal).Replace('\'', 'p').Replace('-', 'm').Replace("^", "_up_", StringComparison.Ordinal);
        foreach (char c in spelled)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                identifier.Append(c);
            }
            else if (identifier.Length > 0 && identifier[^1] != '_')
            {
                identifier.Append('_');
            }
        }

        string trimmed = identifier.ToString().TrimEnd('_');
        return trimmed.Length == 0 || char.IsAsciiDigit(trimmed[0]) ? "x" + trimmed : trimmed;
    }
}
