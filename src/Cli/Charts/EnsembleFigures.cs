using Theory.Activations;
using Theory.Cli.Options;
using Theory.Experiments.Figures;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Cli.Charts;

/// <summary>Figures of theory against sampled ensembles.</summary>
internal static class EnsembleFigures
{
    private const int BinsInFigure = 40;

    /// <summary>Mean metric per layer.</summary>
    public static Figure Kernel(Activation activation, Initialisation start, IReadOnlyList<EnsembleComparison> ensembles) =>
        Compare($"Kernel of {activation.Name}: theory and sampled networks", "mean metric G", start, ensembles, l => l.Kernel, firstLayer: 1);

    /// <summary>Vertex per layer.</summary>
    public static Figure Vertex(Activation activation, Initialisation start, IReadOnlyList<EnsembleComparison> ensembles) =>
        Compare($"Four-point vertex of {activation.Name}: theory and sampled networks", "V = n Var(Ĝ)", start, ensembles, l => l.Vertex, firstLayer: 2);

    /// <summary>The distribution of log K over networks, at a few layers.</summary>
    public static Figure Distribution(Activation activation, Initialisation start, EnsembleStatistics statistics)
    {
        int[] layers = [.. Enumerable.Range(2, Math.Max(0, statistics.Depth - 1)).Where(l => l == 2 || l == statistics.Depth || l == (statistics.Depth + 2) / 2).Distinct()];
        return new Figure(
            $"Kernel over networks: {activation.Name}",
            new FigureAxis("log K"),
            new FigureAxis("density over networks"),
            [.. layers.Select(l => Histogram($"layer {l}", statistics.Distribution(l)))])
        {
            Subtitle = FlowFigures.Parameters(start),
        };
    }

    private static LineSeries Histogram(string label, LogHistogram distribution)
    {
        (IReadOnlyList<double> ends, double width, IReadOnlyList<long> counts) = distribution.Coarse(BinsInFigure);
        return new LineSeries(
            label,
            ends.SelectMany(x => (double[])[x, x + width]),
            counts.SelectMany(c => Enumerable.Repeat(c / (width * distribution.Count), 2)));
    }

    private static Figure Compare(
        string title, string label, Initialisation start, IReadOnlyList<EnsembleComparison> ensembles, Func<LayerComparison, ComparedValue> select, int firstLayer)
    {
        LayerComparison[] layers = [.. ensembles[0].Layers.Where(l => l.Layer >= firstLayer)];
        double[] x = [.. layers.Select(l => (double)l.Layer)];
        List<Series> series =
        [
            new LineSeries("theory", x, layers.Select(l => select(l).Theory)),
            new LineSeries("with the next order", x, layers.Select(l => select(l).Theory + select(l).NextOrder)) { Dashed = true },
        ];
        series.AddRange(ensembles.Select((e, i) => new MarkerSeries(
            $"{e.Sampler}, ± s.e.",
            x.Select(l => l + (0.08 * i)),
            e.Layers.Where(l => l.Layer >= firstLayer).Select(l => select(l).Empirical),
            e.Layers.Where(l => l.Layer >= firstLayer).Select(l => select(l).StandardError))));
        IEnumerable<double> values = layers.Select(l => select(l).Theory).Concat(ensembles.SelectMany(e => e.Layers.Where(l => l.Layer >= firstLayer).Select(l => select(l).Empirical)));
        return new Figure(title, FigureAxis.Layer, new FigureAxis(label, FigureAxis.ScaleOf(values)), series)
        {
            Subtitle = FlowFigures.Parameters(start),
        };
    }
}
