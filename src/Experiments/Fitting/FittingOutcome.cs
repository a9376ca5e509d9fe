using Theory.Validation.Statistics;

namespace Theory.Experiments.Fitting;

/// <summary>What the networks of an ensemble have learned.</summary>
/// <param name="Setting">The ensemble.</param>
/// <param name="Target">The target.</param>
/// <param name="Record">All networks.</param>
/// <param name="Loss">The final mean squared error on the test grid, over networks whose output is finite.</param>
/// <param name="Deviation">The standard deviation of that error's logarithm, base 10.</param>
/// <param name="GradientError">The mean squared error of the gradient.</param>
/// <param name="Roughness">How much the fit's derivative jumps along a line.</param>
/// <param name="Losses">The training loss in equal parts of the training.</param>
/// <param name="TargetVariance">The loss of the best constant.</param>
/// <param name="TargetGradientSquare">The mean of |∇f|²: the error of the gradient of a constant.</param>
/// <param name="TargetRoughness">How much the target's derivative jumps along that line.</param>
/// <param name="Diverged">Networks whose loss or output ceased to be finite.</param>
/// <param name="NotLearned">Networks with a finite output whose final loss is above half that of the best constant.</param>
internal sealed record FittingOutcome(
    FittingSetting Setting,
    TargetFunction Target,
    FittingRecord Record,
    MemberStatistics Loss,
    double Deviation,
    MemberStatistics GradientError,
    MemberStatistics Roughness,
    IReadOnlyList<MemberStatistics> Losses,
    double TargetVariance,
    double TargetGradientSquare,
    double TargetRoughness,
    int Diverged,
    int NotLearned)
{
    /// <summary>The final losses of networks with a finite output; those without are infinitely bad.</summary>
    public IReadOnlyList<double> RankedLosses => [.. Record.Networks.Select(n => double.IsFinite(n.Loss) ? n.Loss : double.PositiveInfinity)];

    /// <summary>Networks that diverged or did not learn.</summary>
    public int Failed => Diverged + NotLearned;

    /// <summary>A quantile over all networks of the loss relative to the best constant's; those that diverged are infinitely bad.</summary>
    public double RelativeLoss(double quantile)
    {
        double[] sorted = [.. RankedLosses.Order()];
        double position = quantile * (sorted.Length - 1);
        double above = sorted[Math.Min((int)position + 1, sorted.Length - 1)];
        double weight = position - (int)position;
        return (weight == 0 ? sorted[(int)position] : (sorted[(int)position] * (1 - weight)) + (above * weight)) / TargetVariance;
    }

    /// <summary>Statistics of an ensemble.</summary>
    public static FittingOutcome Of(FittingSetting setting, TargetFunction target, FittingRecord record)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(record);
        var points = CubeGrid.Points(target.Dimension, CubeGrid.TestPointsPerAxis(target.Dimension));
        double[] values = [.. points.Select(target.Value)];
        double mean = values.Average();
        double variance = values.Average(v => (v - mean) * (v - mean));
        double[] final = [.. Finite(record.Networks.Select(n => n.Loss))];
        return new FittingOutcome(
            setting,
            target,
            record,
            MemberStatistics.Of(final),
            MemberStatistics.Of([.. final.Select(l => Math.Log10(Math.Max(l, double.Epsilon)))]).Deviation,
            MemberStatistics.Of(Finite(record.Networks.Select(n => n.GradientError))),
            MemberStatistics.Of(Finite(record.Networks.Select(n => n.Roughness))),
            [.. Enumerable.Range(0, record.Networks[0].Losses.Length).Select(k => MemberStatistics.Of(Finite(record.Networks.Select(n => n.Losses[k]))))],
            variance,
            points.Average(p => target.Gradient(p).Sum(g => g * g)),
            FittingRecorder.Roughness([.. CubeGrid.Line(target.Dimension, FittingRecorder.LinePoints).Select(p => target.Gradient(p)[0])]),
            record.Networks.Count - final.Length,
            final.Count(l => l > 0.5 * variance));
    }

    private static double[] Finite(IEnumerable<double> values) => [.. values.Where(double.IsFinite)];
}
