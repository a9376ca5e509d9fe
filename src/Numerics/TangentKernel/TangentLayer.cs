using Theory.Numerics.Quadrature;

namespace Theory.Numerics.TangentKernel;

/// <summary>Tangent kernel and the tensors of order 1/n of one layer, for one input; all are coefficients of 1/n but K and Theta, n the width before the layer.</summary>
/// <remarks>What does not exist is NaN, with a reason in <see cref="Missing"/>: the second differentials of ReLU hold the square of a delta function.</remarks>
/// <param name="Layer">Layer number, from 1.</param>
/// <param name="Width">n, the width before the layer.</param>
/// <param name="K">Kernel of infinite width.</param>
/// <param name="Theta">Tangent kernel of infinite width.</param>
/// <param name="V">n Var of the stochastic metric.</param>
/// <param name="G1">Correction of the mean metric.</param>
/// <param name="Theta1">Correction of the mean tangent kernel.</param>
/// <param name="A">E[dH_ij dH_kl] = (d_ij d_kl A + (d_ik d_jl + d_il d_jk) B)/n.</param>
/// <param name="B">See A.</param>
/// <param name="D">E[dH_ij z_k z_l]_conn = (d_ij d_kl D + (d_ik d_jl + d_il d_jk) F)/n.</param>
/// <param name="F">See D.</param>
/// <param name="P">E[dH_ijk z_l] = (d_il d_jk P + (d_ij d_kl + d_ik d_jl) Q)/n, the first index of dH_ijk carrying the Hessian.</param>
/// <param name="Q">See P.</param>
/// <param name="R">E[ddI_ijkl] = (d_ij d_kl + d_ik d_jl + d_il d_jk) R/n, third derivative of z_i.</param>
/// <param name="S">E[ddII_ijkl] = (d_ij d_kl S + d_ik d_jl T + d_il d_jk U)/n, Hessians of z_i and z_j.</param>
/// <param name="T">See S.</param>
/// <param name="U">See S.</param>
/// <param name="Missing">Why a value is NaN, by its name as in Theta1.</param>
public sealed record TangentLayer(
    int Layer, int Width, double K, double Theta, double V, double G1, double Theta1, double A, double B, double D, double F, double P, double Q,
    double R, double S, double T, double U, IReadOnlyDictionary<string, NoValue> Missing)
{
    /// <summary>A <see cref="Largest"/> up to this is small enough for an expansion to first order: as for the vertex of an ensemble.</summary>
    public const double Trusted = 0.1;

    /// <summary>V/(n K^2), the variance of the stochastic metric relative to the kernel.</summary>
    public double MetricVariance => V / Width / K / K;

    /// <summary>Theta1/(n Theta), how far the mean tangent kernel lies from that of infinite width.</summary>
    public double MeanShift => Theta1 / Width / Theta;

    /// <summary>(A + 2B)/(n Theta^2), the variance of the tangent kernel of one output relative to its mean.</summary>
    public double KernelVariance => (A + (2 * B)) / Width / Theta / Theta;

    /// <summary>(D + 2F)/(n Theta K), the covariance of the tangent kernel and z^2 of one output.</summary>
    public double KernelCovariance => (D + (2 * F)) / Width / Theta / K;

    /// <summary>(P + 2Q)/(n Theta^2), the change of the tangent kernel of one output while it trains, to first order.</summary>
    public double FirstDifferential => (P + (2 * Q)) / Width / Theta / Theta;

    /// <summary>(3R + 2S + 2T + 2U) K/(n Theta^3), the same to second order.</summary>
    public double SecondDifferential => ((3 * R) + (2 * (S + T + U))) * K / Width / Theta / Theta / Theta;

    /// <summary>The largest of these relative sizes: the expansion in 1/n can be trusted where it is small. What does not exist is left out.</summary>
    public double Largest => new[] { MetricVariance, MeanShift, KernelVariance, KernelCovariance, FirstDifferential, SecondDifferential }
        .Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(double.NaN).Max();

    /// <summary>True where every relative size is at most <see cref="Trusted"/>.</summary>
    public bool IsTrusted => Largest <= Trusted;
}
