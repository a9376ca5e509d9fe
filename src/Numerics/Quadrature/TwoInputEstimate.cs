namespace Theory.Numerics.Quadrature;

/// <summary>The two expectations from which kernels of pairs of inputs are built, z_a and z_b jointly normal, C_W = 1.</summary>
/// <param name="KernelProduct">&lt;s(z_a) s(z_b)&gt;.</param>
/// <param name="DerivativeProduct">
/// &lt;s'(z_a) s'(z_b)&gt;, the derivative of the former with respect to the covariance (Price's theorem). Where s jumps, s' contains
/// delta functions, which count; undefined where two of them meet, as at rho = 1 and equal variances.
/// </param>
public readonly record struct TwoInputEstimate(Estimate KernelProduct, Estimate DerivativeProduct)
{
    /// <summary>These, for computations that cannot go on without one of them. What does not exist at any K is not refused, and stays NaN.</summary>
    /// <exception cref="UserInputException">One diverges, overflows, or could not be computed.</exception>
    internal TwoInputEstimate OrThrow()
    {
        KernelProduct.OrThrow();
        DerivativeProduct.OrThrow();
        return this;
    }
}
