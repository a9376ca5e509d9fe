using Theory.Activations;
using Theory.Numerics.Recommendations;

namespace Theory.Numerics.Audits;

/// <summary>A network whose weights were given: what it looks like, what it does, and what to change.</summary>
/// <param name="Activations">The activations in it; none for linear networks.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="InputScale">The mean |x|^2/n_0 of the inputs it was looked at with.</param>
/// <param name="InputCount">How many they are.</param>
/// <param name="Advice">How networks of its depth and width would be initialised for such inputs; null for a single layer, for skips, and for several activations.</param>
public sealed record NetworkAudit(IReadOnlyList<Activation> Activations, IReadOnlyList<AuditedLayer> Layers, double InputScale, int InputCount, Recommendation? Advice)
{
    private const double Band = 10;

    /// <summary>False for a network with skips.</summary>
    public bool IsPlain { get; init; } = true;

    /// <summary>The tangent kernel at the first inputs, beside theory.</summary>
    public required MeasuredTangentKernel Tangent { get; init; }

    /// <summary>The activations in words.</summary>
    public string ActivationNames => Activations.Count == 0 ? "identity" : string.Join(", ", Activations.Select(a => a.Name));

    /// <summary>Whether all weights look as if they were drawn, and not trained.</summary>
    public bool LooksDrawn => Layers.All(l => l.LooksDrawn);

    /// <summary>The factor, either way, between squared gradients of the first and the last hidden layer; along the skips, where there are any.</summary>
    public required double GradientSpread { get; init; }

    /// <summary>The factor, either way, between the kernels of hidden layers; along the skips, where there are any.</summary>
    public required double KernelSpread { get; init; }

    /// <summary>Whether kernel and gradients stay within a factor 10 through the hidden layers.</summary>
    public bool KeepsScale => GradientSpread <= Band && KernelSpread <= Band;
}
