using Theory.Asymptotics;

namespace Theory.Numerics.Quadrature;

/// <summary>A function that is three times differentiable on an open interval, with those derivatives.</summary>
/// <remarks>
/// At the end points the delegates must return the one-sided limits; they are called there, and never outside [From, To].
/// Derivatives should be written without cancellation (sech^2, not 1 - tanh^2): their rounding errors are the user's, and not seen by
/// the error estimates of the quadrature.
/// </remarks>
/// <param name="From">Lower end of the interval; negative infinity for the first piece.</param>
/// <param name="To">Upper end of the interval; positive infinity for the last piece.</param>
/// <param name="S">The function s(z).</param>
/// <param name="S1">Its first derivative s'(z).</param>
/// <param name="S2">Its second derivative s''(z).</param>
/// <param name="S3">Its third derivative s'''(z).</param>
public sealed record SmoothPiece(
    double From,
    double To,
    Func<double, double> S,
    Func<double, double> S1,
    Func<double, double> S2,
    Func<double, double> S3)
{
    /// <summary>Finds where the formula varies on scales of its own; nothing where no formula is known.</summary>
    internal Func<Feature[]> FindFeatures { get; init; } = static () => [];

    /// <summary>The derivative of an order beyond the range of doubles; null where no formula is known.</summary>
    internal Func<int, double, ScaledNumber>? Scaled { get; init; }

    /// <summary>False where the formula shows that no derivative outgrows all Gaussians.</summary>
    internal bool MayOutgrow { get; init; } = true;

    /// <summary>The growth of S and its derivatives towards infinity on a side, 1 or -1, where the piece reaches that far; null where the formula does not tell, or is not known.</summary>
    internal Func<int, GaussianGrowth?> Growth { get; init; } = static _ => null;

    /// <summary>Bounds of the rounding errors of S to S3 at a point; null where no formula is known.</summary>
    internal RoundingBounds? Rounding { get; init; }

    /// <summary>True where the formulas cancel at points, as 1/tanh(z) - 1/z does at 0, so that these errors count.</summary>
    internal bool CancelsAtPoints { get; init; }
}
