namespace Theory.Numerics.Kernels;

/// <summary>s(z) = r z for z &gt; 0 and l z for z &lt; 0: ReLU, leaky ReLU, |z| and the identity.</summary>
/// <remarks>The arc-cosine kernel of order 1 (Cho and Saul 2009), with cos theta = rho.</remarks>
/// <param name="right">The slope r.</param>
/// <param name="left">The slope l.</param>
public sealed class PiecewiseLinearKernel(double right, double left) : ElementwiseKernel
{
    private readonly double _same = (right * right) + (left * left);
    private readonly double _opposite = 2 * right * left;

    /// <inheritdoc/>
    protected override double Error => 2e-15;

    /// <inheritdoc/>
    public override (double Value, double Derivative) Evaluate(double ka, double kb, double rho)
    {
        double angle = Math.Acos(rho);
        double sine = Math.Sqrt((1 - rho) * (1 + rho));

        // E[z_a z_b] over the quadrant where both are positive, and over that where the second is negative, times 2 pi/sqrt(K_a K_b).
        double same = sine + ((Math.PI - angle) * rho);
        double opposite = sine - (angle * rho);
        return (
            Math.Sqrt(ka) * Math.Sqrt(kb) * ((_same * same) - (_opposite * opposite)) / (2 * Math.PI),
            ((_same * (Math.PI - angle)) + (_opposite * angle)) / (2 * Math.PI));
    }
}
