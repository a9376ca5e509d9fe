namespace Theory.Numerics.Quadrature;

/// <summary>The size of the integrands of <see cref="PairSums"/> near the end of a panel.</summary>
/// <param name="Kernel">The largest |s(z_a) s(z_b)| at the outermost nodes, times the density.</param>
/// <param name="Derivative">The largest |s'(z_a) s'(z_b)| there, times the density.</param>
internal readonly record struct EdgeValues(double Kernel, double Derivative)
{
    /// <summary>Reads the outermost three nodes at either end, not one alone: an oscillating integrand may vanish there.</summary>
    public static (EdgeValues Lower, EdgeValues Upper) Of(ReadOnlySpan<double> kernel, ReadOnlySpan<double> derivative) =>
        (new(Largest(kernel[..3]), Largest(derivative[..3])), new(Largest(kernel[^3..]), Largest(derivative[^3..])));

    private static double Largest(ReadOnlySpan<double> three) =>
        Math.Max(Math.Abs(three[0]), Math.Max(Math.Abs(three[1]), Math.Abs(three[2])));
}
