using System.Numerics;
using Fractions;
using Theory.Algebra;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Design;

/// <summary>The expectations of a family in powers of K about 0, their coefficients formulas in the parameter.</summary>
/// <remarks>
/// &lt;f&gt;_K = sum_n (2n - 1)!! f_2n K^n with f_n the Taylor coefficients of the integrand at z = 0. What kinks away from 0 and the radius of convergence add is smaller than every
/// power of K.
/// </remarks>
/// <param name="Branch">The range of the parameter for which it holds.</param>
/// <param name="Order">The highest power of K.</param>
/// <param name="Coefficients">The coefficients of K^0 … K^order of each of <see cref="Quantity.All"/>, at C_W = 1.</param>
public sealed record FamilySeries(FamilyBranch Branch, int Order, IReadOnlyList<(Quantity Quantity, IReadOnlyList<Expr> Coefficients)> Coefficients)
{
    /// <summary>More terms than this are not asked for.</summary>
    public const int LargestOrder = 8;

    /// <summary>The series of every branch of a family.</summary>
    /// <exception cref="UserInputException">Members have a kink at 0, or the order is out of its range.</exception>
    public static IReadOnlyList<FamilySeries> Of(ActivationFamily family, int order)
    {
        ArgumentNullException.ThrowIfNull(family);
        Require.That(order is >= 0 and <= LargestOrder, $"the order of the series of a family must be between 0 and {LargestOrder}, got {order}");
        return [.. FamilyBranch.Of(family).Select(b => Of(b, order))];
    }

    private static FamilySeries Of(FamilyBranch branch, int order)
    {
        // g'' to order K^n needs s to degree 2n + 4.
        int degree = (2 * order) + 4;
        IReadOnlyList<Expr> taylor = TaylorExpansion.AtZero(branch.Member, degree + DerivativeMonomial.HighestOrder);
        Expr[][] derivatives = new Expr[DerivativeMonomial.HighestOrder + 1][];
        derivatives[0] = [.. taylor];
        for (int i = 1; i < derivatives.Length; i++)
        {
            derivatives[i] = [.. derivatives[i - 1].Skip(1).Select((c, n) => Expansion.Expand(c * (n + 1)))];
        }

        return new FamilySeries(branch, order, [.. Quantity.All.Select(q => (q, Series(q, derivatives, order)))]);
    }

    private static IReadOnlyList<Expr> Series(Quantity quantity, Expr[][] derivatives, int order)
    {
        int terms = order + quantity.KernelDerivatives;
        Expr[] sum = [.. Enumerable.Repeat(Expr.Zero, terms + 1)];
        foreach ((Fraction coefficient, DerivativeMonomial monomial) in quantity.Integrand.Terms)
        {
            Expr[] product = [Expr.One];
            for (int i = 0; i <= DerivativeMonomial.HighestOrder; i++)
            {
                for (int power = 0; power < monomial[i]; power++)
                {
                    product = Times(product, derivatives[i], (2 * terms) + 1);
                }
            }

            for (int n = 0; n <= terms; n++)
            {
                Expr even = 2 * n < product.Length ? product[2 * n] : Expr.Zero;
                sum[n] += new Number(coefficient * DoubleFactorial(n)) * even;
            }
        }

        for (int d = 0; d < quantity.KernelDerivatives; d++)
        {
            sum = [.. sum.Skip(1).Select((c, n) => (n + 1) * c)];
        }

        return [.. sum.Select(c => Expansion.Expand(new Number(quantity.Factor) * c))];
    }

    private static Expr[] Times(Expr[] a, Expr[] b, int length)
    {
        Expr[] result = [.. Enumerable.Repeat(Expr.Zero, Math.Min(length, a.Length + b.Length - 1))];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length && i + j < result.Length; j++)
            {
                result[i + j] += a[i].IsZero || b[j].IsZero ? Expr.Zero : a[i] * b[j];
            }
        }

        return [.. result.Select(Expansion.Expand)];
    }

    /// <summary>(2n - 1)!!</summary>
    private static Fraction DoubleFactorial(int n) => new(Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, i) => product * ((2 * i) - 1)));
}
