using System.Globalization;
using System.Text.RegularExpressions;
using Fractions;

namespace Theory.Numerics.Design;

/// <summary>What a member of a family shall have.</summary>
public abstract partial record Wish
{
    private Wish(string text) => Text = text;

    /// <summary>The wish as typed.</summary>
    public string Text { get; }

    /// <summary>Reads <c>a1=0</c>, <c>stable</c>, <c>K*=1</c>, <c>chi_perp=1 at K=1</c>, <c>chi_par=0.5 at K=1</c>, <c>cb=0</c> or <c>cw=2</c>.</summary>
    /// <exception cref="UserInputException">The text is none of these, or its number is out of range.</exception>
    public static Wish Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        if (trimmed == "stable")
        {
            return new Stable(trimmed);
        }

        Match match = Equation().Match(trimmed);
        if (match.Success && TryNumber(match.Groups["value"].Value, out Fraction value))
        {
            string name = match.Groups["name"].Value;
            bool hasKernel = match.Groups["K"].Success;
            if (name == "a1" && !hasKernel)
            {
                return new Coefficient(trimmed, value);
            }

            if (name == "K*" && !hasKernel)
            {
                return value.IsPositive
                    ? new FixedKernel(trimmed, value.ToDouble())
                    : throw new UserInputException($"the kernel in '{trimmed}' must be positive; K* = 0 is what 'stable' and 'a1=0' are about");
            }

            if (name is "cb" or "cw" && !hasKernel)
            {
                return value.IsPositive || (name == "cb" && value.IsZero)
                    ? new Variance(trimmed, name == "cb", value.ToDouble())
                    : throw new UserInputException($"the variance in '{trimmed}' must {(name == "cb" ? "not be negative" : "be positive")}");
            }

            if (name.StartsWith("chi", StringComparison.Ordinal) && hasKernel && TryNumber(match.Groups["K"].Value, out Fraction kernel))
            {
                return value.IsPositive && kernel.IsPositive
                    ? new Susceptibility(trimmed, name == "chi_par", value.ToDouble(), kernel.ToDouble())
                    : throw new UserInputException($"both numbers in '{trimmed}' must be positive");
            }
        }

        throw new UserInputException($"'{trimmed}' is no wish; write a1=0 (or another number), stable, K*=1, chi_perp=1 at K=1, chi_par=0.9 at K=1, or with these cb=0, cw=2");
    }

    /// <summary>A number such as 2, 0.5 or 2/3, whose denominator is not 0.</summary>
    private static bool TryNumber(string text, out Fraction value)
    {
        value = Fraction.Zero;
        string[] parts = text.Split('/');
        return (parts.Length < 2 || parts[1].Any(c => c is > '0' and <= '9')) && Fraction.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out value);
    }

    [GeneratedRegex(@"^(?<name>a1|K\*|chi_perp|chi_par|cb|cw)\s*=\s*(?<value>[-+]?[0-9./]+)(\s+at\s+K\s*=\s*(?<K>[-+]?[0-9./]+))?$")]
    private static partial Regex Equation();

    /// <summary>a1 at K* = 0 has a given value.</summary>
    public sealed record Coefficient(string Text, Fraction Value) : Wish(Text);

    /// <summary>K* = 0 is critical with a1 &lt;= 0.</summary>
    public sealed record Stable(string Text) : Wish(Text);

    /// <summary>A kernel K* > 0 is critical with some C_b >= 0 and C_W.</summary>
    public sealed record FixedKernel(string Text, double K) : Wish(Text);

    /// <summary>K is a fixed point for some C_b >= 0 and C_W at which chi_par or chi_perp has a given value.</summary>
    public sealed record Susceptibility(string Text, bool IsParallel, double Value, double K) : Wish(Text);

    /// <summary>C_b or C_W of the wanted kernels K > 0 has a given value.</summary>
    public sealed record Variance(string Text, bool IsBias, double Value) : Wish(Text);
}
