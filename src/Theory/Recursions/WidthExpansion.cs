using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Recursions;

/// <summary>The rules of the expansion in the inverse widths, as computations with formulas.</summary>
internal static class WidthExpansion
{
    /// <summary>x = Ghat - K, the fluctuation of the stochastic metric of layer l about the kernel.</summary>
    public static readonly Symbol Fluctuation = new("x");

    private static readonly Symbol Inverse = new("epsilon");

    /// <summary>Drops what is of a higher order in the inverse widths.</summary>
    public static Expr Truncate(Expr expr, int order)
    {
        Expr scaled = new[] { RecursionSymbols.Width, RecursionSymbols.PreviousWidth }.Aggregate(expr, (e, n) => e.Substitute(n, n / Inverse));
        UnivariatePolynomial series = UnivariatePolynomial.TryFrom(scaled, Inverse)!;
        return Sum.Of(series.Coefficients.Take(order + 1));
    }

    /// <summary>
    /// The mean of a polynomial in x to the order 1/n: E[x] = G1/n_{l-1} and E[x^2] = V/n_{l-1} by the definitions of G1 and V; all higher
    /// moments are of order 1/n^2, as x is a mean over n_{l-1} neurons up to its own mean.
    /// </summary>
    public static Expr Mean(Expr polynomial)
    {
        UnivariatePolynomial inX = UnivariatePolynomial.TryFrom(polynomial, Fluctuation)!;
        return inX[0] + (inX[1] * RecursionSymbols.G1 / RecursionSymbols.PreviousWidth) + (inX[2] * RecursionSymbols.V / RecursionSymbols.PreviousWidth);
    }

    /// <summary>The variance of a polynomial in x to the order 1/n.</summary>
    public static Expr Variance(Expr polynomial) => Truncate(Mean(polynomial.Pow(2)) - Mean(polynomial).Pow(2), 1);

    /// <summary>The mean of f_j f_k over the n_l^2 pairs of neurons: n_l are equal, the others independent.</summary>
    /// <param name="equal">The mean of f f' at one neuron.</param>
    /// <param name="different">The product of the means of f and f'.</param>
    public static Expr MeanOverPairs(Expr equal, Expr different)
    {
        Symbol n = RecursionSymbols.Width;
        return ((n * equal) + (n * (n - 1) * different)) / n.Pow(2);
    }
}
