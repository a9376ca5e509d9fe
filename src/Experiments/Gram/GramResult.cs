using Theory.Numerics.Kernels;

namespace Theory.Experiments.Gram;

/// <summary>Kernel matrices and what follows from them.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Method">How the expectations were computed.</param>
/// <param name="Layers">A summary of every layer.</param>
/// <param name="Last">The matrices of the last layer.</param>
/// <param name="Predictions">The predictions, if there was something to predict.</param>
public sealed record GramResult(
    GramSettings Settings, string Method, IReadOnlyList<GramLayer> Layers, KernelLayer Last, GramPredictions? Predictions);
