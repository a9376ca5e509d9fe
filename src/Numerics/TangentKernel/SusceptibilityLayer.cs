namespace Theory.Numerics.TangentKernel;

/// <summary>Susceptibilities and gradients of one layer at finite width, for one input.</summary>
/// <param name="Layer">Layer number, from 1.</param>
/// <param name="ChiParallel">C_W g'(K), at infinite width.</param>
/// <param name="ChiParallelCorrection">What is added to the mean of C_W g'(Ghat) over networks, of order 1/n and with the 1/n.</param>
/// <param name="ChiPerp">C_W &lt;s'^2&gt;, at infinite width; NaN where s jumps.</param>
/// <param name="ChiPerpCorrection">What is added to the mean of C_W/n times the sum of s'^2 over neurons.</param>
/// <param name="LogGradient">ln of E|dz(L)/dz(l)|^2 at infinite width, one output of the last layer: the sum of ln chi_perp from layer l on.</param>
/// <param name="GradientCorrection">The relative correction of that mean square of order 1/n, with the 1/n; NaN where s jumps.</param>
public sealed record SusceptibilityLayer(
    int Layer, double ChiParallel, double ChiParallelCorrection, double ChiPerp, double ChiPerpCorrection, double LogGradient, double GradientCorrection)
{
    /// <summary>chi_par to order 1/n.</summary>
    public double FiniteChiParallel => ChiParallel + ChiParallelCorrection;

    /// <summary>chi_perp to order 1/n.</summary>
    public double FiniteChiPerp => ChiPerp + ChiPerpCorrection;
}
