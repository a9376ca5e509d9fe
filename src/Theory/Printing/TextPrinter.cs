using System.Globalization;
using System.Text;
using Fractions;
using Theory.Expressions;

namespace Theory.Printing;

/// <summary>Expressions as one-line plain text, in the syntax that the parser reads.</summary>
public static class TextPrinter
{
    /// <summary>How tightly an expression binds, to know where parentheses are needed.</summary>
    private enum Binding
    {
        Sum,
        Product,
        Power,
        Atom,
    }

    /// <summary>The expression as text; parsing it gives an equal expression.</summary>
    public static string Print(Expr expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        return Write(expr).Text;
    }

    private static (string Text, Binding Binding) Write(Expr expr) => expr switch
    {
        Number number => WriteNumber(number.Value),
        Symbol symbol => (symbol.Name, Binding.Atom),
        Pi => ("pi", Binding.Atom),
        Sum sum => (WriteSum(sum), Binding.Sum),
        Product or Power { Exponent: Number { Value.IsNegative: true } } => (WriteFraction(expr), Binding.Product),
        Power power => WritePower(power.Base, power.Exponent),
        Function function => ($"{FunctionInfo.Of(function.Kind).Name}({string.Join(", ", function.Arguments.Select(Print))})", Binding.Atom),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static (string Text, Binding Binding) WriteNumber(Fraction value)
    {
        if (!value.Denominator.IsOne)
        {
            return ($"{value.Numerator.ToString(CultureInfo.InvariantCulture)}/{value.Denominator.ToString(CultureInfo.InvariantCulture)}", Binding.Product);
        }

        return (value.Numerator.ToString(CultureInfo.InvariantCulture), value.IsNegative ? Binding.Sum : Binding.Atom);
    }

    private static string WriteSum(Sum sum)
    {
        StringBuilder text = new();
        foreach (Expr term in FractionParts.DisplayOrder(sum))
        {
            string written = Print(term);
            bool negative = written.StartsWith('-');
            text.Append(text.Length == 0 ? (negative ? "-" : "") : (negative ? " - " : " + "));
            text.Append(negative ? written[1..] : written);
        }

        return text.ToString();
    }

    private static string WriteFraction(Expr expr)
    {
        FractionParts parts = FractionParts.Of(expr);
        List<string> above = Factors(parts.Numerator);
        List<string> below = Factors(parts.Denominator);
        if (parts.RootNumerator.Count > 0)
        {
            // Numbers first, as in 2*K*sqrt(2*K)*Phi(x): the root stands where sqrt(K) would, before sums and functions.
            int place = parts.Numerator.FindIndex(f => f is Sum or Function);
            above.Insert(place < 0 ? above.Count : place, $"sqrt({WriteRadicand(parts)})");
        }
        else if (parts.RootDenominator.Count > 0)
        {
            below.Add($"sqrt({Print(parts.RootDenominator)})");
        }

        Fraction magnitude = parts.Coefficient.Abs();
        if (!magnitude.Numerator.IsOne)
        {
            above.Insert(0, magnitude.Numerator.ToString(CultureInfo.InvariantCulture));
        }

        if (!magnitude.Denominator.IsOne)
        {
            below.Insert(0, magnitude.Denominator.ToString(CultureInfo.InvariantCulture));
        }

        return WriteQuotient(parts.Coefficient.IsNegative ? "-" : "", above, below);
    }

    private static string WriteRadicand(FractionParts parts) => parts.RootDenominator.Count == 0
        ? Print(parts.RootNumerator)
        : WriteQuotient("", Factors(parts.RootNumerator), Factors(parts.RootDenominator));

    /// <summary>A product that stands alone: a single factor needs no parentheses.</summary>
    private static string Print(List<Expr> factors) => factors.Count == 1 ? Print(factors[0]) : string.Join('*', Factors(factors));

    private static List<string> Factors(List<Expr> factors) => [.. factors.Select(f => Parenthesize(f, Binding.Power))];

    private static string WriteQuotient(string sign, List<string> above, List<string> below)
    {
        string top = sign + (above.Count == 0 ? "1" : string.Join('*', above));
        return below.Count switch
        {
            0 => top,
            1 => $"{top}/{below[0]}",
            _ => $"{top}/({string.Join('*', below)})",
        };
    }

    private static (string Text, Binding Binding) WritePower(Expr @base, Expr exponent)
    {
        if (exponent is Number number && number.Value == new Fraction(1, 2))
        {
            return ($"sqrt({Print(@base)})", Binding.Atom);
        }

        return ($"{Parenthesize(@base, Binding.Atom)}^{Parenthesize(exponent, Binding.Atom)}", Binding.Power);
    }

    private static string Parenthesize(Expr expr, Binding needed)
    {
        (string text, Binding binding) = Write(expr);
        return binding >= needed ? text : $"({text})";
    }
}
