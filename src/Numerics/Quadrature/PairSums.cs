namespace Theory.Numerics.Quadrature;

/// <summary>Integrals over a part of the plane, or of a line in it, with what is needed to judge them.</summary>
/// <param name="Kernel">The integral of s(z_a) s(z_b).</param>
/// <param name="Derivative">The integral of s'(z_a) s'(z_b).</param>
/// <param name="KernelError">A bound on the truncation error of the former.</param>
/// <param name="DerivativeError">A bound on the truncation error of the latter.</param>
/// <param name="KernelMagnitude">The integral of the absolute value of s(z_a) s(z_b).</param>
/// <param name="DerivativeMagnitude">The integral of the absolute value of s'(z_a) s'(z_b).</param>
/// <param name="Slope">The integral of |z_a s'(z_a) s(z_b)| + |s(z_a) z_b s'(z_b)|: how much a relative error of z matters.</param>
/// <param name="KernelRounding">How far rounding errors of s, where its formula cancels, may move the first integral.</param>
/// <param name="DerivativeRounding">The same of the second.</param>
internal readonly record struct PairSums(
    double Kernel,
    double Derivative,
    double KernelError,
    double DerivativeError,
    double KernelMagnitude,
    double DerivativeMagnitude,
    double Slope,
    double KernelRounding,
    double DerivativeRounding)
{
    public static PairSums operator +(PairSums a, PairSums b) => new(
        a.Kernel + b.Kernel,
        a.Derivative + b.Derivative,
        a.KernelError + b.KernelError,
        a.DerivativeError + b.DerivativeError,
        a.KernelMagnitude + b.KernelMagnitude,
        a.DerivativeMagnitude + b.DerivativeMagnitude,
        a.Slope + b.Slope,
        a.KernelRounding + b.KernelRounding,
        a.DerivativeRounding + b.DerivativeRounding);

    public static PairSums operator *(double factor, PairSums a) => new(
        factor * a.Kernel,
        factor * a.Derivative,
        factor * a.KernelError,
        factor * a.DerivativeError,
        factor * a.KernelMagnitude,
        factor * a.DerivativeMagnitude,
        factor * a.Slope,
        factor * a.KernelRounding,
        factor * a.DerivativeRounding);

    /// <summary>True if the error is small against these magnitudes.</summary>
    public bool Meets(double tolerance, double kernelScale, double derivativeScale) =>
        KernelError <= tolerance * kernelScale && DerivativeError <= tolerance * derivativeScale;
}
