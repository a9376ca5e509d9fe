using System.Globalization;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Experiments.Figures;
using Theory.Numerics.AngleLaw;

namespace Theory.Cli.Charts;

/// <summary>The density of the angle between two inputs at a few layers, over histograms of sampled networks where there are any.</summary>
internal static class AngleLawFigure
{
    private const int Points = 400;
    private const int Bins = 60;

    /// <summary>The figure.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="start">The networks.</param>
    /// <param name="rho">The correlation in the first layer.</param>
    /// <param name="layers">The laws.</param>
    /// <param name="samples">Angles by layer; null for none.</param>
    public static Figure Angle(Activation activation, Initialisation start, double rho, IReadOnlyList<AngleLayer> layers, double[][]? samples)
    {
        int last = layers[^1].Layer;
        AngleLayer[] shown = [.. layers.Where(l => l.Layer == 2 || l.Layer == last || l.Layer == (last + 2) / 2)];
        (double low, double high) = Range(shown);
        double[] x = [.. Enumerable.Range(0, Points).Select(k => low + ((high - low) * (k + 0.5) / Points))];
        return new Figure(
            $"Law of the angle: {Typography.NameOf(activation)}",
            new FigureAxis("angle"),
            new FigureAxis("density over networks"),
            [
                .. samples is null ? [] : shown.Select((l, i) => Histogram(l.Layer, samples[l.Layer - 1], low, high) with { Hue = i }),
                .. shown.Select((l, i) => new LineSeries($"layer {l.Layer}", x, x.Select(l.DensityOfAngle)) { Hue = i }),
            ])
        {
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"{FlowFigures.Parameters(start)}, rho(1) = {rho:G6}"),
        };
    }

    private static BandSeries Histogram(int layer, double[] angles, double low, double high)
    {
        double width = (high - low) / Bins;
        int[] counts = new int[Bins];
        int defined = 0;
        foreach (double angle in angles.Where(a => !double.IsNaN(a)))
        {
            defined++;
            double bin = Math.Floor((angle - low) / width);
            if (bin is >= 0 and < Bins)
            {
                counts[(int)bin]++;
            }
        }

        double unit = width * Math.Max(1, defined);
        return new BandSeries(
            $"layer {layer}: {angles.Length} networks",
            Enumerable.Range(0, Bins).SelectMany(i => (double[])[low + (i * width), low + ((i + 1) * width)]),
            new double[2 * Bins],
            counts.SelectMany(c => Enumerable.Repeat(c / unit, 2)));
    }

    private static (double Low, double High) Range(AngleLayer[] layers)
    {
        double[] quantiles = [.. layers.SelectMany(l => l.AngleQuantiles).Select(q => q.Value.Value).Where(double.IsFinite)];
        return quantiles.Length == 0 || quantiles.Max() <= quantiles.Min() ? (0, Math.PI)
            : (Math.Max(0, quantiles.Min() - (0.1 * (quantiles.Max() - quantiles.Min()))), Math.Min(Math.PI, quantiles.Max() + (0.1 * (quantiles.Max() - quantiles.Min()))));
    }
}
