using System.Numerics;
using Theory.Expressions;

namespace Theory.Correlators;

/// <summary>Correlators of the preactivations of a layer at finite width n, in terms of its metric and vertices.</summary>
/// <remarks>
/// Given the layer before, the preactivations are Gaussian with covariance delta_ij Ghat_ab. So a moment is the mean of a sum over
/// pairings, and a connected correlator, by the law of total cumulance, a sum over pairings of the joint cumulant of the Ghat of the pairs.
/// Both hold exactly when G is the mean and V_(ab)(cd)… are n^(k-1) times the joint cumulants of k components of Ghat, which remain
/// finite as n grows.
/// </remarks>
public static class FiniteWidthCorrelator
{
    /// <summary>E[z_1 … z_M] to an order in 1/n.</summary>
    /// <param name="indices">Neuron and input of each preactivation.</param>
    /// <param name="order">The highest power of 1/n; 0 gives the Gaussian result, M/2 - 1 is exact.</param>
    /// <exception cref="UserInputException">There are too many pairings, or terms.</exception>
    public static Expr Moment(IReadOnlyList<CorrelatorIndex> indices, int order)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        if (indices.Count % 2 == 1)
        {
            return Expr.Zero;
        }

        int pairs = indices.Count / 2;
        if (order > 0 && pairs > SetPartitions.MaximumSize)
        {
            throw new UserInputException($"a moment of more than {2 * SetPartitions.MaximumSize} legs is written at infinite width only; use order 0");
        }

        IReadOnlyList<IReadOnlyList<int>>[] partitions = order == 0
            ? [[.. Enumerable.Range(0, pairs).Select(k => (IReadOnlyList<int>)[k])]]
            : [.. SetPartitions.Of(pairs).Where(p => pairs - p.Count <= order)];
        return OverPairings(indices, partitions);
    }

    /// <summary>E[z_1 … z_M]_conn exactly: n^(1 - M/2) times the sum over pairings of V of the pairs; G for M = 2, 0 for odd M.</summary>
    /// <exception cref="UserInputException">There are too many pairings.</exception>
    public static Expr Connected(IReadOnlyList<CorrelatorIndex> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return indices.Count % 2 == 1 ? Expr.Zero : OverPairings(indices, [[[.. Enumerable.Range(0, indices.Count / 2)]]]);
    }

    private static Expr OverPairings(IReadOnlyList<CorrelatorIndex> indices, IReadOnlyList<IReadOnlyList<int>>[] partitions)
    {
        // All pairings before the first term: what is too much is refused at once.
        var pairings = Pairings.Of(indices, LabelOrder.Instance, MayBeEqual).ToList();
        if ((long)pairings.Count * partitions.Length > Pairings.MaximumCount)
        {
            throw new UserInputException($"the correlator has more than {Pairings.MaximumCount} terms; use a lower order or fewer legs");
        }

        List<Expr> terms = [];
        foreach ((BigInteger ways, IReadOnlyList<(CorrelatorIndex A, CorrelatorIndex B)> pairs) in pairings)
        {
            Expr[] deltas = [.. pairs.Where(p => p.A.Neuron != p.B.Neuron).Select(p => CorrelatorSymbols.Delta(p.A.Neuron!, p.B.Neuron!)).Distinct()];
            terms.AddRange(partitions.Select(partition => WickContraction.Times(ways, [.. deltas, .. partition.Select(block => Vertex([.. block.Select(k => pairs[k])]))])));
        }

        return Sum.Of(terms);
    }

    /// <summary>Different numbers are different neurons.</summary>
    private static bool MayBeEqual(CorrelatorIndex a, CorrelatorIndex b) =>
        a.Neuron is null || b.Neuron is null || a.Neuron == b.Neuron || !LabelOrder.IsNumber(a.Neuron) || !LabelOrder.IsNumber(b.Neuron);

    /// <summary>The joint cumulant of the components of Ghat that belong to the pairs.</summary>
    private static Expr Vertex((CorrelatorIndex A, CorrelatorIndex B)[] pairs) => pairs.Length == 1
        ? CorrelatorSymbols.Metric(pairs[0].A.Input, pairs[0].B.Input)
        : CorrelatorSymbols.Vertex([.. pairs.Select(p => (p.A.Input, p.B.Input))]) * CorrelatorSymbols.Width.Pow(1 - pairs.Length);
}
