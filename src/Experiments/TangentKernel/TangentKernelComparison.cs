using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.TangentKernel;

/// <summary>One kind of networks over its widths, from the smallest.</summary>
internal sealed class TangentKernelComparison(IReadOnlyList<TangentKernelOutcome> widths)
{
    // Two widths tell no power, and the tensors take seconds.
    private const int FewestWidths = 3;

    private readonly Lazy<IReadOnlyList<(double[] Mean, double[] Variance)>?> _corrections =
        new(() => widths.Count < FewestWidths ? null : widths[0].Theory.Corrections(widths[0].Checkpoints));

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

    /// <summary>What the term of order 1/n leaves of the deviations of the mean, along the same pattern; null where there is no such term or there are too few widths.</summary>
    public IReadOnlyList<Estimate>? MeanRemainders(int checkpoint) => _corrections.Value is null ? null : Project(
        widths[0].MeanDeviations(checkpoint), (o, direction) => Less(o.MeanDeviation(checkpoint, direction), _corrections.Value[checkpoint].Mean, direction, o));

    /// <summary>The same for the variance.</summary>
    public IReadOnlyList<Estimate>? VarianceRemainders(int checkpoint) => _corrections.Value is null ? null : Project(
        widths[0].VarianceDeviations(checkpoint), (o, direction) => Less(o.VarianceDeviation(checkpoint, direction), _corrections.Value[checkpoint].Variance, direction, o));

    /// <summary>The power of n in deviations.</summary>
    public PowerLawFit Fit(IReadOnlyList<Estimate> deviations) =>
        PowerLawFit.Of(deviations.Select((d, i) => ((double)widths[i].Ensemble.Width, d.Value, d.StandardError)));

    private static Estimate Less(Estimate deviation, double[] coefficients, double[] direction, TangentKernelOutcome outcome) =>
        deviation with { Value = deviation.Value - (coefficients.Zip(direction, (c, d) => c * d).Sum() / outcome.Ensemble.Width) };

    private Estimate[] Project(double[] pattern, Func<TangentKernelOutcome, double[], Estimate> along)
    {
        // Root mean square over test inputs, as a size.
        double length = Math.Sqrt(pattern.Sum(x => x * x) * pattern.Length);
        return [.. widths.Select(o => along(o, [.. pattern.Select(x => x / length)]))];
    }
}
