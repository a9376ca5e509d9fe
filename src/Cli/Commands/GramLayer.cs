using Theory.Validation.Statistics;

namespace Theory.Cli.Commands;

/// <summary>One layer in a few numbers.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Kernel">Mean, least and largest K_aa.</param>
/// <param name="Correlation">Mean, least and largest correlation of two different inputs; NaN if there is only one.</param>
/// <param name="Tangent">Mean, least and largest Theta_aa; null if it is infinite.</param>
/// <param name="Error">The bound on the relative error of the expectations.</param>
/// <param name="Sample">The correlations of some pairs, the same ones in every layer.</param>
internal sealed record GramLayer(
    int Layer, Spread Kernel, Spread Correlation, Spread? Tangent, double Error, IReadOnlyList<double> Sample);
