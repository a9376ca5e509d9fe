using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>s(z) = erf(z): &lt;s s&gt; = (2/pi) arcsin(2c/sqrt((1 + 2K_a)(1 + 2K_b))) (Williams 1997).</summary>
internal sealed class ErfKernel : ElementwiseKernel
{
    /// <inheritdoc/>
    protected override double Error => 4e-15;

    private protected override VarianceSlopes Slopes => new(1, 1, false);

    private protected override (double Value, double Derivative) Evaluate(double ka, double kb, Correlation correlation)
    {
        // With t = tan(the angle of the arcsine): 1 - sin^2 = (1 + 2K_a + 2K_b + 4 K_a K_b (1 - rho^2))/((1 + 2K_a)(1 + 2K_b)), which
        // at large K keeps the digits that arcsin near 1 loses.
        double c = correlation.Rho * Math.Sqrt(ka) * Math.Sqrt(kb);
        double rest = Math.Sqrt(1 + (2 * ka) + (2 * kb) + (4 * ka * kb * correlation.SquaredSine));
        return (2 / Math.PI * Math.Atan2(2 * c, rest), 4 / (Math.PI * rest));
    }
}
