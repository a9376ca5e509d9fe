namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The predictions for one layer of preactivations of two inputs.</summary>
/// <param name="Layer">Layer number, from 1.</param>
/// <param name="K11">Infinite-width kernel of the first input with itself.</param>
/// <param name="K12">Infinite-width kernel of the two inputs.</param>
/// <param name="K22">Infinite-width kernel of the second input with itself.</param>
/// <param name="Theta11">Tangent kernel of the first input with itself; NaN where s jumps.</param>
/// <param name="Theta12">Tangent kernel of the two inputs; NaN where it does not exist.</param>
/// <param name="Theta22">Tangent kernel of the second input with itself; NaN where s jumps.</param>
/// <param name="Close">The recursion for close inputs: K -> C_b + C_W g, dK -> chi_par dK, ddK -> chi_perp ddK + h dK^2 (PDLT 5.46-5.48).</param>
/// <param name="Vertex">The four-point vertex of all index pairs, to leading order and without the 1/n; null where s jumps and the inputs are or were parallel.</param>
public sealed record TwoInputLayer(
    int Layer, double K11, double K12, double K22, double Theta11, double Theta12, double Theta22, MidpointKernel Close, PairVertex? Vertex)
{
    /// <summary>G1_ab, so that the mean metric is K_ab + G1_ab/n with n the width before the layer; null where the vertex does not exist.</summary>
    public PairCorrection? Correction { get; init; }

    /// <summary>K_[0], K_[1], K_[2] of the full kernel matrix, which <see cref="Close"/> tends to as the inputs approach.</summary>
    public MidpointKernel Midpoint => MidpointKernel.Of(K11, K22, K12);

    /// <summary>The correlation K_12/sqrt(K_11 K_22), from -1 to 1.</summary>
    public double Rho => Math.Clamp(K12 / Math.Sqrt(K11 * K22), -1, 1);
}
