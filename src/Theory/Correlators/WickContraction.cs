using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Correlators;

/// <summary>Correlators of Gaussian preactivations, those of an infinitely wide network: the sum over all pairings (Wick's theorem, PDLT section 1.1).</summary>
internal static class WickContraction
{
    /// <summary>E[z_1 … z_M] with E[z_{i;a} z_{j;b}] = delta_ij G_ab, equal terms collected.</summary>
    /// <exception cref="UserInputException">There are more than 50,000 pairings.</exception>
    public static Expr Of(IReadOnlyList<CorrelatorIndex> indices) => FiniteWidthCorrelator.Moment(indices, order: 0);

    /// <summary>E[x_1 … x_M] of centred Gaussian variables with the given covariance.</summary>
    /// <param name="variables">The variables; repeat them for powers.</param>
    /// <param name="covariance">The covariance of two variables.</param>
    /// <exception cref="UserInputException">There are more than 50,000 pairings.</exception>
    public static double Value(IReadOnlyList<int> variables, Func<int, int, double> covariance)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(covariance);
        return Pairings.Of(variables, Comparer<int>.Default).Sum(p => (double)p.Ways * p.Pairs.Aggregate(1.0, (value, pair) => value * covariance(pair.A, pair.B)));
    }

    /// <summary>E[x_1 … x_M] of centred Gaussian variables with the given covariance, as a formula in its elements.</summary>
    /// <param name="variables">The variables; repeat them for powers.</param>
    /// <param name="covariance">The covariance of two variables; called with the smaller first.</param>
    /// <exception cref="UserInputException">There are more than 50,000 pairings.</exception>
    public static Expr Formula(IReadOnlyList<int> variables, Func<int, int, Expr> covariance)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(covariance);
        return Sum.Of(Pairings.Of(variables, Comparer<int>.Default).Select(p => Times(p.Ways, p.Pairs.Select(pair => covariance(pair.A, pair.B)))));
    }

    /// <summary>A number of ways times factors.</summary>
    internal static Expr Times(BigInteger ways, IEnumerable<Expr> factors) => Product.Of([new Fraction(ways), .. factors]);
}
