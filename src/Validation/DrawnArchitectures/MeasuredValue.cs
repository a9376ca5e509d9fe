namespace Theory.Validation.DrawnArchitectures;

/// <summary>What was measured of one number, at two widths, and what is predicted at infinite width.</summary>
/// <param name="Theory">The prediction; null where there is none.</param>
/// <param name="Measured">The mean over networks of the whole width.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Extrapolated">Twice that less the mean at half the width: without the order 1/n.</param>
/// <param name="ExtrapolatedError">The standard error of that.</param>
public sealed record MeasuredValue(double? Theory, double Measured, double StandardError, double Extrapolated, double ExtrapolatedError)
{
    /// <summary>The deviation of the extrapolation from the prediction in standard errors; null without a prediction, or where nothing fluctuates but by rounding.</summary>
    public double? Sigma => Theory is double t && ExtrapolatedError > 1e-12 * Math.Abs(t) ? (Extrapolated - t) / ExtrapolatedError : null;
}
