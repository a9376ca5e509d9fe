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

    /// <summary>Reads <c>a1=0</c>, <c>stable</c> or <c>K*=1</c>.</summary>
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
        if (match.Success && Fraction.TryParse(match.Groups["value"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out Fraction value))
        {
            return match.Groups["name"].Value == "a1" ? new Coefficient(trimmed, value)
                : value.IsPositive ? new FixedKernel(trimmed, value.ToDouble())
                : throw new UserInputException($"the kernel in '{trimmed}' must be positive; K* = 0 is what 'stable' and 'a1=0' are about");
        }

        throw new UserInputException($"'{trimmed}' is no wish; write a1=0 (or another number), stable, or K*=1");
    }

    [GeneratedRegex(@"^(?<name>a1|K\*)\s*=\s*(?<value>[-+]?[0-9./]+)$")]
    private static partial Regex Equation();

    /// <summary>a1 at K* = 0 has a given value.</summary>
    public sealed record Coefficient(string Text, Fraction Value) : Wish(Text);

    /// <summary>K* = 0 is critical with a1 &lt;= 0.</summary>
    public sealed record Stable(string Text) : Wish(Text);

    /// <summary>A kernel K* > 0 is critical with some C_b >= 0 and C_W.</summary>
    public sealed record FixedKernel(string Text, double K) : Wish(Text);
}
