using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Fitting;

/// <summary>Maps of targets of two and three variables and of the errors of fits.</summary>
internal static class FittingMaps
{
    private static readonly (double From, double To) Edge = (-CubeGrid.Edge, CubeGrid.Edge);

    /// <summary>The target.</summary>
    public static Figure Target(TargetFunction target)
    {
        double[] values = Exact(target, 41);
        return Map($"Target f = {Typography.Formula(target.Formula)}", "f", target, values, values.Max(Math.Abs)) with { Annotation = Plane(target) };
    }

    /// <summary>The median output over networks less the target.</summary>
    public static Figure Error(FittingWork work, FittingOutcome outcome, double limit) =>
        Map($"Error of {outcome.Setting.Label}, f = {Typography.Formula(outcome.Target.Formula)}", "median output − f", outcome.Target, Errors(outcome), limit) with
        {
            Subtitle = FittingFigures.Subtitle(work, outcome),
            Annotation = $"The same colours for every activation; those at the ends stand for everything beyond ±{Format.Number(limit)}. {Plane(outcome.Target)}".TrimEnd(),
        };

    /// <summary>A scale of colours on which 95% of the errors of every ensemble can be told apart.</summary>
    public static double Limit(IReadOnlyList<FittingOutcome> outcomes)
    {
        double limit = outcomes.Max(o =>
        {
            double[] sorted = [.. Errors(o).Where(double.IsFinite).Select(Math.Abs).Order()];
            return sorted.Length == 0 ? 0 : sorted[(int)(0.95 * (sorted.Length - 1))];
        });
        return limit > 0 ? double.Parse(Format.Number(limit, 2), System.Globalization.CultureInfo.InvariantCulture) : 1;
    }

    private static Figure Map(string title, string label, TargetFunction target, double[] values, double limit)
    {
        int side = (int)Math.Round(Math.Sqrt(values.Length));
        return new Figure(title, new FigureAxis("x"), new FigureAxis("y"), [new HeatMapSeries(label, Edge, Edge, values.Chunk(side).ToArray(), limit)]) { HasEqualUnits = true };
    }

    private static double[] Errors(FittingOutcome outcome) =>
        [.. outcome.Record.Plane!.Zip(Exact(outcome.Target, (int)Math.Round(Math.Sqrt(outcome.Record.Plane!.Count))), (y, f) => y - f)];

    private static double[] Exact(TargetFunction target, int side) => [.. CubeGrid.Plane(target.Dimension, side).Select(target.Value)];

    private static string Plane(TargetFunction target) => target.Dimension == 3 ? $"The plane z = {Format.Number(CubeGrid.Cut)}." : "";
}
