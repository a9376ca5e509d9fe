namespace Theory.Numerics.Couplings;

/// <summary>The couplings of the quartic action S = g/2 sum_i z_i^2 - v/8 sum_ij z_i^2 z_j^2 of m neurons of a layer, for a single input.</summary>
/// <param name="Layer">Layer number, from 1.</param>
/// <param name="K">Infinite-width kernel K(l).</param>
/// <param name="Metric">Mean metric G = K + G1/n.</param>
/// <param name="Vertex">Four-point vertex V, without the 1/n.</param>
/// <param name="Quadratic">g to order 1/n.</param>
/// <param name="Quartic">v to its leading order, which is 1/n.</param>
public sealed record LayerCouplings(int Layer, double K, double Metric, double Vertex, double Quadratic, double Quartic)
{
    /// <summary>v G^2 = V/(n G^2): how far from Gaussian the distribution of a neuron is.</summary>
    public double NonGaussianity => Quartic * Metric * Metric;

    /// <summary>g G - 1 = (m+2)/2 v G^2, the relative correction of g: the expansion needs it small.</summary>
    public double RelativeCorrection => (Quadratic * Metric) - 1;
}
