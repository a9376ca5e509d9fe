using Theory.Correlators;
using Theory.Expressions;

namespace Theory.Tests.Recursions;

/// <summary>Exact Gaussian means of products of a polynomial activation at several preactivations, by Wick contraction term by term.</summary>
internal sealed class PolynomialNetwork(params int[] coefficients)
{
    /// <summary>The mean of a product of derivatives of s at preactivations: (variable, order) for each factor.</summary>
    public Expr Mean(Func<int, int, Expr> covariance, params (int Variable, int Order)[] factors) => Mean(covariance, [], factors);

    /// <summary>The same with further factors z.</summary>
    public Expr Mean(Func<int, int, Expr> covariance, int[] legs, params (int Variable, int Order)[] factors)
    {
        // Monomials as lists of legs: the product of the factors multiplied out.
        IEnumerable<(Expr Coefficient, int[] Legs)> monomials = [(Expr.One, legs)];
        foreach ((int variable, int order) in factors)
        {
            monomials = monomials.SelectMany(m => Derivative(order).Select((c, power) => (m.Coefficient * c, (int[])[.. m.Legs, .. Enumerable.Repeat(variable, power)])));
        }

        return Expansion.Expand(Sum.Of(monomials.Where(m => !m.Item1.IsZero).Select(m => m.Item1 * WickContraction.Formula(m.Item2, covariance))));
    }

    private Expr[] Derivative(int order)
    {
        Expr[] c = [.. coefficients.Select(x => (Expr)x)];
        for (int k = 0; k < order; k++)
        {
            c = [.. c.Skip(1).Select((x, i) => x * (i + 1))];
        }

        return c;
    }
}
