using Fractions;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>c exp(u) - c inside a sum, as in ELU: computed as written it loses all digits at small u, and c expm1(u) loses none.</summary>
/// <param name="Coefficient">c.</param>
/// <param name="Argument">u.</param>
/// <param name="Rest">The other terms of the sum.</param>
internal sealed record ExponentialMinusOne(Fraction Coefficient, Expr Argument, IReadOnlyList<Expr> Rest)
{
    /// <summary>Finds such a pair of terms; null when there is none.</summary>
    public static ExponentialMinusOne? TryRead(Sum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        if (sum.Terms.OfType<Number>().FirstOrDefault() is not Number constant)
        {
            return null;
        }

        foreach (Expr term in sum.Terms)
        {
            (Fraction coefficient, Expr monomial) = Product.SplitCoefficient(term);
            if (monomial is Function { Kind: FunctionKind.Exp } exponential && coefficient == -constant.Value)
            {
                return new ExponentialMinusOne(coefficient, exponential.Arguments[0], [.. sum.Terms.Where(t => !t.Equals(term) && !t.Equals(constant))]);
            }
        }

        return null;
    }
}
