using Theory.Activations;
using Theory.Cli.Options;
using Theory.Experiments.Figures;
using Theory.Numerics.ExactLaw;
using Theory.Validation.Sampling;

namespace Theory.Cli.Charts;

/// <summary>Figures of the exact law of the metric.</summary>
internal static class LawFigures
{
    private const int Points = 400;
    private const int Bins = 60;

    /// <summary>The density of ln G at a few layers, over histograms of sampled networks where there are any.</summary>
    public static Figure Metric(Activation activation, Initialisation start, IReadOnlyList<LawLayer> layers, EnsembleSample? sample = null)
    {
        LawLayer[] shown = Shown(layers);
        return new Figure(
            $"Law of the metric: {Typography.NameOf(activation)}",
            new FigureAxis("ln G"),
            new FigureAxis("density over networks"),
            [
                .. sample is null ? [] : shown.Select((l, i) => Histogram(l, sample.Metric(l.Layer)) with { Hue = i }),
                .. shown.Select((l, i) =>
                {
                    (double low, double high) = Range(l);
                    double[] x = [.. Enumerable.Range(0, Points + 1).Select(k => low + ((high - low) * k / Points))];
                    return new LineSeries($"layer {l.Layer}", x, x.Select(y => l.LogDensity(Math.Exp(y)))) { Hue = i };
                }),
            ])
        {
            Subtitle = FlowFigures.Parameters(start),
        };
    }

    /// <summary>The density of an output at a few layers, over the normal density of the same variance.</summary>
    public static Figure Output(Activation activation, Initialisation start, IReadOnlyList<LawLayer> layers)
    {
        LawLayer[] shown = [.. Shown(layers).Where(l => l.Mean.Value > 0 && double.IsFinite(l.Mean.Value))];
        double[] x = [.. Enumerable.Range(0, Points + 1).Select(i => -6 + (12.0 * i / Points))];
        return new Figure($"Law of an output: {Typography.NameOf(activation)}", new FigureAxis("z/√E G"), new FigureAxis("density", AxisScale.Log10),
        [
            .. shown.Select(l => new LineSeries($"layer {l.Layer}", x, x.Select(z => Math.Sqrt(l.Mean.Value) * l.OutputDensity(z * Math.Sqrt(l.Mean.Value))))),
            new LineSeries("normal", x, x.Select(z => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI))) { Dashed = true },
        ])
        {
            Subtitle = FlowFigures.Parameters(start),
        };
    }

    /// <summary>How many networks have ln G in each of equal bins, as a density.</summary>
    private static BandSeries Histogram(LawLayer layer, ReadOnlySpan<double> metrics)
    {
        (double low, double high) = Range(layer);
        double width = (high - low) / Bins;
        int[] counts = new int[Bins];
        foreach (double metric in metrics)
        {
            double bin = Math.Floor((Math.Log(metric) - low) / width);
            if (bin is >= 0 and < Bins)
            {
                counts[(int)bin]++;
            }
        }

        double unit = width * metrics.Length;
        return new BandSeries(
            $"layer {layer.Layer}: {metrics.Length} networks",
            Enumerable.Range(0, Bins).SelectMany(i => (double[])[low + (i * width), low + ((i + 1) * width)]),
            new double[2 * Bins],
            counts.SelectMany(c => Enumerable.Repeat(c / unit, 2)));
    }

    private static LawLayer[] Shown(IReadOnlyList<LawLayer> layers)
    {
        int last = layers[^1].Layer;
        return [.. layers.Where(l => l.Layer == 2 || l.Layer == last || l.Layer == (last + 2) / 2)];
    }

    private static (double Low, double High) Range(LawLayer layer)
    {
        double[] quantiles = [.. layer.Quantiles.Select(q => q.Value.Value).Where(q => q > 0 && double.IsFinite(q)).Select(q => Math.Log(q)).Order()];
        double spread = quantiles.Length < 2 ? 1 : quantiles[^1] - quantiles[0];
        return quantiles.Length == 0 ? (-1, 1) : (quantiles[0] - (0.2 * spread), quantiles[^1] + (0.2 * spread));
    }
}
