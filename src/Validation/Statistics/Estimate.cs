namespace Theory.Validation.Statistics;

/// <summary>A number estimated from an ensemble.</summary>
/// <param name="Value">The estimate; NaN if there were too few members.</param>
/// <param name="StandardError">The standard deviation of the estimate over ensembles; NaN if there were too few members to tell.</param>
public sealed record Estimate(double Value, double StandardError)
{
    /// <summary>How many standard errors the estimate lies above a prediction.</summary>
    /// <returns>
    /// (estimate - theory) / standard error; null where that has no meaning: the error is 0 or not finite, or a value is not finite.
    /// </returns>
    public double? ZAgainst(double theory)
    {
        double z = (Value - theory) / StandardError;
        return StandardError > 0 && double.IsFinite(StandardError) && double.IsFinite(z) ? z : null;
    }
}
