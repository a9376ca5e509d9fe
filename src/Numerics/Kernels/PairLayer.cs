using Theory.Expectations;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>The pairs with what is known of their variances.</summary>
internal sealed record PairLayer(PairBatch Pairs, VarianceClusters Clusters, GaussianExpectations[] Expectations)
{
    /// <summary>The lower of the two clusters: the expectations do not change when the inputs are exchanged.</summary>
    public int ClusterOfFirst(int p) => Math.Min(Clusters.Index[Pairs.First[p]], Clusters.Index[Pairs.Second[p]]);

    public int ClusterOfSecond(int p) => Math.Max(Clusters.Index[Pairs.First[p]], Clusters.Index[Pairs.Second[p]]);

    public double VarianceOfFirst(int p) => Clusters.Variances[ClusterOfFirst(p)];

    public double VarianceOfSecond(int p) => Clusters.Variances[ClusterOfSecond(p)];

    /// <summary>False for an input of variance 0, at which only limits are left.</summary>
    public bool IsRegular(int p) => VarianceOfFirst(p) > 0 && VarianceOfSecond(p) > 0;

    public double AngleOf(int p) => Pairs.WholeCorrelationOf(p).AcuteAngle;

    public double KernelScale(int p) =>
        Math.Sqrt(Expectations[ClusterOfFirst(p)][Quantity.Kernel].Value) * Math.Sqrt(Expectations[ClusterOfSecond(p)][Quantity.Kernel].Value);

    public double DerivativeScale(int p) =>
        Math.Sqrt(Expectations[ClusterOfFirst(p)][Quantity.ChiPerp].Value) * Math.Sqrt(Expectations[ClusterOfSecond(p)][Quantity.ChiPerp].Value);

    /// <summary>Pairs of one group have the same two variances and the same sign of their correlation.</summary>
    public (int, int, bool) GroupOf(int p) => (ClusterOfFirst(p), ClusterOfSecond(p), Pairs.Correlations[p] < 0);

    /// <summary>
    /// How many pairs up to a correlation the series does not reach. Fully correlated pairs do not count: they are integrals over a line, and cost little.
    /// </summary>
    public int Left(HermiteTable? table, double largest) =>
        Pairs.Correlations.Count(rho => Math.Abs(rho) < 1 && Math.Abs(rho) <= largest && (table is null || table.TermsFor(rho) == 0));
}
