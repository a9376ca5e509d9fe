using Theory.Experiments.Figures;

namespace Theory.Cli.Tests.Figures;

/// <summary>The figures that are looked at by eye as well as tested.</summary>
internal static class Gallery
{
    public static IReadOnlyDictionary<string, Figure> All { get; } = new Dictionary<string, Figure>
    {
        ["kernel"] = KernelPerLayer(AxisScale.Linear),
        ["kernel-log"] = KernelPerLayer(AxisScale.Log10),
        ["growth"] = DoubleExponentialGrowth(),
        ["susceptibilities"] = Susceptibilities(),
        ["activation"] = Activation(),
        ["empty"] = Empty(),
        ["stress"] = Stress(),
        ["constant"] = Constant(),
        ["small"] = Small(),
    };

    private static Figure KernelPerLayer(AxisScale scale)
    {
        double[] layers = [1, 2, 3, 4, 5, 6];
        double[] theory = [1.0, 0.78, 0.64, 0.545, 0.475, 0.42];
        double[] measured = [1.002, 0.771, 0.651, 0.532, 0.481, 0.437];
        double[] error = [0.006, 0.009, 0.012, 0.014, 0.016, 0.019];
        return new Figure(
            "Kernel of tanh networks",
            new FigureAxis("layer ℓ") { IntegerTicks = true },
            new FigureAxis("kernel K⁽ℓ⁾ = ⟨z²⟩", scale),
            [
                new BandSeries("theory ± 2σ", layers, theory.Select(k => k * 0.96), theory.Select(k => k * 1.04)) { Hue = 0 },
                new LineSeries("theory, order 1/n", layers, theory) { Hue = 0 },
                new MarkerSeries("1000 networks, ± s.e.", layers, measured, error) { Hue = 1 },
                new ReferenceLine("K⁽¹⁾", 1),
            ])
        {
            Subtitle = "width n = 128, C_b = 0, C_W = 1, seed 1",
            Annotation = "Error bars show one standard error over the ensemble.",
        };
    }

    private static Figure DoubleExponentialGrowth()
    {
        double[] layers = [.. Enumerable.Range(1, 10).Select(i => (double)i)];
        double[] theory = [.. layers.Select(l => 1e-3 * Math.Pow(10, Math.Pow(2, (l - 1) / 9 * 4) - 1))];
        return new Figure(
            "Double-exponential growth",
            new FigureAxis("layer ℓ") { IntegerTicks = true },
            new FigureAxis("K", AxisScale.Log10),
            [
                new LineSeries("theory", layers, theory),
                new MarkerSeries("measured", layers, theory.Select(k => k * 1.3), theory.Select((k, i) => k * 0.25 * (i + 1))),
            ]);
    }

    public static Figure Susceptibilities()
    {
        double[] k = [.. Enumerable.Range(0, 181).Select(i => Math.Pow(10, -6 + (i / 20.0)))];
        return new Figure(
            "Susceptibilities of tanh",
            new FigureAxis("K", AxisScale.Log10),
            new FigureAxis("susceptibility", AxisScale.Log10),
            [
                new LineSeries("χ∥", k, k.Select(v => 1 / Math.Pow(1 + (2 * v), 1.5))),
                new LineSeries("χ⊥", k, k.Select(v => 1 / Math.Sqrt(1 + (2 * v)))),
                new LineSeries("h", k, k.Select(v => v / Math.Pow(1 + v, 2))) { Dashed = true },
                new ReferenceLine("χ = 1", 1),
            ]);
    }

    public static Figure Activation()
    {
        double[] z = [.. Enumerable.Range(0, 241).Select(i => -3 + (i / 40.0))];
        return new Figure(
            "Activation mrepu(p=2)",
            new FigureAxis("z"),
            new FigureAxis("σ(z)"),
            [
                new LineSeries("σ(z) = z·max(0, z+1)²", z, z.Select(v => v * Math.Pow(Math.Max(0, v + 1), 2))),
                new LineSeries("σ′(z)", z, z.Select(v => v < -1 ? 0 : ((v + 1) * (v + 1)) + (2 * v * (v + 1)))) { Dashed = true },
            ]);
    }

    private static Figure Empty() => new(
        "Nothing to see",
        new FigureAxis("x"),
        new FigureAxis("y", AxisScale.Log10),
        [new LineSeries("NaN", [1, 2], [double.NaN, -1]), new ReferenceLine("1", 1)]);

    private static Figure Stress() => new(
        "A title so long that it has to be broken: the kernel of a hundred thousand networks of width 128 and depth 6 with remarks",
        new FigureAxis("an abscissa near one, on a logarithmic axis", AxisScale.Log10),
        new FigureAxis("a rather long label of the ordinate, which is broken as well before it leaves the page", AxisScale.Log10),
        [
            new MarkerSeries("errors beyond the value, drawn down to the edge", [0.98, 1, 1.01, 1.05], [1, 2, 4, 8], [0.5, 2.5, 3.9999, 1]),
            new MarkerSeries("two", [0.985, 1.02], [3, double.PositiveInfinity]),
            new MarkerSeries("three", [0.985, 1.03], [5, 4], [double.NaN, 1]),
            new LineSeries("broken by NaN", [0.98, 0.99, 1, 1.01, 1.02, 1.03], [2, 3, double.NaN, 5, double.NaN, 6]),
            new BandSeries("band without a lower end", [1.02, 1.05], [0, -1], [2, 3]),
        ]);

    private static Figure Constant() => new(
        "Constant up to rounding",
        new FigureAxis("layer") { IntegerTicks = true },
        new FigureAxis("K"),
        [new LineSeries("K", [1, 2, 3], [1, 1 + 2e-16, 1 - 1e-16])]);

    private static Figure Small()
    {
        int[] steps = [.. Enumerable.Range(0, 300)];
        return new Figure(
            "Small numbers",
            new FigureAxis("step"),
            new FigureAxis("difference"),
            [new MarkerSeries("d", steps.Select(i => i * 1e4), steps.Select(i => Math.Sin(i * 0.1) * 3e-7))]);
    }
}
