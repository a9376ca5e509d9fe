using System.Numerics;
using System.Text;
using Fractions;

namespace Theory.Expressions;

/// <summary>Writes expressions on one line: signs, fractions and parentheses are the same in every <see cref="InfixDialect"/>.</summary>
internal sealed class InfixPrinter(InfixDialect dialect)
{
    /// <summary>The expression in the dialect.</summary>
    /// <exception cref="UserInputException">The language lacks a function.</exception>
    public string Print(Expr expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        return Text(Rewrite(expr));
    }

    /// <summary>Replaces the functions that the language can only express by others, innermost first.</summary>
    private Expr Rewrite(Expr expr)
    {
        Expr[] children = [.. expr.Children.Select(Rewrite)];
        Expr rewritten = children.SequenceEqual(expr.Children, ReferenceEqualityComparer.Instance) ? expr : Substitution.WithChildren(expr, children);
        return rewritten is Function function && dialect.Definition(function) is Expr definition ? definition : rewritten;
    }

    private string Text(Expr expr) => Write(expr).Text;

    private Written Write(Expr expr) => expr switch
    {
        Number number => WriteNumber(number.Value),
        Symbol symbol => WriteSymbol(dialect.Symbol(symbol.Name)),
        Pi => new Written(dialect.Pi, Binding.Atom),
        Root root => new Written(dialect.Root(root, Print), Binding.Atom),
        Sum sum => new Written(WriteSum(sum), Binding.Sum),
        Product or Power { Exponent: Number { Value.IsNegative: true } } => WriteFraction(expr),
        Power { Exponent: Number { Value: var half } } root when half == new Fraction(1, 2) => new Written(dialect.SquareRoot(Text(root.Base)), Binding.Atom),
        Power power => dialect.Power(Write(power.Base), Write(power.Exponent)),
        Function function => dialect.Function(function, Print),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A power of g^{11} needs parentheses.</summary>
    private static Written WriteSymbol(string name) => new(name, name.Contains('^', StringComparison.Ordinal) ? Binding.Power : Binding.Atom);

    private Written WriteNumber(Fraction value)
    {
        (BigInteger numerator, BigInteger denominator) = Parts(value);
        Written magnitude = denominator.IsOne
            ? new Written(dialect.Integer(numerator), Binding.Atom)
            : dialect.Fraction(new Fraction(numerator, denominator));
        return !value.IsNegative ? magnitude : new Written("-" + magnitude.Text, denominator.IsOne ? Binding.Sum : Binding.Product);
    }

    /// <summary>Numerator and denominator of the magnitude, as the dialect can write them.</summary>
    private (BigInteger Numerator, BigInteger Denominator) Parts(Fraction value)
    {
        Fraction magnitude = dialect.Representable(value.Abs());
        return (magnitude.Numerator, magnitude.Denominator);
    }

    private string WriteSum(Sum sum)
    {
        StringBuilder text = new();
        foreach (Expr term in FractionParts.DisplayOrder(sum))
        {
            string written = Text(term);
            bool negative = written.StartsWith('-');
            text.Append(text.Length == 0 ? (negative ? "-" : "") : (negative ? " - " : " + "));
            text.Append(negative ? written[1..] : written);
        }

        return text.ToString();
    }

    private Written WriteFraction(Expr expr)
    {
        FractionParts parts = FractionParts.Of(expr);
        List<string> above = Factors(parts.Numerator);
        List<string> below = Factors(parts.Denominator);
        if (parts.RootNumerator.Count > 0)
        {
            // Numbers first, as in 2*K*sqrt(2*K)*Phi(x): the root stands where sqrt(K) would, before sums and functions.
            int place = parts.Numerator.FindIndex(f => f is Sum or Function);
            above.Insert(place < 0 ? above.Count : place, dialect.SquareRoot(WriteRadicand(parts)));
        }
        else if (parts.RootDenominator.Count > 0)
        {
            below.Add(dialect.SquareRoot(AloneOrProduct(parts.RootDenominator)));
        }

        // A product has a factor that is no rational number, so that no language sees the quotient of two integers here.
        (BigInteger numerator, BigInteger denominator) = Parts(parts.Coefficient);
        if (!denominator.IsOne)
        {
            below.Insert(0, dialect.Integer(denominator));
        }

        if (above.Count == 0 || !numerator.IsOne)
        {
            above.Insert(0, dialect.Integer(numerator));
        }

        return new Written((parts.Coefficient.IsNegative ? "-" : "") + WriteQuotient(above, below), Binding.Product);
    }

    private string WriteRadicand(FractionParts parts) => parts.RootDenominator.Count == 0
        ? AloneOrProduct(parts.RootNumerator)
        : WriteQuotient(Factors(parts.RootNumerator), Factors(parts.RootDenominator));

    /// <summary>A product that stands alone: a single factor needs no parentheses.</summary>
    private string AloneOrProduct(List<Expr> factors) => factors.Count == 1 ? Text(factors[0]) : string.Join('*', Factors(factors));

    private List<string> Factors(List<Expr> factors) => [.. factors.Select(f => Write(f).Within(Binding.Power))];

    private static string WriteQuotient(List<string> above, List<string> below)
    {
        string top = string.Join('*', above);
        return below.Count switch
        {
            0 => top,
            1 => $"{top}/{below[0]}",
            _ => $"{top}/({string.Join('*', below)})",
        };
    }
}
