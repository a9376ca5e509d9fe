using Theory.Cli.Figures;
using Theory.Cli.Output;
using Theory.Validation.Experiments;
using Theory.Validation.FunctionFitting;

namespace Theory.Cli.Charts;

/// <summary>Curves of networks that learn functions.</summary>
internal static class FittingFigures
{
    private const int Black = 6;

    // Some networks are off by many powers of ten; a band that goes there hides all curves.
    private const double Beyond = 1.5;

    /// <summary>The training loss over steps.</summary>
    public static Figure Losses(FittingWork work, IReadOnlyList<FittingOutcome> outcomes)
    {
        double worst = 1e3 * outcomes[0].TargetVariance;
        double part = (double)work.Steps / FittingWork.LossParts;
        List<Series> series = [];
        for (int i = 0; i < outcomes.Count; i++)
        {
            if (IsAbsent(outcomes[i]))
            {
                continue;
            }

            IReadOnlyList<MemberStatistics> losses = outcomes[i].Losses;
            double[] x = [.. losses.Select((_, k) => (k + 0.5) * part)];

            // A band that leaves the figure would cover the others.
            if (losses[^1].Upper < worst)
            {
                series.Add(new BandSeries("", x, losses.Select(l => Bounded(l.Lower)), losses.Select(l => Bounded(l.Upper))) { Hue = i });
            }

            series.Add(new LineSeries(outcomes[i].Setting.Label, x, losses.Select(l => l.Median < worst ? l.Median : double.NaN)) { Hue = i });
        }

        FittingOutcome[] absent = [.. outcomes.Where(IsAbsent)];
        return new Figure(
            $"Training loss, f = {outcomes[0].Target.Formula}", new FigureAxis("step"), new FigureAxis("mean squared error", AxisScale.Log10),
            [.. series, new ReferenceLine("best constant", outcomes[0].TargetVariance)])
        {
            Subtitle = outcomes.Select(o => o.Setting.HiddenLayers).Distinct().Count() == 1 ? Subtitle(work, outcomes[0]) : Training(work, outcomes[0]),
            Annotation = $"Averages over {Format.Number(part)} steps. Lines: median over networks; bands, where they end in the figure: 16% to 84%."
                + (absent.Length == 0 ? "" : $" Beyond the figure or without finite losses: {string.Join(", ", absent.Select(o => o.Setting.Label))}."),
        };

        bool IsAbsent(FittingOutcome outcome) => outcome.Losses.All(l => !(l.Median < worst));

        double Bounded(double value) => double.IsFinite(value) ? Math.Min(value, worst) : double.NaN;
    }

    /// <summary>Outputs along a line.</summary>
    public static Figure Fit(FittingWork work, IReadOnlyList<FittingOutcome> outcomes) =>
        Along(work, outcomes, "Fit", "output", r => r.Line, (t, p) => t.Value(p));

    /// <summary>Derivatives along a line.</summary>
    public static Figure Derivative(FittingWork work, IReadOnlyList<FittingOutcome> outcomes) =>
        Along(work, outcomes, "Derivative of the fit", "∂f/∂x", r => r.LineSlope, (t, p) => t.Gradient(p)[0]);

    /// <summary>Parameters of the networks.</summary>
    public static string Subtitle(FittingWork work, FittingOutcome outcome) =>
        $"{outcome.Setting.HiddenLayers} hidden layers of {Training(work, outcome)}";

    private static string Training(FittingWork work, FittingOutcome outcome) =>
        $"width {FittingWork.Width}, {work.Models} networks, {work.Steps} steps of {work.Optimizer.Name} {Format.Number(work.Optimizer.LearningRate)}, {work.SamplesInStep(outcome.Setting)} samples a step";

    private static Figure Along(
        FittingWork work, IReadOnlyList<FittingOutcome> outcomes, string title, string label,
        Func<FittingRecord, IReadOnlyList<MemberStatistics>> select, Func<TargetFunction, IReadOnlyList<double>, double> exact)
    {
        TargetFunction target = outcomes[0].Target;
        double[] x = CubeGrid.Axis(select(outcomes[0].Record).Count);
        double[] truth = [.. CubeGrid.Line(target.Dimension, x.Length).Select(p => exact(target, p))];
        double middle = (truth.Max() + truth.Min()) / 2;
        double reach = Beyond * (truth.Max() - truth.Min());
        List<Series> series = [];
        for (int i = 0; i < outcomes.Count; i++)
        {
            IReadOnlyList<MemberStatistics> values = select(outcomes[i].Record);
            series.Add(new BandSeries("", x, values.Select(v => Bounded(v.Lower)), values.Select(v => Bounded(v.Upper))) { Hue = i });
            series.Add(new LineSeries(outcomes[i].Setting.Label, x, values.Select(v => Bounded(v.Median))) { Hue = i });
        }

        return new Figure(
            $"{title}, f = {target.Formula}", new FigureAxis("x"), new FigureAxis(label), [.. series, new LineSeries("target", x, truth) { Hue = Black, Dashed = true }])
        {
            Subtitle = Subtitle(work, outcomes[0]),
            Annotation = (target.Dimension == 1 ? "" : $"Along y{(target.Dimension == 3 ? " = z" : "")} = {Format.Number(CubeGrid.Cut)}. ")
                + "Lines: median over networks at each x; bands: 16% to 84%.",
        };

        double Bounded(double value) => double.IsFinite(value) ? Math.Clamp(value, middle - reach, middle + reach) : double.NaN;
    }
}
