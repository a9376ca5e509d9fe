using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Fitting;

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
            $"Training loss, f = {Typography.Formula(outcomes[0].Target.Formula)}", new FigureAxis("step"), new FigureAxis("mean squared error", AxisScale.Log10),
            [.. series, new ReferenceLine("best constant", outcomes[0].TargetVariance)])
        {
            Subtitle = Subtitle(work, outcomes[0]),
            Annotation = $"{(part == 1 ? "Of every step" : $"Averages over {Format.Number(part)} steps")}. Lines: median over networks; bands, where they end in the figure: 16% to 84%."
                + (absent.Length == 0 ? "" : $" Beyond the figure or without finite losses: {string.Join(", ", absent.Select(o => o.Setting.Label))}."),
        };

        bool IsAbsent(FittingOutcome outcome) => outcome.Losses.All(l => !(l.Median < worst));

        double Bounded(double value) => double.IsFinite(value) ? Math.Min(value, worst) : double.NaN;
    }

    /// <summary>Outputs along a line.</summary>
    public static Figure Fit(FittingWork work, IReadOnlyList<FittingOutcome> outcomes)
    {
        Figure fit = Along(work, outcomes, "Fit", "output", r => r.Line, (t, p) => t.Value(p));
        Figure error = Error(work, outcomes);
        return fit with
        {
            Annotation = $"{fit.Annotation} Below: output less f.",
            Residuals = new Figure("", error.XAxis, new FigureAxis("output − f"), [.. error.Series.Select(Unnamed), new ReferenceLine("", 0)]),
        };
    }

    /// <summary>Outputs along a line less the target, which tells good fits apart.</summary>
    public static Figure Error(FittingWork work, IReadOnlyList<FittingOutcome> outcomes)
    {
        TargetFunction target = outcomes[0].Target;
        double[] x = CubeGrid.Axis(outcomes[0].Record.Line.Count);
        double[] truth = [.. CubeGrid.Line(target.Dimension, x.Length).Select(target.Value)];

        // Ends at what 98% of the medians stay below, so that a fit that is off at the edges does not press the others together.
        double[] sizes = [.. outcomes.SelectMany(o => o.Record.Line.Zip(truth, (s, f) => Math.Abs(s.Median - f))).Where(double.IsFinite).Order()];
        double reach = sizes.Length > 0 ? Math.Max(1.5 * sizes[(int)(0.98 * (sizes.Length - 1))], double.Epsilon) : 1;
        return new Figure($"Error of the fit, f = {Typography.Formula(target.Formula)}", new FigureAxis("x"), new FigureAxis("output − f"), Curves(x, outcomes, r => r.Line, truth, -reach, reach))
        {
            Subtitle = Subtitle(work, outcomes[0]),
            Annotation = $"{Where(target)}Lines: median over networks at each x; bands: 16% to 84%, cut off at ±{Format.Number(reach, 2)}.",
        };
    }

    /// <summary>Derivatives along a line.</summary>
    public static Figure Derivative(FittingWork work, IReadOnlyList<FittingOutcome> outcomes) =>
        Along(work, outcomes, "Derivative of the fit", "∂f/∂x", r => r.LineSlope, (t, p) => t.Gradient(p)[0]);

    /// <summary>Parameters of the networks.</summary>
    public static string Subtitle(FittingWork work, FittingOutcome outcome) =>
        $"{outcome.Setting.HiddenLayers} hidden layers of width {FittingWork.Width}, {work.Models} networks, {work.Steps} steps of {work.Optimizer.Name} {Format.Number(work.Optimizer.LearningRate)}, {work.SamplesInStep(outcome.Setting)} samples a step";

    private static Figure Along(
        FittingWork work, IReadOnlyList<FittingOutcome> outcomes, string title, string label,
        Func<FittingRecord, IReadOnlyList<MemberStatistics>> select, Func<TargetFunction, IReadOnlyList<double>, double> exact)
    {
        TargetFunction target = outcomes[0].Target;
        double[] x = CubeGrid.Axis(select(outcomes[0].Record).Count);
        double[] truth = [.. CubeGrid.Line(target.Dimension, x.Length).Select(p => exact(target, p))];
        double middle = (truth.Max() + truth.Min()) / 2;

        // A derivative may be constant along the line.
        double reach = Beyond * Math.Max(truth.Max() - truth.Min(), truth.Max(Math.Abs));
        List<Series> series = [.. Curves(x, outcomes, select, new double[x.Length], middle - reach, middle + reach)];

        return new Figure(
            $"{title}, f = {Typography.Formula(target.Formula)}", new FigureAxis("x"), new FigureAxis(label), [.. series, new LineSeries("target", x, truth) { Hue = Black, Dashed = true }])
        {
            Subtitle = Subtitle(work, outcomes[0]),
            Annotation = $"{Where(target)}Lines: median over networks at each x; bands: 16% to 84%. Curves that coincide hide one another.",
        };
    }

    /// <summary>Below a figure that has the legend.</summary>
    private static Series Unnamed(Series series) => series is LineSeries line ? new LineSeries("", line.X, line.Y) { Hue = line.Hue } : series;

    /// <summary>Medians and bands less a reference, cut off at both ends.</summary>
    private static IEnumerable<Series> Curves(
        double[] x, IReadOnlyList<FittingOutcome> outcomes, Func<FittingRecord, IReadOnlyList<MemberStatistics>> select, double[] reference, double from, double to)
    {
        for (int i = 0; i < outcomes.Count; i++)
        {
            IReadOnlyList<MemberStatistics> values = select(outcomes[i].Record);
            yield return new BandSeries("", x, values.Select((v, k) => Bounded(v.Lower, k)), values.Select((v, k) => Bounded(v.Upper, k))) { Hue = i };
            yield return new LineSeries(outcomes[i].Setting.Label, x, values.Select((v, k) => Bounded(v.Median, k))) { Hue = i };
        }

        double Bounded(double value, int k) => double.IsFinite(value) ? Math.Clamp(value - reference[k], from, to) : double.NaN;
    }

    private static string Where(TargetFunction target) =>
        target.Dimension == 1 ? "" : $"Along y{(target.Dimension == 3 ? " = z" : "")} = {Format.Number(CubeGrid.Cut)}. ";
}
