namespace Theory.Numerics.ExactLaw;

/// <summary>How finely a law is computed. Two settings that differ in every respect give the error estimate.</summary>
/// <param name="BandTolerance">What may be left of a Fourier transform at the edge of its band.</param>
/// <param name="WindowRatio">Where the window ends, over where it starts to fall.</param>
/// <param name="Nodes">Chebyshev nodes of a panel of ln q.</param>
/// <param name="PanelTolerance">The last Chebyshev coefficients at which a panel is fine enough.</param>
/// <param name="Cut">Probabilities that are left out at the ends of a law.</param>
/// <param name="Rotation">delta times the largest frequency, delta the angle between the contour and the imaginary axis.</param>
internal sealed record LawAccuracy(double BandTolerance, double WindowRatio, int Nodes, double PanelTolerance, double Cut, double Rotation)
{
    /// <summary>Of interpolation of Laplace transforms, which are at most 1: rounding, or as much less than of panels as the powers of transforms need.</summary>
    public double TransformTolerance => Math.Max(4e-16, 1e-3 * PanelTolerance);

    /// <summary>The setting of the values.</summary>
    public static LawAccuracy Fine { get; } = new(1e-15, 1.6, 22, 2e-13, 1e-16, 6);

    /// <summary>The setting of the comparison.</summary>
    public static LawAccuracy Comparison { get; } = new(2e-13, 1.45, 18, 4e-12, 2e-15, 7);

    /// <summary>About half of the time, and seven digits of probabilities.</summary>
    public static LawAccuracy Quick { get; } = new(1e-9, 1.45, 14, 1e-8, 1e-11, 13);

    /// <summary>The setting of the comparison with that.</summary>
    public static LawAccuracy QuickComparison { get; } = new(1e-7, 1.6, 12, 1e-6, 1e-9, 15);
}
