using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Tables of trained networks of many widths against infinite width and the term of order 1/n.</summary>
internal static class SweepReport
{
    /// <summary>The width from which on the order 1/n^2 is small beside 1/n.</summary>
    public const int WideFrom = 64;

    /// <summary>The width from which on the order 1/n^3 is small beside 1/n^2.</summary>
    public const int RemainderFrom = 32;

    /// <summary>All numbers of a series.</summary>
    public static JsonObject ToJson(SweepSeries series)
    {
        Estimate coefficient = series.MeasuredCoefficient();
        return new JsonObject
        {
            ["activation"] = series.Setting.Activation,
            ["cb"] = series.Setting.Cb,
            ["cw"] = series.Setting.Cw,
            ["layers"] = series.Setting.Layers,
            ["point"] = series.Point == 0 ? "training" : "test",
            ["quantity"] = series.IsVariance ? "variance" : "mean",
            ["infiniteWidth"] = Json.Number(series.Infinite),
            ["coefficient"] = Json.Number(series.Coefficient),
            ["measuredCoefficient"] = ToJson(coefficient),
            ["fitProbability"] = Json.Number(series.FitProbability()),
            ["deviationPower"] = ToJson(series.DeviationPower(WideFrom)),
            ["remainderPower"] = ToJson(series.RemainderPower(RemainderFrom)),
            ["remainderPowerOfAllWidths"] = ToJson(series.RemainderPower(0)),
            ["widths"] = new JsonArray([.. series.Widths.Select((n, i) => new JsonObject
            {
                ["width"] = n,
                ["deviation"] = ToJson(series.Deviations[i]),
                ["remainder"] = Json.Number(series.Remainders[i].Value),
            })]),
        };
    }

    /// <summary>One row for each law, quantity and width.</summary>
    public static string ToCsv(IReadOnlyList<SweepSeries> all)
    {
        List<string> activations = [.. all.Select(s => s.Setting.Activation).Distinct()];
        return Csv.Table(
            ["activation", "cb", "cw", "layers", "test", "variance", "width", "infiniteWidth", "coefficient", "deviation", "standardError", "remainder"],
            from s in all
            from i in Enumerable.Range(0, s.Widths.Count)
            select (IEnumerable<double?>)
            [
                activations.IndexOf(s.Setting.Activation) + 1, s.Setting.Cb, s.Setting.Cw, s.Setting.Layers, s.Point, s.IsVariance ? 1 : 0, s.Widths[i],
                s.Infinite, s.Coefficient, s.Deviations[i].Value, s.Deviations[i].StandardError, s.Remainders[i].Value,
            ]);
    }

    /// <summary>Tables for people.</summary>
    public static string ToText(IReadOnlyList<SweepSeries> all, int diverged) => string.Create(CultureInfo.InvariantCulture,
        $"""
        Networks with one output learn one sample, target {SweepTask.Target}, by {SweepTask.Steps} steps of gradient descent of {SweepTask.RelativeStep}/Θ with the rates λ_b = C_b and λ_W = C_W. Mean and variance over
        networks of the output at the training input and at a test input, less those of infinite width, against the predicted c/n (`theory trained`). The trained
        networks are compared with what their own tangent kernel at the start would make of them, to which they differ by numbers of order 1/n; what that differs from
        infinite width by is averaged over many more networks, sampled without weights. {diverged} networks diverged.

        c: predicted; measured: the deviations at all widths are fitted by c/n + c₂/n² + c₃/n³, all three free, with the probability of what is left. Powers of n: of the
        deviations from width {WideFrom} on, and of what c/n leaves of them from width {RemainderFrom} on; a power law is fitted to the values themselves with their errors, its error
        is how far the power may go until χ² has grown by 1, and it is left open where that has no end.


        """)
        + string.Join(Environment.NewLine, all.GroupBy(s => s.Setting.Activation).Select((g, i) => Section(i + 1, [.. g])));

    /// <summary>A power with its error.</summary>
    public static string Power(PowerLawFit fit) => double.IsNaN(fit.Exponent) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{fit.Exponent:F2} ± {fit.StandardError:F2}");

    private static string Section(int number, IReadOnlyList<SweepSeries> series) =>
        $"**{number}: {series[0].Setting.Activation}**, C_b = {Format.Number(series[0].Setting.Cb)}, C_W = {Format.Number(series[0].Setting.Cw)}" + Environment.NewLine + Environment.NewLine
        + MarkdownTable.Of(
            series,
            new Column<SweepSeries>("layers", s => s.Setting.Layers),
            new Column<SweepSeries>("of", s => s.Name),
            new Column<SweepSeries>("n = ∞", s => s.Infinite),
            new Column<SweepSeries>("c", s => s.Coefficient),
            new Column<SweepSeries>("c, measured", s => Text(s.MeasuredCoefficient())),
            new Column<SweepSeries>("sigma", s => Format.Sigma(s.MeasuredCoefficient().ZAgainst(s.Coefficient))),
            new Column<SweepSeries>("probability", s => s.FitProbability(), 2),
            new Column<SweepSeries>("power", s => Power(s.DeviationPower(WideFrom))),
            new Column<SweepSeries>("power of the rest", s => Power(s.RemainderPower(RemainderFrom))));

    private static string Text(Estimate e) => $"{Format.Number(e.Value, 3)} ± {Format.Number(e.StandardError, 2)}";

    private static JsonObject ToJson(PowerLawFit fit) => new()
    {
        ["exponent"] = Json.Number(fit.Exponent),
        ["standardError"] = Json.Number(fit.StandardError),
        ["widths"] = fit.Points,
    };

    private static JsonObject ToJson(Estimate estimate) => new() { ["empirical"] = Json.Number(estimate.Value), ["standardError"] = Json.Number(estimate.StandardError) };
}
