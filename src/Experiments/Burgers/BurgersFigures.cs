using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Burgers;

/// <summary>Figures of physics-informed networks.</summary>
internal static class BurgersFigures
{
    private const int Black = 6;

    /// <summary>Bands are drawn up to so many times the largest median.</summary>
    private const double Headroom = 3;

    /// <summary>Activations by hue, their initialisations by dashes and neighbouring hues; in the order of the catalogue.</summary>
    private static readonly (int Hue, bool Dashed)[] Styles =
        [(0, false), (1, true), (1, false), (4, true), (2, false), (3, false), (5, false), (5, true)];

    /// <summary>Positions on the grid of t = 0.25, 0.5, 0.75 and 1.</summary>
    private static readonly int[] SliceTimes = [5, 10, 15, 20];

    /// <summary>Everything in one.</summary>
    public static IReadOnlyList<(string Name, Figure Figure)> All(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) =>
    [
        .. Training(work, outcomes),
        .. Fields(work, outcomes).Select(f => ($"field-{f.Name}", f.Figure)),
        .. Slices(work, outcomes).Select(f => ($"slices-{f.Name}", f.Figure)),
    ];

    /// <summary>Error and residual while training, all activations in one figure each.</summary>
    public static IReadOnlyList<(string Name, Figure Figure)> Training(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) =>
    [
        ("error", OverSteps("Burgers' equation: error while training", "relative L² error", work, outcomes, o => o.Errors, [new ReferenceLine("u = 0", 1)])),
        ("residual", OverSteps("Burgers' equation: residual at places not trained on", "rms of u_t + u u_x − ν u_xx", work, outcomes, o => o.TestResiduals, [])),
    ];

    /// <summary>u(x, t) of the exact solution and of the median network of each activation.</summary>
    public static IReadOnlyList<(string Name, Figure Figure)> Fields(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) =>
    [
        ("exact", Field("u(x, t), exact", "by the Cole-Hopf integral", BurgersGrid.Solution)),
        .. Drawn(outcomes).Select(o => (
            FileName(o),
            Field($"u(x, t) of {o.Setting.Label}", $"{Shown(work)} {Format.Number(o.FinalErrors[(o.FinalErrors.Count - 1) / 2], 3)}; {Size(work)}", o.Field))),
    ];

    /// <summary>u at several times against the exact solution, a figure for each activation.</summary>
    public static IReadOnlyList<(string Name, Figure Figure)> Slices(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) =>
    [
        .. Drawn(outcomes).Select(o => (
            FileName(o),
            new Figure($"u at four times: {o.Setting.Label}", new FigureAxis("x"), new FigureAxis("u"), Slices(o))
            {
                Subtitle = $"{Shown(work)} {Format.Number(o.FinalErrors[(o.FinalErrors.Count - 1) / 2], 3)}; {Size(work)}",
                Annotation = "Dashed, in the same colour: the exact solution. Below: network less exact solution.",
                Residuals = new Figure("", new FigureAxis("x"), new FigureAxis("error"),
                [
                    .. SliceTimes.Select((time, i) => new LineSeries("", BurgersGrid.X, o.Field[time].Zip(BurgersGrid.Solution[time], (u, exact) => u - exact)) { Hue = i }),
                    new ReferenceLine("", 0),
                ]),
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
        double[] drawn = [.. outcomes.SelectMany(select).Select(s => s.Median).Where(v => v > 0)];
        double top = Headroom * drawn.DefaultIfEmpty(1).Max();
        List<Series> series = [];
        List<string> remarks = [work.Size.Models > 1 ? $"Lines: median over up to {work.Size.Models} networks; bands: 16% to 84%" : "One network"];
        foreach ((BurgersOutcome outcome, int i) in outcomes.Select((o, i) => (o, i)).Where(o => o.o.FinalErrors.Count > 0))
        {
            double[] x = [.. outcome.Steps.Select(s => (double)s)];
            IReadOnlyList<MemberStatistics> all = select(outcome);
            (int hue, bool dashed) = Styles[i % Styles.Length];
            series.Add(new BandSeries("", x, all.Select(s => s.Lower), all.Select(s => Math.Min(s.Upper, top))) { Hue = hue });
            series.Add(new LineSeries(outcome.Setting.Label, x, all.Select(s => s.Median)) { Hue = hue, Dashed = dashed });

            // One network that is far off for a while would press everything else together.
            if (all.Max(s => s.Upper) is double highest && highest > top)
            {
                remarks.Add($"the band of {outcome.Setting.Label} is cut, it reaches {Format.Number(highest, 2)}");
            }
        }

        if (work.Size is { Steps: > 0, LbfgsSteps: > 0 } && drawn.Length > 0)
        {
            series.Add(new LineSeries("L-BFGS begins", [work.Size.Steps, work.Size.Steps], [drawn.Min(), drawn.Max()]) { Hue = Black, Dashed = true });
        }

        remarks.AddRange(outcomes.Where(o => o.Diverged > 0).Select(o => BurgersReport.Divergence(work, o)));
        return new Figure(title, new FigureAxis("step"), new FigureAxis(label, AxisScale.Log10), [.. series, .. more])
        {
            Subtitle = Size(work),
            Annotation = $"{string.Join("; ", remarks)}.",
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

    /// <summary>The best initialisation of each activation, where a network remained finite.</summary>
    private static IEnumerable<BurgersOutcome> Drawn(IReadOnlyList<BurgersOutcome> outcomes) =>
        outcomes.Select(o => o.Setting.Activation).Distinct().Select(a => BurgersClaims.Best(outcomes, a)).Where(o => o.Field.Count > 0);

    private static string Shown(BurgersWork work) => work.Size.Models == 1 ? "error" : "the network with the median error,";

    private static string FileName(BurgersOutcome outcome) => outcome.Setting.Activation.Replace(":", "", StringComparison.Ordinal);

    private static string Size(BurgersWork work) =>
        $"{work.Size.HiddenLayers} × {work.Size.Width}, {work.Size.Places} + {work.Size.Conditions} points, {BurgersReport.Steps(work)}";
}
