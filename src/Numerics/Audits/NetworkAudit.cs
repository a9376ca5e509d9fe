using Theory.Activations;
using Theory.Numerics.Recommendations;

namespace Theory.Numerics.Audits;

/// <summary>A network whose weights were given: what it looks like, what it does, and what to change.</summary>
/// <param name="Activation">The activation between its layers.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="InputScale">The mean |x|^2/n_0 of the inputs it was looked at with.</param>
/// <param name="InputCount">How many they are.</param>
/// <param name="Advice">How networks of its depth and width would be initialised for such inputs; null for a single layer.</param>
public sealed record NetworkAudit(Activation Activation, IReadOnlyList<AuditedLayer> Layers, double InputScale, int InputCount, Recommendation? Advice)
{
    private const double Band = 10;

    /// <summary>Whether all weights look as if they were drawn, and not trained.</summary>
    public bool LooksDrawn => Layers.All(l => l.LooksDrawn);

    /// <summary>The factor, either way, between squared gradients of the first and the last hidden layer.</summary>
    public double GradientSpread => Layers.Count < 2 ? 1 : Math.Exp(Math.Abs(Math.Log(Layers[0].Gradient)));

    /// <summary>The factor, either way, between the kernels of hidden layers.</summary>
    public double KernelSpread => Layers.Count < 2 ? 1 : Layers.SkipLast(1).Max(l => l.K) / Layers.SkipLast(1).Min(l => l.K);

    /// <summary>Whether kernel and gradients stay within a factor 10 through the hidden layers.</summary>
    public bool KeepsScale => GradientSpread <= Band && KernelSpread <= Band;
}
