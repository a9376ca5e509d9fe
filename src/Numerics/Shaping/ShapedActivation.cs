using Theory.Activations;

namespace Theory.Numerics.Shaping;

/// <summary>An activation moved and scaled at its input and its output: output scale * (s(input scale * z + input shift) + output shift).</summary>
/// <param name="Activation">It, as a formula that every command reads.</param>
/// <param name="InputScale">The factor of z.</param>
/// <param name="InputShift">What is added to it.</param>
/// <param name="OutputShift">What is added to s.</param>
/// <param name="OutputScale">The factor of that.</param>
/// <param name="Mean">&lt;s&gt; at K = 1.</param>
/// <param name="Kernel">g(1).</param>
/// <param name="ChiParallel">chi_par at K = 1, C_W = 1.</param>
/// <param name="ChiPerp">chi_perp at K = 1, C_W = 1.</param>
/// <param name="Curvature">&lt;s''^2&gt; at K = 1, the curvature of the correlation map at 1; null where kinks make it infinite.</param>
/// <param name="KernelCurvature">g''(1): a kernel that is off by d is off by d + g'' d^2/2 in the next layer.</param>
/// <param name="Vertex">&lt;s^4&gt; - g^2 at K = 1: by how much a layer adds to the four-point vertex, 2 for a linear one.</param>
/// <param name="Residual">The largest deviation of what was wanted.</param>
public sealed record ShapedActivation(
    Activation Activation,
    double InputScale,
    double InputShift,
    double OutputShift,
    double OutputScale,
    double Mean,
    double Kernel,
    double ChiParallel,
    double ChiPerp,
    double? Curvature,
    double KernelCurvature,
    double Vertex,
    double Residual)
{
    /// <summary>The slope on the negative side, where it is that which was chosen.</summary>
    public double? NegativeSlope { get; init; }
}
