using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>s(z) = max(0, z)^p, RePU: the arc-cosine kernels of order p (Cho and Saul 2009), from moments of a quadrant.</summary>
internal sealed class RectifiedPowerKernel : ElementwiseKernel
{
    /// <summary>The largest power.</summary>
    public const int MaximumPower = 8;

    private readonly int _p;

    /// <summary>Creates the kernel.</summary>
    /// <param name="p">The power, from 1 to <see cref="MaximumPower"/>.</param>
    public RectifiedPowerKernel(int p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, MaximumPower);
        _p = p;
    }

    /// <inheritdoc/>
    protected override double Error => 1e-14;

    private protected override VarianceSlopes Slopes => new(_p, _p - 1, true);

    private protected override (double Value, double Derivative) Evaluate(double ka, double kb, Correlation correlation)
    {
        // Homogeneous: the moments at unit variance are enough, and at K = 0 they are still defined.
        Span<double> moments = stackalloc double[(_p + 1) * (_p + 1)];
        QuadrantMoments.Compute(0, 1, 1, correlation, _p, moments);
        double scale = Math.Sqrt(ka) * Math.Sqrt(kb);
        double power = Math.Pow(scale, _p - 1);
        return (moments[^1] * power * scale, _p * _p * moments[((_p - 1) * (_p + 1)) + _p - 1] * power);
    }
}
