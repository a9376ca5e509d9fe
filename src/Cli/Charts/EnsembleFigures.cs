using Theory.Activations;
using Theory.Cli.Options;
using Theory.Experiments.Figures;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Cli.Charts;

/// <summary>Figures of theory against sampled ensembles.</summary>
internal static class EnsembleFigures
{
    private const int MostBins = 40;
    private const int FewestBins = 6;

    /// <summary>Mean metric per layer.</summary>
    public static Figure Kernel(Activation activation, Initialisation start, IReadOnlyList<EnsembleComparison> ensembles) =>
        Compare($"Kernel of {Typography.NameOf(activation)}: theory and sampled networks", "mean metric G", start, ensembles, l => l.Kernel, firstLayer: 1);

    /// <summary>Vertex per layer.</summary>
    public static Figure Vertex(Activation activation, Initialisation start, IReadOnlyList<EnsembleComparison> ensembles) =>
        Compare($"Four-point vertex of {Typography.NameOf(activation)}: theory and sampled networks", "V = n Var(Ĝ)", start, ensembles, l => l.Vertex, firstLayer: 2);

    /// <summary>The distribution of ln G over networks, at a few layers, with that of order 1/n.</summary>
    public static Figure Distribution(Activation activation, Initialisation start, EnsembleStatistics statistics, IReadOnlyList<FlowLayer> theory)
    {
        int[] layers = [.. Enumerable.Range(2, Math.Max(0, statistics.Depth - 1)).Where(l => l == 2 || l == statistics.Depth || l == (statistics.Depth + 2) / 2).Distinct()];
        return new Figure(
            $"Metric over networks: {Typography.NameOf(activation)}",
            new FigureAxis("ln G"),
            new FigureAxis("density over networks"),
            [
                .. layers.Select((l, i) => Histogram($"layer {l}", statistics.Distribution(l)) with { Hue = i }),
                .. layers.Select((l, i) => (Hue: i, Layer: theory.FirstOrDefault(t => t.Layer == l))).Where(t => t.Layer is { RelativeFluctuation: > 0 and < 10 }).Select(t => Normal(t.Layer!, t.Hue)),
            ])
        {
            Subtitle = FlowFigures.Parameters(start),
        };
    }

    /// <summary>Normal with the variance V/(n K^2) about ln(K + G1/n) less half of it, which keeps the mean: what is known to order 1/n.</summary>
    private static LineSeries Normal(FlowLayer layer, int hue)
    {
        double variance = layer.RelativeFluctuation;
        double mean = Math.Log(layer.Metric > 0 ? layer.Metric : layer.K) - (variance / 2);
        double deviation = Math.Sqrt(variance);
        double[] x = [.. Enumerable.Range(-80, 161).Select(i => mean + (i * deviation / 20))];
        return new LineSeries($"layer {layer.Layer}: order 1/n", x, x.Select(y => Math.Exp(-(y - mean) * (y - mean) / (2 * variance)) / (deviation * Math.Sqrt(2 * Math.PI)))) { Hue = hue, Dashed = true };
    }

    /// <summary>Of N networks in 2 N^(1/3) bins (Rice's rule): finer ones show the noise of counts.</summary>
    private static LineSeries Histogram(string label, LogHistogram distribution)
    {
        (IReadOnlyList<double> ends, double width, IReadOnlyList<long> counts) = distribution.Coarse(Math.Clamp((int)(2 * Math.Cbrt(distribution.Count)), FewestBins, MostBins));
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
            Residuals = Residuals(ensembles, select, firstLayer),
        };
    }

    /// <summary>The deviations from the prediction with its next order, in standard errors; none where no layer has one.</summary>
    private static Figure? Residuals(IReadOnlyList<EnsembleComparison> ensembles, Func<LayerComparison, ComparedValue> select, int firstLayer)
    {
        Series[] series = [.. ensembles.Select((e, i) =>
        {
            LayerComparison[] layers = [.. e.Layers.Where(l => l.Layer >= firstLayer)];
            return new MarkerSeries("", layers.Select(l => l.Layer + (0.08 * i)), layers.Select(l => select(l).ZWithNextOrder ?? (l.Layer == 1 ? 0 : double.NaN))) { Hue = i + 2 };
        })];
        return series.OfType<MarkerSeries>().Any(s => s.Y.Any(double.IsFinite))
            ? new Figure("", FigureAxis.Layer, new FigureAxis("deviation/s.e."), [.. series, new ReferenceLine("", 0), new ReferenceLine("", -2), new ReferenceLine("", 2)])
            : null;
    }
}
