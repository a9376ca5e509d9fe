using System.Globalization;
using System.Text;
using Fractions;
using Theory.Expressions;

namespace Theory.Printing;

/// <summary>Expressions as LaTeX mathematics (without dollar signs).</summary>
public static class LatexPrinter
{
    private const string Space = @" \, ";

    /// <summary>The expression as LaTeX.</summary>
    public static string Print(Expr expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        return expr switch
        {
            Number number => WriteFraction(number.Value, [], []),
            Symbol symbol => WriteSymbol(symbol.Name),
            Pi => @"\pi",
            Sum sum => WriteSum(sum),
            Product or Power { Exponent: Number { Value.IsNegative: true } } => WriteProduct(expr),
            Power power => WritePower(power.Base, power.Exponent),
            Function function => WriteFunction(function),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string WriteSymbol(string name)
    {
        int underscore = name.IndexOf('_', StringComparison.Ordinal);
        return underscore < 0 ? name : $"{name[..underscore]}_{{{name[(underscore + 1)..]}}}";
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

    private static string WriteProduct(Expr expr)
    {
        FractionParts parts = FractionParts.Of(expr);
        bool hasDenominator = parts.Denominator.Count > 0 || !parts.Coefficient.Denominator.IsOne
            || (parts.RootNumerator.Count == 0 && parts.RootDenominator.Count > 0);

        // Functions and sums read better beside a fraction than on top of it.
        List<Expr> beside = hasDenominator ? [.. parts.Numerator.Where(f => f is Function or Sum)] : [];
        List<string> above = Factors([.. parts.Numerator.Except(beside)]);
        List<string> below = Factors(parts.Denominator);
        if (parts.RootNumerator.Count > 0)
        {
            int place = hasDenominator ? -1 : parts.Numerator.FindIndex(f => f is Sum or Function);
            above.Insert(place < 0 ? above.Count : place, $@"\sqrt{{{WriteRadicand(parts)}}}");
        }
        else if (parts.RootDenominator.Count > 0)
        {
            below.Add($@"\sqrt{{{Print(parts.RootDenominator)}}}");
        }

        string fraction = WriteFraction(parts.Coefficient, above, below);
        string rest = Juxtapose(Factors(beside));
        return beside.Count == 0 ? fraction
            : fraction == "1" ? rest
            : fraction == "-1" ? "-" + rest
            : fraction + Space + rest;
    }

    private static string WriteFraction(Fraction coefficient, List<string> above, List<string> below)
    {
        Fraction magnitude = coefficient.Abs();
        if (!magnitude.Numerator.IsOne)
        {
            above.Insert(0, magnitude.Numerator.ToString(CultureInfo.InvariantCulture));
        }

        if (!magnitude.Denominator.IsOne)
        {
            below.Insert(0, magnitude.Denominator.ToString(CultureInfo.InvariantCulture));
        }

        return (coefficient.IsNegative ? "-" : "") + WriteQuotient(above, below);
    }

    private static string WriteQuotient(List<string> above, List<string> below)
    {
        string top = above.Count == 0 ? "1" : Juxtapose(above);
        return below.Count == 0 ? top : $@"\frac{{{top}}}{{{Juxtapose(below)}}}";
    }

    private static string WriteRadicand(FractionParts parts) => parts.RootDenominator.Count == 0
        ? Print(parts.RootNumerator)
        : $@"\frac{{{Print(parts.RootNumerator)}}}{{{Print(parts.RootDenominator)}}}";

    /// <summary>A product that stands alone: a single factor needs no parentheses.</summary>
    private static string Print(List<Expr> factors) => factors.Count == 1 ? Print(factors[0]) : Juxtapose(Factors(factors));

    private static List<string> Factors(List<Expr> factors) => [.. factors.Select(Parenthesize)];

    private static string Juxtapose(List<string> factors) => string.Join(Space, factors);

    private static string WritePower(Expr @base, Expr exponent)
    {
        if (exponent is Number { Value: var e } && e.Numerator.IsOne)
        {
            return e.Denominator == 2
                ? $@"\sqrt{{{Print(@base)}}}"
                : $@"\sqrt[{e.Denominator.ToString(CultureInfo.InvariantCulture)}]{{{Print(@base)}}}";
        }

        string written = @base is Symbol or Pi or Number { IsInteger: true, Value.IsNegative: false }
            ? Print(@base)
            : $@"\left({Print(@base)}\right)";
        return $"{written}^{{{Print(exponent)}}}";
    }

    private static string WriteFunction(Function function)
    {
        string arguments = string.Join(", ", function.Arguments.Select(Print));
        return function.Kind switch
        {
            FunctionKind.Abs => $@"\left|{arguments}\right|",
            FunctionKind.Exp => $"e^{{{arguments}}}",
            _ => $@"{FunctionInfo.Of(function.Kind).LatexName}\left({arguments}\right)",
        };
    }

    private static string Parenthesize(Expr expr) => expr is Sum ? $@"\left({Print(expr)}\right)" : Print(expr);
}
