using Theory.Cli.Figures;
using Theory.Cli.Output;
using Theory.Validation.Experiments;

namespace Theory.Cli.Charts;

/// <summary>Figures of physics-informed networks.</summary>
internal static class BurgersFigures
{
    private const int Black = 6;

    /// <summary>Positions on the grid of t = 0.25, 0.5, 0.75 and 1.</summary>
    private static readonly int[] SliceTimes = [5, 10, 15, 20];

    /// <summary>Error and residual while training, all activations in one figure each.</summary>
    public static IReadOnlyList<(string Name, Figure Figure)> Training(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) =>
    [
        ("error", OverSteps("Burgers' equation: error while training", "relative L² error", work, outcomes, o => o.Errors, [new ReferenceLine("u = 0", 1)])),
        ("residual", OverSteps("Burgers' equation: residual while training", "rms of u_t + u u_x - ν u_xx", work, outcomes, o => o.TestResiduals, [])),
    ];

    /// <summary>u(x, t) of the exact solution and of the median network of each activation.</summary>
    public static IReadOnlyList<(string Name, Figure Figure)> Fields(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) =>
    [
        ("exact", Field("u(x, t), exact", "by the Cole-Hopf integral", BurgersGrid.Solution)),
        .. outcomes.Where(o => o.Field.Count > 0).Select(o => (
            FileName(o),
            Field($"u(x, t) of {o.Setting.Label}", $"the network with the median error, {Format.Number(o.FinalErrors[(o.FinalErrors.Count - 1) / 2], 3)}; {Size(work)}", o.Field))),
    ];

    /// <summary>u at several times against the exact solution, a figure for each activation.</summary>
    public static IReadOnlyList<(string Name, Figure Figure)> Slices(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) =>
    [
        .. outcomes.Where(o => o.Field.Count > 0).Select(o => (
            FileName(o),
            new Figure($"u at four times: {o.Setting.Label}", new FigureAxis("x"), new FigureAxis("u"), Slices(o))
            {
                Subtitle = $"lines: the network with the median error; {Size(work)}",
                Annotation = "Dashed, in the same colour: the exact solution.",
            })),
    ];

    private static IEnumerable<Series> Slices(BurgersOutcome outcome)
    {
        for (int i = 0; i < SliceTimes.Length; i++)
        {
            int time = SliceTimes[i];
            yield return new LineSeries("", BurgersGrid.X, BurgersGrid.Solution[time]) { Hue = i, Dashed = true };
            yield return new LineSeries($"t = {Format.Number(BurgersGrid.T[time])}", BurgersGrid.X, outcome.Field[time]) { Hue = i };
        }
    }

    private static Figure OverSteps(
        string title, string label, BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes, Func<BurgersOutcome, IReadOnlyList<MemberStatistics>> select, IEnumerable<Series> more)
    {
        List<Series> series = [];
        for (int i = 0; i < outcomes.Count; i++)
        {
            double[] x = [.. outcomes[i].Steps.Select(s => (double)s)];
            series.Add(new BandSeries("", x, select(outcomes[i]).Select(s => s.Lower), select(outcomes[i]).Select(s => s.Upper)) { Hue = i });
            series.Add(new LineSeries(outcomes[i].Setting.Label, x, select(outcomes[i]).Select(s => s.Median)) { Hue = i });
        }

        return new Figure(title, new FigureAxis("step"), new FigureAxis(label, AxisScale.Log10), [.. series, .. more])
        {
            Subtitle = Size(work),
            Annotation = $"Lines: median over {work.Models} networks; bands: 16% to 84%.",
        };
    }

    private static Figure Field(string title, string subtitle, IReadOnlyList<IReadOnlyList<double>> u) => new(
        title,
        new FigureAxis("t"),
        new FigureAxis("x"),
        [
            new HeatMapSeries("u", (BurgersGrid.T[0], BurgersGrid.T[^1]), (BurgersGrid.X[0], BurgersGrid.X[^1]), u, 1),
            .. SliceTimes.SkipLast(1).Select((time, i) => new LineSeries(i == 0 ? "times of the slices" : "", [BurgersGrid.T[time], BurgersGrid.T[time]], [-1, 1]) { Hue = Black }),
        ])
    {
        Subtitle = subtitle,
    };

    private static string FileName(BurgersOutcome outcome) => outcome.Setting.Activation.Replace(":", "", StringComparison.Ordinal);

    private static string Size(BurgersWork work) =>
        $"{work.HiddenLayers} × {work.Width}, {work.Places} + {work.Conditions} points, {work.Steps} steps of {work.Optimizer.Name} {Format.Number(work.Optimizer.LearningRate)}";
}
