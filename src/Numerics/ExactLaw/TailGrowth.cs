using Theory.Networks;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>Whether the moments of a layer are those of a law that is cut at small probabilities.</summary>
/// <remarks>
/// Where s(z)^2 grows like z^(2d), a metric of probability P after l - 1 layers is of order (ln 1/P)^m with m = d^(l-1), and its contribution to a moment of order k
/// of order P (ln 1/P)^(k m): at P = 1e-16 that falls with P as long as k m &lt; 37, and quickly enough to be told from two cuts up to about 20. Beyond, moments belong to networks
/// that are rarer than anything that is followed, however well two cuts agree.
/// </remarks>
internal static class TailGrowth
{
    private const double Largest = 20 / 36.8;

    /// <summary>True when the moment of an order is known from the cut law of the layer before.</summary>
    /// <param name="network">The network.</param>
    /// <param name="activations">The activation between layers l and l + 1 at l - 1.</param>
    /// <param name="layer">The layer, from 2.</param>
    /// <param name="order">The order of the moment.</param>
    /// <param name="cut">The probability at which laws are cut.</param>
    public static bool Decides(Network network, IReadOnlyList<PiecewiseSmoothFunction> activations, int layer, int order, double cut)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, network.Depth);
        double degree = Enumerable.Range(0, layer - 1).Aggregate(1.0, (product, i) => product * Math.Max(1, Degree(activations[i])));

        // The moments of layer 2 are integrals over a metric that is certain.
        return layer == 2 || degree * order <= -Largest * Math.Log(cut);
    }

    /// <summary>d of s(z)^2 ~ z^(2d) for large z; infinite for exponential growth, 0 for exponential decay.</summary>
    private static double Degree(PiecewiseSmoothFunction s)
    {
        double Largest(double z) => Math.Max(Math.Abs(s.ValueAt(z)), Math.Abs(s.ValueAt(-z)));
        double far = Largest(1e12);
        if (far == 0)
        {
            return 0;
        }

        double degree = Math.Log(far / Largest(1e6)) / Math.Log(1e6);
        return double.IsNaN(degree) ? double.PositiveInfinity : Math.Round(degree, 2);
    }
}
