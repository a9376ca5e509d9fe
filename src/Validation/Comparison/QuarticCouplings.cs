namespace Theory.Validation.Comparison;

/// <summary>
/// The couplings of the nearly-Gaussian action S = (g/2) sum_i z_i^2 - (v/8) sum_ij z_i^2 z_j^2 of m neurons of a layer at one input.
/// </summary>
/// <param name="Quadratic">g = 1/G + (m + 2) V/(2 n G^3).</param>
/// <param name="Quartic">v = V/(n G^4).</param>
internal sealed record QuarticCouplings(double Quadratic, double Quartic)
{
    /// <summary>The couplings to order 1/n (PDLT 4.2, with its next order in m).</summary>
    /// <param name="metric">G, the mean metric.</param>
    /// <param name="vertex">V, the four-point vertex without its 1/n.</param>
    /// <param name="width">n, the width of the layer before.</param>
    /// <param name="neurons">m, the number of neurons that are kept.</param>
    public static QuarticCouplings Of(double metric, double vertex, double width, int neurons) => new(
        (1 / metric) + ((neurons + 2) * vertex / (2 * width * metric * metric * metric)),
        vertex / (width * metric * metric * metric * metric));
}
