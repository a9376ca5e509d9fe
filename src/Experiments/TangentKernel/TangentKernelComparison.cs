using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.TangentKernel;

/// <summary>One kind of networks over its widths, from the smallest.</summary>
internal sealed class TangentKernelComparison(IReadOnlyList<TangentKernelOutcome> widths)
{
    /// <summary>The networks.</summary>
    public TangentKernelSetting Setting => widths[0].Ensemble.Setting;

    /// <summary>The ensembles.</summary>
    public IReadOnlyList<TangentKernelOutcome> Widths => widths;

    /// <summary>The ensemble of the largest width.</summary>
    public TangentKernelOutcome Widest => widths[^1];

    /// <summary>The predictions.</summary>
    public TangentKernelTheory Theory => widths[0].Theory;

    /// <summary>The checkpoint in the course of training, and the late one.</summary>
    public IReadOnlyList<int> Checkpoints => widths[0].Checkpoints;

    /// <summary>
    /// The deviation of the mean from infinite width along the pattern over test inputs that it has at the smallest width: a sum, so that chance does not
    /// make it larger than it is.
    /// </summary>
    public IReadOnlyList<Estimate> MeanDeviations(int checkpoint) =>
        Project(widths[0].MeanDeviations(checkpoint), (o, direction) => o.MeanDeviation(checkpoint, direction));

    /// <summary>The same for the variance, less that of what infinite width makes of the networks' own initial outputs.</summary>
    public IReadOnlyList<Estimate> VarianceDeviations(int checkpoint) =>
        Project(widths[0].VarianceDeviations(checkpoint), (o, direction) => o.VarianceDeviation(checkpoint, direction));

    /// <summary>The power of n in deviations.</summary>
    public PowerLawFit Fit(IReadOnlyList<Estimate> deviations) =>
        PowerLawFit.Of(deviations.Select((d, i) => ((double)widths[i].Ensemble.Width, d.Value, d.StandardError)));

    private Estimate[] Project(double[] pattern, Func<TangentKernelOutcome, double[], Estimate> along)
    {
        // Root mean square over test inputs, as a size.
        double length = Math.Sqrt(pattern.Sum(x => x * x) * pattern.Length);
        return [.. widths.Select(o => along(o, [.. pattern.Select(x => x / length)]))];
    }
}
