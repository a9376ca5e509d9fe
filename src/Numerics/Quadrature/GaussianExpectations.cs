namespace Theory.Numerics.Quadrature;

/// <summary>The Gaussian expectations of an activation s at one kernel value: averages over z ~ N(0, K), with C_W = 1.</summary>
/// <remarks>A quantity that was not requested, or that does not exist, is an undefined <see cref="Estimate"/> with the reason.</remarks>
/// <param name="K">The variance of z, positive.</param>
/// <param name="Mean">&lt;s&gt;.</param>
/// <param name="Kernel">g(K) = &lt;s^2&gt;.</param>
/// <param name="KernelFirstDerivative">g'(K) = &lt;s^2 (z^2-K)&gt;/(2K^2), the parallel susceptibility chi_par (PDLT 5.50).</param>
/// <param name="KernelSecondDerivative">g''(K) = &lt;s^2 He4(z/sqrt K)&gt;/(4K^2), in the finite-width correction of the metric.</param>
/// <param name="ChiPerp">
/// &lt;s'^2&gt;, the perpendicular susceptibility (PDLT 5.51). Undefined where s jumps: s' then contains a delta, whose square diverges.
/// </param>
/// <param name="H">h(K) = &lt;s'^2 (z^2-K)&gt;/(4K^2), half the derivative of chi_perp. Undefined where s jumps.</param>
/// <param name="M4">&lt;s^4&gt;.</param>
/// <param name="M6">&lt;s^6&gt;.</param>
public sealed record GaussianExpectations(
    double K,
    Estimate Mean,
    Estimate Kernel,
    Estimate KernelFirstDerivative,
    Estimate KernelSecondDerivative,
    Estimate ChiPerp,
    Estimate H,
    Estimate M4,
    Estimate M6);
