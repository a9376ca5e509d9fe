using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Criticality;

namespace Theory.Numerics.Recommendations;

/// <summary>An initialisation for given networks, what it keeps, and why.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Classification">The universality class with all critical points.</param>
/// <param name="Kind">Where the hidden layers lie.</param>
/// <param name="Cb">C_b of the weight layers between the first and the last one.</param>
/// <param name="Cw">Their C_W.</param>
/// <param name="Layers">What to set and what happens, layer by layer.</param>
/// <param name="Criteria">What a good initialisation keeps, with numbers from the flow of these layers.</param>
public sealed record Recommendation(
    Activation Activation, RecommendationOptions Options, Classification Classification, RecommendationKind Kind, double Cb, double Cw,
    IReadOnlyList<RecommendedLayer> Layers, IReadOnlyList<Criterion> Criteria)
{
    /// <summary>K(1), which the hidden layers keep.</summary>
    public double K1 => Layers[0].K;

    /// <summary>True when every criterion is met but for those that more width cures; else such an initialisation cannot be had.</summary>
    public bool IsFeasible => Criteria.All(c => c.IsMet || !c.IsDecisive);

    /// <summary>E|dL/dz(1)|^2 over E|dL/dz(L)|^2; NaN where s jumps.</summary>
    public double GradientRatio => Math.Exp(Layers[0].LogGradient);

    /// <summary>E|dL/dz|^2 of the first over the last hidden layer; NaN where s jumps.</summary>
    public double HiddenGradientRatio => Math.Exp(Layers[0].LogGradient - Layers[^2].LogGradient);

    /// <summary>The correlation of the outputs of unrelated inputs.</summary>
    public double Correlation => Layers[^1].Correlation;

    /// <summary>chi_par of the hidden layers.</summary>
    public required double ChiParallel { get; init; }

    /// <summary>chi_perp of the hidden layers; NaN where s jumps.</summary>
    public required double ChiPerp { get; init; }

    /// <summary>The share of &lt;s^2&gt; that is neither constant nor linear in z.</summary>
    public required double Nonlinearity { get; init; }

    /// <summary>The kernel of hidden layers stays in the band for their C_W in this interval, at the same C_b and K(1); null when there is none.</summary>
    public required (double From, double To)? Interval { get; init; }

    /// <summary>The next unstable fixed points below and above K(1), beyond which kernels go elsewhere; null where there is none.</summary>
    public required (double? Below, double? Above) Thresholds { get; init; }

    /// <summary>The width at which V/(nK^2) of the last hidden layer is as small as wanted.</summary>
    public required double SufficientWidth { get; init; }

    /// <summary>How deep networks with these hidden layers may be.</summary>
    public required DepthReach Reach { get; init; }

    /// <summary>The kernel with the recommended C_W in the hidden layers.</summary>
    public required KernelTrajectory Trajectory { get; init; }

    /// <summary>The kernel at a C_W 5 % smaller.</summary>
    public required KernelTrajectory Below { get; init; }

    /// <summary>The kernel at a C_W 5 % larger.</summary>
    public required KernelTrajectory Above { get; init; }

    /// <summary>What else would do, or is often taken.</summary>
    public required IReadOnlyList<Alternative> Alternatives { get; init; }

    /// <summary>Why, in sentences.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The network with these layers.</summary>
    public Network Network => Theory.Networks.Network.Plain(
        Activation, Options.Depth, [Options.Width], [.. Layers.Select(l => l.Cb)], [.. Layers.Select(l => l.Cw)], [1], [1]);

    /// <summary>An input as those that were asked for.</summary>
    public Signal Signal => Signal.Kernel(K1);
}
