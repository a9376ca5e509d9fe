using Theory.Activations;
using Theory.Numerics.Criticality;

namespace Theory.Numerics.Recommendations;

/// <summary>An initialisation for given networks, with reasons.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Kind">Why it is recommended.</param>
/// <param name="K1">K(1).</param>
/// <param name="Cb">C_b.</param>
/// <param name="Cw">C_W.</param>
/// <param name="Interval">At this C_b the kernel stays in the band for C_W in this interval; null when it leaves it for every one.</param>
/// <param name="BalancedCw">C_W = (K(1) - C_b)/g(K(1)), at which K(1) is a fixed point.</param>
/// <param name="Threshold">The unstable fixed point K > 0 at the recommended C_b, C_W: larger kernels explode, smaller ones decay; null when there is none.</param>
/// <param name="ChiParallel">chi_par at K(1): a deviation of the kernel is multiplied by it in every layer.</param>
/// <param name="ChiPerp">chi_perp at K(1); NaN where s jumps.</param>
/// <param name="RelativeFluctuation">V/(nK^2) in the last layer: the expansion in 1/n needs it small. NaN where it leaves double precision.</param>
/// <param name="SufficientWidth">The width at which V/(nK^2) is 0.1 in the last layer; NaN where it leaves double precision.</param>
/// <param name="Trajectory">The kernel at the recommended C_W.</param>
/// <param name="Below">The kernel at a C_W 5 % smaller.</param>
/// <param name="Above">The kernel at a C_W 5 % larger.</param>
/// <param name="CriticalPoints">The critical initialisations of the activation, whether or not they suit this K(1).</param>
public sealed record Recommendation(
    Activation Activation, RecommendationOptions Options, RecommendationKind Kind, double K1, double Cb, double Cw, (double From, double To)? Interval, double BalancedCw,
    double? Threshold, double ChiParallel, double ChiPerp, double RelativeFluctuation, double SufficientWidth,
    KernelTrajectory Trajectory, KernelTrajectory Below, KernelTrajectory Above, IReadOnlyList<CriticalPoint> CriticalPoints)
{
    /// <summary>The number of layers in which a small deviation of the kernel doubles; infinite when it does not grow, NaN when chi_par is 0 or negative.</summary>
    public double DoublingDepth => ChiParallel <= 1 ? double.PositiveInfinity : Math.Log(2) / Math.Log(ChiParallel);

    /// <summary>True when fluctuations between networks are small enough for the 1/n expansion: V/(nK^2) at most 0.1.</summary>
    public bool IsWideEnough => RelativeFluctuation <= 0.1;

    /// <summary>Why, in sentences.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
