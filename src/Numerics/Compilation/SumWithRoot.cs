using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>x + sqrt(x^2 + s) inside a sum, s > 0: computed as written it loses all digits at large negative x, and s/(sqrt(x^2 + s) - x) loses none.</summary>
/// <param name="Term">x.</param>
/// <param name="Root">sqrt(x^2 + s).</param>
/// <param name="Difference">s.</param>
/// <param name="IsNegative">True for -(x + sqrt(x^2 + s)).</param>
/// <param name="Rest">The other terms of the sum.</param>
internal sealed record SumWithRoot(Expr Term, Expr Root, Expr Difference, bool IsNegative, IReadOnlyList<Expr> Rest)
{
    /// <summary>Longer sums are not searched.</summary>
    private const int MostTerms = 8;

    /// <summary>Finds such a pair of terms; null when there is none.</summary>
    public static SumWithRoot? TryRead(Sum sum)
    {
        if (sum.Terms.Length > MostTerms)
        {
            return null;
        }

        foreach (Expr root in sum.Terms.Where(IsRoot))
        {
            foreach (Expr term in sum.Terms.Where(t => !t.IsConstant && !IsRoot(t)))
            {
                if (Expansion.Expand((root * root) - (term * term)) is Number { Value.IsPositive: true } difference)
                {
                    bool isNegative = Product.SplitCoefficient(root).Coefficient.IsNegative;
                    Expr[] rest = [.. sum.Terms.Where(t => !t.Equals(root) && !t.Equals(term))];
                    return isNegative ? new(-term, -root, difference, true, rest) : new(term, root, difference, false, rest);
                }
            }
        }

        return null;
    }

    private static bool IsRoot(Expr term) => Product.SplitCoefficient(term).Monomial is Power { Base: Sum, Exponent: var exponent } && exponent.Equals(Expr.One / 2);
}
