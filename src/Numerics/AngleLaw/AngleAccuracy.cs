namespace Theory.Numerics.AngleLaw;

/// <summary>How finely the law of the angle is computed. Two settings that differ in every respect give the error estimate.</summary>
/// <param name="Tolerance">What is left of Fourier transforms at the edge of a band, and of densities where they are cut.</param>
/// <param name="Oversampling">Nodes of the grid over those that the band needs.</param>
/// <param name="Window">The standard deviation of the Gaussian that ends sin(pi u)/(pi u), in nodes.</param>
/// <param name="RatioStep">The step of the integral over the ratio of norms.</param>
/// <param name="ContourStep">The step of the integral over T.</param>
/// <param name="TailNodes">Chebyshev nodes of shadows near rho = 0.</param>
/// <param name="Steady">From this y = ln cot theta on, the law of the next y given y moves with y (exp(-y) is left out).</param>
internal sealed record AngleAccuracy(double Tolerance, double Oversampling, double Window, double RatioStep, double ContourStep, int TailNodes, double Steady)
{
    /// <summary>The setting of the values.</summary>
    public static AngleAccuracy Fine { get; } = new(1e-11, 1.3, 3.8, 0.33, 0.18, 30, 13);

    /// <summary>The setting of the comparison.</summary>
    public static AngleAccuracy Comparison { get; } = new(1e-10, 1.27, 3.6, 0.37, 0.195, 26, 12);

    /// <summary>The setting of the values of narrow networks, whose laws have long tails.</summary>
    public static AngleAccuracy FineNarrow { get; } = new(1e-8, 1.3, 3.3, 0.44, 0.24, 24, 9);

    /// <summary>The setting of their comparison.</summary>
    public static AngleAccuracy ComparisonNarrow { get; } = new(1e-7, 1.27, 3.1, 0.5, 0.27, 21, 8);

    /// <summary>Where exp(-u^2/2 Window^2) is below the tolerance.</summary>
    public int Reach => (int)Math.Ceiling(Window * Math.Sqrt(-2 * Math.Log(Tolerance)));
}
