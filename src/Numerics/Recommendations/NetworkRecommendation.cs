using Theory.Networks;
using Theory.Numerics.Architectures;

namespace Theory.Numerics.Recommendations;

/// <summary>C_b, C_W and beta for a network of any layers, what they keep, and why.</summary>
/// <param name="Template">The network as it was given.</param>
/// <param name="Options">What was asked for; its depth is the number of layers.</param>
/// <param name="Architecture">The network with every value filled in.</param>
/// <param name="Cb">C_b of layers that do not say theirs.</param>
/// <param name="Cw">C_W of layers that do not say theirs, but for the first and the last one.</param>
/// <param name="Beta">The beta of skips that do not say theirs; null where there are none.</param>
/// <param name="Layers">The flow.</param>
/// <param name="Criteria">What a good initialisation keeps, with numbers from this flow.</param>
public sealed record NetworkRecommendation(
    ArchitectureTemplate Template, RecommendationOptions Options, Architecture Architecture, double Cb, double Cw, double? Beta,
    IReadOnlyList<ArchitectureLayer> Layers, IReadOnlyList<Criterion> Criteria)
{
    /// <summary>C_W of the first layer, with C_b = 0, where it is one of weights that does not say its own; else null.</summary>
    public double? FirstCw { get; init; }

    /// <summary>C_W of the last layer, with C_b = 0, where it is one of weights that does not say its own; else null.</summary>
    public double? LastCw { get; init; }

    /// <summary>The block that is repeated, where there is one, and what becomes of kernels in it; else null.</summary>
    public BlockCriticality? Block { get; init; }

    /// <summary>The share of the outputs' variance that is neither constant nor linear in the inputs.</summary>
    public required double Nonlinearity { get; init; }

    /// <summary>V/(nK^2) in front of the last layer; null where V is not known.</summary>
    public double? RelativeFluctuation { get; init; }

    /// <summary>Why V is not known; null where it is.</summary>
    public string? FluctuationReason { get; init; }

    /// <summary>The next best that are something else: another beta, bias or kernel.</summary>
    public IReadOnlyList<NetworkAlternative> Alternatives { get; init; } = [];

    /// <summary>True when every criterion is met but for those that more width cures.</summary>
    public bool IsFeasible => Criteria.All(c => c.IsMet || !c.IsDecisive);
}
