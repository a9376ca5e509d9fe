using Theory.Activations;
using Theory.Networks;

namespace Theory.Numerics.Shaping;

/// <summary>The ways of shaping an activation for a network.</summary>
/// <param name="Original">The activation as it was.</param>
/// <param name="Method">What was wanted.</param>
/// <param name="Network">The network.</param>
/// <param name="NetworkTarget">The largest slope (DKS), curvature (TAT) or correlation of unrelated inputs (leaky ReLU by TAT) that a network shall have.</param>
/// <param name="LocalTarget">What each activation shall have for it: zeta, tau, or the slope on the negative side.</param>
/// <param name="Solutions">All that were found, the smallest output scale first, by which rounding in s is multiplied.</param>
/// <param name="Searched">Where was looked, and what it means that there are no others.</param>
public sealed record ShapingResult(
    Activation Original, ShapingMethod Method, Architecture Network, double NetworkTarget, double LocalTarget, IReadOnlyList<ShapedActivation> Solutions, string Searched);
