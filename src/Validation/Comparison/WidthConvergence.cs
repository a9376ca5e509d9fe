using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>How theory and ensembles approach one another with the width: the powers of 1/n that are left when terms are subtracted.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Points">The widths, in the order given.</param>
public sealed record WidthConvergence(int Layer, IReadOnlyList<WidthMeasurement> Points)
{
    /// <summary>The power of n in G - K; -1 by theory.</summary>
    public PowerLawFit MetricBeyondZero => Fit(p => p.MetricBeyondZero);

    /// <summary>The power of n in G - K - G1/n; -2 by theory.</summary>
    public PowerLawFit MetricBeyondOne => Fit(p => p.MetricBeyondOne);

    /// <summary>The power of n in what is left of G after order 1/n^2; -3 by theory.</summary>
    public PowerLawFit MetricBeyondTwo => Fit(p => p.MetricBeyondTwo);

    /// <summary>The power of n in n Var(Ghat) - V; -1 by theory.</summary>
    public PowerLawFit VertexBeyondZero => Fit(p => p.VertexBeyondZero);

    /// <summary>The power of n in n Var(Ghat) - V less its term of order 1/n; -2 by theory.</summary>
    public PowerLawFit VertexBeyondOne => Fit(p => p.VertexBeyondOne);

    /// <summary>Samples an ensemble at each width by the conditional sampler and compares every layer after the first.</summary>
    /// <remarks>
    /// Control variates of mean 0 take out the noise that is linear in the fluctuations of the layers; they hold at every width, without any
    /// expansion. The plain estimates are there too.
    /// </remarks>
    /// <param name="evaluator">An activation that is prepared already.</param>
    /// <param name="options">The ensemble at one input; its widths are replaced.</param>
    /// <param name="widths">The widths.</param>
    /// <param name="progress">Told the fraction that is done, from 0 to 1, by neurons.</param>
    /// <param name="cancellationToken">Ends the sampling early.</param>
    /// <exception cref="UserInputException">An option is out of range, or the flow ends before the last layer.</exception>
    public static IReadOnlyList<WidthConvergence> Measure(
        ExpectationEvaluator evaluator,
        SamplingOptions options,
        IReadOnlyList<int> widths,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(widths);
        List<WidthMeasurement>[] layers = [.. Enumerable.Range(2, options.Depth - 1).Select(_ => new List<WidthMeasurement>())];
        double done = 0;
        double all = widths.Sum(w => (double)w);
        for (int i = 0; i < widths.Count; i++)
        {
            int width = widths[i];
            SamplingOptions atWidth = options with { Network = options.Network.WithWidth(width), FirstNetwork = options.FirstNetwork + ((long)i * options.Models) };
            NetworkEvaluator networks = new(atWidth.Network, evaluator);
            IReadOnlyList<FlowLayer> flow = KernelFlow.Compute(networks, atWidth.Signal, cancellationToken).ToTheLast();
            var moments = new ControlledMoments(networks, flow);
            double before = done;
            EnsembleSamplers.Conditional.Observe(
                atWidth, moments, progress is null ? null : new Share(progress, before / all, width / all), cancellationToken);
            done += width;
            foreach (FlowLayer theory in flow.Skip(1))
            {
                int l = theory.Layer;
                layers[l - 2].Add(new WidthMeasurement(
                    width, moments.Members(l), theory, moments.Metric(l), moments.Vertex(l), moments.PlainMetric(l), moments.PlainVertex(l)));
            }
        }

        return [.. layers.Select((points, i) => new WidthConvergence(i + 2, points))];
    }

    private PowerLawFit Fit(Func<WidthMeasurement, Estimate> residual) =>
        PowerLawFit.Of(Points.Select(p => ((double)p.Width, residual(p).Value, residual(p).StandardError)));

    private sealed class Share(IProgress<double> whole, double from, double part) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (part * value));
    }
}
