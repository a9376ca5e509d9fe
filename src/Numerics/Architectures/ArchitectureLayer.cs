using Theory.Networks;

namespace Theory.Numerics.Architectures;

/// <summary>The signal of one input behind a layer of a network, at infinite width and to leading order in 1/n.</summary>
/// <param name="Layer">The number of the layer, from 1, repetitions counted.</param>
/// <param name="Text">The layer as text.</param>
/// <param name="Shape">The shape of the signal.</param>
/// <param name="K">The mean square of a neuron.</param>
/// <param name="Theta">The tangent kernel of the weights so far; NaN where an activation jumps.</param>
/// <param name="ChiParallel">dK behind the layer by dK in front of it; NaN where it is not known.</param>
/// <param name="ChiPerp">The mean squared growth of a small perpendicular perturbation through the layer; NaN where an activation jumps.</param>
/// <param name="Mean">The mean over neurons.</param>
/// <param name="IsGaussian">True where neurons are Gaussian, so that an activation may follow.</param>
/// <param name="Vertex">V: n times the covariance of squares of two neurons; null where it is not known.</param>
/// <param name="VertexReason">Why it is not known; null where it is.</param>
public sealed record ArchitectureLayer(
    int Layer, string Text, SignalShape Shape, double K, double Theta, double ChiParallel, double ChiPerp, double Mean, bool IsGaussian, double? Vertex, string? VertexReason)
{
    /// <summary>V without what neurons that skips carry along remember of the activations before: a recursion in V alone, exact where there are no skips; null where V is.</summary>
    public double? ForgetfulVertex { get; init; }

    /// <summary>ln of E|dL/dz|^2 here over that at the output, at infinite width.</summary>
    public double LogGradient { get; init; } = double.NaN;
}
