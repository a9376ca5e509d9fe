using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Charts;

/// <summary>The kernel flow through hidden layers at a recommended C_W and at values 5 % off.</summary>
internal static class RecommendationFigure
{
    /// <summary>What lies further outside the band is not drawn: an explosion would flatten everything else.</summary>
    private const double Reach = 20;

    /// <summary>The figure.</summary>
    public static Figure Of(Recommendation r)
    {
        double[] layers = [.. Enumerable.Range(1, r.Options.Depth - 1).Select(l => (double)l)];
        return new Figure(
            $"Recommended initialisation of {Typography.NameOf(r.Activation)}",
            FigureAxis.Layer,
            new FigureAxis("kernel K", AxisScale.Log10),
            [
                Line(r, $"C_W = {Format.Number(r.Cw, 5)}, recommended", r.Trajectory),
                Line(r, $"5 % more: {Format.Number(r.Above.Cw, 5)}", r.Above),
                Line(r, $"5 % less: {Format.Number(r.Below.Cw, 5)}", r.Below),
                new BandSeries("band", layers, layers.Select(_ => r.K1 / r.Options.Band), layers.Select(_ => r.K1 * r.Options.Band)) { Hue = 5 },
                .. ((double?[])[r.Thresholds.Below, r.Thresholds.Above]).OfType<double>().Where(t => t < r.K1 * r.Options.Band * Reach && t > r.K1 / r.Options.Band / Reach)
                    .Select(t => new ReferenceLine("threshold kernel", t)),
            ])
        {
            Subtitle = $"hidden layers: C_b = {Format.Number(r.Cb)}, K(1) = {Format.Number(r.K1)}, width {r.Options.Width}, depth {r.Options.Depth}",
        };
    }

    private static LineSeries Line(Recommendation r, string label, KernelTrajectory t) => new(
        label,
        Enumerable.Range(1, t.Kernels.Count).Select(l => (double)l),
        t.Kernels.Select(k => k <= r.K1 * r.Options.Band * Reach && k >= r.K1 / r.Options.Band / Reach ? k : double.NaN));
}
