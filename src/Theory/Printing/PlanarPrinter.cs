using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Printing;

/// <summary>
/// Writes expressions as they are typeset, with fractions and roots that need no parentheses. What stands where is decided here; LaTeX and
/// MathML say how it is written.
/// </summary>
/// <typeparam name="T">A written part.</typeparam>
internal abstract class PlanarPrinter<T>
{
    /// <summary>The typeset expression.</summary>
    public T Print(Expr expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        (bool negative, T magnitude) = Write(expr);
        return negative ? Negated(magnitude) : magnitude;
    }

    protected abstract T Integer(BigInteger value);

    /// <summary>A positive number by its digits, for one that has no exact form.</summary>
    protected abstract T Decimal(string digits);

    protected abstract T Named(Symbol symbol);

    /// <summary>True when a power of the symbol needs parentheses, as that of g^{11} or \delta K does.</summary>
    protected abstract bool IsCompound(Symbol symbol);

    protected abstract T PiSign { get; }

    protected abstract T Negated(T value);

    /// <summary>Terms with their signs.</summary>
    protected abstract T Added(IReadOnlyList<(bool Negative, T Magnitude)> terms);

    /// <summary>Factors beside each other.</summary>
    protected abstract T Juxtaposed(IReadOnlyList<T> factors);

    protected abstract T Quotient(T above, T below);

    /// <summary>A root; of degree 2 when <paramref name="degree"/> is.</summary>
    protected abstract T Root(T radicand, BigInteger degree);

    protected abstract T Superscript(T @base, T exponent);

    protected abstract T Parenthesized(T value);

    protected abstract T Call(FunctionKind kind, IReadOnlyList<T> arguments);

    private (bool Negative, T Magnitude) Write(Expr expr) => expr switch
    {
        Number number => (number.Value.IsNegative, WriteFraction(number.Value, [], [])),
        Symbol symbol => (false, Named(symbol)),
        Pi => (false, PiSign),
        Root root => (false, Decimal(root.Digits)),
        Sum sum => (false, Added([.. FractionParts.DisplayOrder(sum).Select(Write)])),
        Product or Power { Exponent: Number { Value.IsNegative: true } } => WriteProduct(expr),
        Power power => (false, WritePower(power.Base, power.Exponent)),
        Function function => (false, Call(function.Kind, [.. function.Arguments.Select(Print)])),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private (bool Negative, T Magnitude) WriteProduct(Expr expr)
    {
        FractionParts parts = FractionParts.Of(expr);
        bool hasDenominator = parts.Denominator.Count > 0 || !parts.Coefficient.Denominator.IsOne
            || (parts.RootNumerator.Count == 0 && parts.RootDenominator.Count > 0);

        // Functions and sums read better beside a fraction than on top of it.
        List<Expr> beside = hasDenominator ? [.. parts.Numerator.Where(f => f is Function or Sum)] : [];
        List<T> above = Factors([.. parts.Numerator.Except(beside)]);
        bool rootIsBelow = parts.RootNumerator.Count == 0 && parts.RootDenominator.Count > 0;

        // Alone under the bar a sum needs no parentheses.
        List<T> below = parts.Coefficient.Denominator.IsOne && !rootIsBelow && parts.Denominator is [Sum alone] ? [Print(alone)] : Factors(parts.Denominator);
        if (parts.RootNumerator.Count > 0)
        {
            int place = hasDenominator ? -1 : parts.Numerator.FindIndex(f => f is Sum or Function);
            above.Insert(place < 0 ? above.Count : place, Root(WriteRadicand(parts), 2));
        }
        else if (rootIsBelow)
        {
            below.Add(Root(AloneOrProduct(parts.RootDenominator), 2));
        }

        bool isOne = above.Count == 0 && below.Count == 0 && parts.Coefficient.Abs() == Fraction.One;
        List<T> factors = isOne && beside.Count > 0 ? [] : [WriteFraction(parts.Coefficient, above, below)];
        factors.AddRange(Factors(beside));
        return (parts.Coefficient.IsNegative, factors.Count == 1 ? factors[0] : Juxtaposed(factors));
    }

    /// <summary>The magnitude of a rational number, with more factors above and below the bar.</summary>
    private T WriteFraction(Fraction coefficient, List<T> above, List<T> below)
    {
        Fraction magnitude = coefficient.Abs();
        if (above.Count == 0 || !magnitude.Numerator.IsOne)
        {
            above.Insert(0, Integer(magnitude.Numerator));
        }

        if (!magnitude.Denominator.IsOne)
        {
            below.Insert(0, Integer(magnitude.Denominator));
        }

        return below.Count == 0 ? Joined(above) : Quotient(Joined(above), Joined(below));
    }

    private T WriteRadicand(FractionParts parts) => parts.RootDenominator.Count == 0
        ? AloneOrProduct(parts.RootNumerator)
        : Quotient(AloneOrProduct(parts.RootNumerator), AloneOrProduct(parts.RootDenominator));

    /// <summary>A product that stands alone: a single factor needs no parentheses.</summary>
    private T AloneOrProduct(List<Expr> factors) => factors.Count == 1 ? Print(factors[0]) : Joined(Factors(factors));

    private T Joined(List<T> factors) => factors.Count == 1 ? factors[0] : Juxtaposed(factors);

    private List<T> Factors(List<Expr> factors) => [.. factors.Select(f => f is Sum or Expressions.Root ? Parenthesized(Print(f)) : Print(f))];

    private T WritePower(Expr @base, Expr exponent)
    {
        if (exponent is Number { Value: var e } && e.Numerator.IsOne)
        {
            return Root(Print(@base), e.Denominator);
        }

        T written = (@base is Symbol symbol && !IsCompound(symbol)) || @base is Pi or Number { IsInteger: true, Value.IsNegative: false } ? Print(@base) : Parenthesized(Print(@base));
        return Superscript(written, Print(exponent));
    }
}
