using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Residuals;

/// <summary>Figures of networks with and without skips.</summary>
internal static class ResidualFigures
{
    // Kernels beyond are on their way out of double precision.
    private const double LargestKernel = 1e6;

    /// <summary>The errors of every kind of network with every activation.</summary>
    public static Figure Errors(ResidualWork work, IReadOnlyList<ResidualComparison> all)
    {
        (string Kind, string Start)[] kinds = [.. all.Select(c => (c.Setting.Kind, c.Setting.Start)).Distinct()];
        string[] activations = [.. all.Select(c => c.Setting.Activation).Distinct()];
        return new Figure(
            "Test errors after training",
            new FigureAxis(string.Join("    ", kinds.Select((k, i) => $"{i + 1} {k.Kind}, {k.Start}"))) { IntegerTicks = true },
            new FigureAxis("share of test images classified wrongly"),
            activations.Select((activation, i) =>
            {
                ResidualComparison[] own = [.. all.Where(c => c.Setting.Activation == activation)];
                return new MarkerSeries(
                    Typography.NameOf(activation),
                    own.Select(c => Array.IndexOf(kinds, (c.Setting.Kind, c.Setting.Start)) + 1 + (0.15 * (i - ((activations.Length - 1) / 2.0)))), own.Select(c => c.Best.Error.Median))
                {
                    Hue = i,
                    Shape = i,
                    Ranges = [.. own.Select(c => (c.Best.Error.Lower, c.Best.Error.Upper))],
                };
            }))
        {
            Subtitle = $"{work.Blocks} blocks of width {work.Width}, {work.Models} networks each, {work.Training} images, {work.Epochs} epochs of {work.Optimizer}",
            Annotation = "Median and 16% to 84% over networks, those that diverged being wrong everywhere; each kind at the better of its learning rates.",
        };
    }

    /// <summary>Kernels of one kind of network behind every layer, predicted and measured.</summary>
    public static Figure Kernels(ResidualWork work, IReadOnlyList<ResidualComparison> kind)
    {
        List<Series> series = [];
        foreach ((ResidualComparison c, int i) in kind.Select((c, i) => (c, i)))
        {
            series.Add(new LineSeries("", c.Theory.Layers.Select(l => (double)l.Layer), c.Theory.Layers.Select(l => Shown(l.K))) { Hue = i });
            series.Add(new MarkerSeries(
                Typography.NameOf(c.Setting.Activation),
                c.Rates[0].Drawn?.Select(l => (double)l.Layer) ?? [], c.Rates[0].Drawn?.Select(l => Shown(l.Kernels[0].Extrapolated)) ?? [], c.Rates[0].Drawn?.Select(l => l.Kernels[0].ExtrapolatedError))
            {
                Hue = i,
                Shape = i,
            });
        }

        return new Figure($"Kernels: {kind[0].Setting.Label}", FigureAxis.Layer, new FigureAxis("K", AxisScale.Log10), series)
        {
            Subtitle = $"lines: infinite width; markers: {work.Drawn} drawn networks of widths {work.Width} and {work.Width / 2}, extrapolated in 1/n, ± one standard error",
            Annotation = $"Kernels above {Format.Number(LargestKernel)} are left out; networks whose kernels leave double precision are not drawn.",
        };
    }

    private static double Shown(double k) => k <= LargestKernel ? k : double.NaN;
}
