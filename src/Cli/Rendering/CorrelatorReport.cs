using Theory.Correlators;
using Theory.Expressions;

namespace Theory.Cli.Rendering;

/// <summary>A correlator, how it is written, and what holds of that.</summary>
/// <param name="Indices">Neuron and input of each preactivation.</param>
/// <param name="Left">The correlator.</param>
/// <param name="Formula">What it is equal to.</param>
/// <param name="IsConnected">True for a connected correlator.</param>
/// <param name="Order">The power of 1/n up to which it holds; null when it is exact.</param>
/// <param name="Statement">What the formula is, in a sentence.</param>
internal sealed record CorrelatorReport(
    IReadOnlyList<CorrelatorIndex> Indices, Symbol Left, Expr Formula, bool IsConnected, int? Order, string Statement)
{
    /// <summary>Writes a correlator in the metric, in moments or in connected correlators.</summary>
    /// <exception cref="UserInputException">The choices contradict one another, or the formula would be too long.</exception>
    public static CorrelatorReport Of(IReadOnlyList<CorrelatorIndex> indices, string from, bool connected, int order, bool even)
    {
        if (order < 0)
        {
            throw new UserInputException($"--order must be at least 0, got {order}");
        }

        if (from == "metric")
        {
            return connected ? Connected(indices) : Moment(indices, order);
        }

        string oddOnes = even ? ", odd ones being zero" : "";
        if (from == "moments")
        {
            return new CorrelatorReport(
                indices, CorrelatorSymbols.Connected(indices), MomentCumulantRelation.CumulantFromMoments(indices, even), true, null,
                $"sum over the partitions of the indices into b blocks, with the weight (-1)^(b-1) (b-1)!{oddOnes}; for any random variables");
        }

        return connected
            ? throw new UserInputException("--from connected writes a moment in connected correlators; leave out --connected, or use --from moments")
            : new CorrelatorReport(
                indices, CorrelatorSymbols.Moment(indices), MomentCumulantRelation.MomentFromCumulants(indices, even), false, null,
                $"sum over the partitions of the indices into blocks{oddOnes}; for any random variables");
    }

    private static CorrelatorReport Moment(IReadOnlyList<CorrelatorIndex> indices, int order)
    {
        bool exact = order > 0 && order >= (indices.Count / 2) - 1;
        string statement = indices.Count % 2 == 1 ? "zero, as preactivations are even: changing the sign of all weights and biases of a layer changes their sign"
            : order == 0 ? $"Gaussian preactivations, n infinite: the sum over {Pairings(indices.Count)}, with the metric G_ab = E[z_a z_b] at one neuron"
            : $"sum over {Pairings(indices.Count)}, {(exact ? "exact" : $"to the order 1/n^{order}")}: G mean and V_(ab)(cd)/n covariance of the stochastic metric{HigherVertices(order > 1)}, n the width of the layer before";
        return new CorrelatorReport(indices, CorrelatorSymbols.Moment(indices), FiniteWidthCorrelator.Moment(indices, order), false, exact ? null : order, statement);
    }

    private static CorrelatorReport Connected(IReadOnlyList<CorrelatorIndex> indices)
    {
        string statement = indices.Count switch
        {
            _ when indices.Count % 2 == 1 => "zero, as preactivations are even: changing the sign of all weights and biases of a layer changes their sign",
            2 => "exact: the metric",
            4 => $"exact: the sum over {Pairings(4)} of the vertex V_(ab)(cd) = n Cov(Ghat_ab, Ghat_cd), n the width of the layer before; zero for Gaussian preactivations",
            _ => $"exact: the sum over {Pairings(indices.Count)}{HigherVertices(true)}, n the width of the layer before; zero for Gaussian preactivations",
        };
        return new CorrelatorReport(indices, CorrelatorSymbols.Connected(indices), FiniteWidthCorrelator.Connected(indices), true, null, statement);
    }

    private static string HigherVertices(bool any) => any ? ", V with k pairs n^(k-1) times the joint cumulant of k of its elements" : "";

    /// <summary>(M - 1)!! pairings.</summary>
    private static string Pairings(int count)
    {
        System.Numerics.BigInteger number = 1;
        for (int k = count - 1; k > 1; k -= 2)
        {
            number *= k;
        }

        return number.IsOne ? "the only pairing" : FormattableString.Invariant($"all {number} pairings");
    }
}
