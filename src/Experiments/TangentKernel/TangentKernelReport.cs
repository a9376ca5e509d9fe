using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Numerics.Regression;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.TangentKernel;

/// <summary>Tables of trained networks against infinite width.</summary>
internal static class TangentKernelReport
{
    /// <summary>Two hidden layers, as a number.</summary>
    private const int HiddenLayers = TangentKernelWork.Layers - 1;

    /// <summary>All numbers.</summary>
    public static JsonObject ToJson(TangentKernelComparison comparison) => new()
    {
        ["label"] = comparison.Setting.Label,
        ["activation"] = comparison.Setting.Activation,
        ["cb"] = comparison.Setting.Cb,
        ["cw"] = comparison.Setting.Cw,
        ["lastLayerOnly"] = comparison.Setting.LastLayerOnly,
        ["step"] = comparison.Theory.Step,
        ["rates"] = new JsonArray([.. comparison.Theory.Rates.Select(r => (JsonNode)r)]),
        ["checkpoints"] = new JsonArray([.. comparison.Checkpoints.Select((steps, c) => new JsonObject
        {
            ["steps"] = steps,
            ["meanPower"] = ToJson(comparison.Fit(comparison.MeanDeviations(c))),
            ["variancePower"] = ToJson(comparison.Fit(comparison.VarianceDeviations(c))),
            ["meanRemainderPower"] = comparison.MeanRemainders(c) is IReadOnlyList<Estimate> means ? ToJson(comparison.Fit(means)) : null,
            ["varianceRemainderPower"] = comparison.VarianceRemainders(c) is IReadOnlyList<Estimate> variances ? ToJson(comparison.Fit(variances)) : null,
            ["widths"] = new JsonArray([.. comparison.Widths.Select((o, i) => ToJson(o, c, comparison.MeanDeviations(c)[i], comparison.VarianceDeviations(c)[i]))]),
        })]),
    };

    /// <summary>One row for each test input, checkpoint and width.</summary>
    public static string ToCsv(IReadOnlyList<TangentKernelComparison> all) => Csv.Table(
        ["network", "width", "models", "steps", "angle", "meanTheory", "mean", "meanStandardError", "varianceTheory", "variance", "varianceStandardError", "posteriorMean", "posteriorVariance"],
        from pair in all.Select((c, i) => (Comparison: c, Number: i + 1))
        let posterior = pair.Comparison.Theory.Posterior
        from outcome in pair.Comparison.Widths
        from checkpoint in Enumerable.Range(0, outcome.Checkpoints.Count)
        let theory = outcome.Theory.After(outcome.Checkpoints[checkpoint])
        from k in Enumerable.Range(0, CircleTask.TestPoints)
        let mean = outcome.Mean(checkpoint, k)
        let variance = outcome.Variance(checkpoint, k)
        select (IEnumerable<double?>)
        [
            pair.Number, outcome.Ensemble.Width, outcome.Ensemble.Models, outcome.Checkpoints[checkpoint], CircleTask.TestAngles[k], theory.Mean[k, 0], mean.Value,
            mean.StandardError, theory.Variance[k], variance.Value, variance.StandardError, posterior.Mean[k, 0], posterior.Variance[k],
        ]);

    /// <summary>Tables for people.</summary>
    public static string ToText(IReadOnlyList<TangentKernelComparison> all) => string.Create(CultureInfo.InvariantCulture,
        $"Networks with {HiddenLayers} hidden layers learn sin φ + cos(2φ)/2 at {CircleTask.TrainingPoints} points of the circle |x|²/n₀ = 1 by full-batch gradient descent on Σ(f - y)²/2, with the")
        + Environment.NewLine + "rates λ_b for biases and λ_W/n for weights, λ_b = C_b and λ_W = C_W; a step is a third of the inverse of the largest rate of the tangent kernel (a half,"
        + Environment.NewLine + $"if the last layer alone is trained). Outputs at {CircleTask.TestPoints} test inputs between the samples, mean and variance over networks, against infinite width after as"
        + Environment.NewLine + "many steps. Errors by the jackknife over 32 blocks of networks." + Environment.NewLine + Environment.NewLine
        + string.Concat(all.Select(Section))
        + "Deviations are root mean squares over the test inputs, along the pattern that they have at the smallest width. Of the mean: from f - c, where c is what" + Environment.NewLine
        + "infinite width makes of a network's own outputs at initialisation; its mean is the prediction at every width. Of the variance: Var f - Var c. T²: Hotelling's," + Environment.NewLine
        + "all test inputs together with their correlations, of the plain mean and variance against infinite width." + Environment.NewLine;

    /// <summary>A power with its error.</summary>
    public static string Power(PowerLawFit fit) => double.IsNaN(fit.Exponent)
        ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"{fit.Exponent:F2} ± {fit.StandardError:F2} ({fit.Points} widths)");

    /// <summary>A probability in two digits.</summary>
    public static string Probability(double p) => p.ToString("G2", CultureInfo.InvariantCulture);

    private static string Section(TangentKernelComparison comparison)
    {
        Prediction late = comparison.Theory.After(comparison.Checkpoints[^1]);
        Prediction flow = comparison.Theory.Flow(comparison.Checkpoints[^1]);
        Prediction end = comparison.Theory.End;
        return $"**{comparison.Setting.Label}**, C_b = {Format.Number(comparison.Setting.Cb)}, C_W = {Format.Number(comparison.Setting.Cw)}; rates from {Format.Number(comparison.Theory.Rates[0], 3)} to "
            + $"{Format.Number(comparison.Theory.Rates[^1], 3)}. The late prediction differs from gradient flow by at most {Format.Number(Largest(late, flow), 2)} and from the end of training by "
            + $"{Format.Number(Largest(late, end), 2)}." + Environment.NewLine + Environment.NewLine
            + string.Concat(comparison.Checkpoints.Select((steps, c) => Table(comparison, steps, c)));
    }

    private static string Table(TangentKernelComparison comparison, int steps, int c)
    {
        IReadOnlyList<Estimate> means = comparison.MeanDeviations(c);
        IReadOnlyList<Estimate> variances = comparison.VarianceDeviations(c);
        Prediction theory = comparison.Theory.After(steps);
        return MarkdownTable.Of<(TangentKernelOutcome Outcome, Estimate Mean, Estimate Variance, ChiSquared Means, ChiSquared Variances)>(
            comparison.Widths.Select((o, i) => (o, means[i], variances[i], o.JudgeMeans(c, theory), o.JudgeVariances(c, theory))),
            new("steps", _ => steps),
            new("width", r => r.Outcome.Ensemble.Width),
            new("networks", r => r.Outcome.Ensemble.Models),
            new("training loss", r => r.Outcome.Loss(c)),
            new("deviation of mean", r => r.Mean.Value),
            new("std. error", r => r.Mean.StandardError, 2),
            new("deviation of variance", r => r.Variance.Value),
            new("std. error", r => r.Variance.StandardError, 2),
            new("T², mean", r => r.Means.Statistic),
            new("probability", r => Probability(r.Means.Probability)),
            new("T², variance", r => r.Variances.Statistic),
            new("probability", r => Probability(r.Variances.Probability)),
            new("diverged", r => r.Outcome.Diverged)) + Environment.NewLine
            + $"Power of n: mean {Power(comparison.Fit(means))}, variance {Power(comparison.Fit(variances))}.{Remainders(comparison, c)}" + Environment.NewLine + Environment.NewLine;
    }

    private static string Remainders(TangentKernelComparison comparison, int c) =>
        comparison.MeanRemainders(c) is IReadOnlyList<Estimate> means && comparison.VarianceRemainders(c) is IReadOnlyList<Estimate> variances
            ? $" The term of order 1/n leaves of the mean {List(means)} (power {Power(comparison.Fit(means))}) and of the variance {List(variances)} (power {Power(comparison.Fit(variances))})."
            : "";

    private static string List(IReadOnlyList<Estimate> values) => string.Join(", ", values.Select(v => $"{Format.Number(v.Value, 3)} ± {Format.Number(v.StandardError, 2)}"));

    private static double Largest(Prediction a, Prediction b) => Math.Max((a.Mean - b.Mean).Enumerate().Max(Math.Abs), (a.Variance - b.Variance).Enumerate().Max(Math.Abs));

    private static JsonObject ToJson(PowerLawFit fit) => new()
    {
        ["exponent"] = Json.Number(fit.Exponent),
        ["standardError"] = Json.Number(fit.StandardError),
        ["widths"] = fit.Points,
    };

    private static JsonObject ToJson(TangentKernelOutcome outcome, int c, Estimate mean, Estimate variance)
    {
        Prediction theory = outcome.Theory.After(outcome.Checkpoints[c]);
        return new JsonObject
        {
            ["width"] = outcome.Ensemble.Width,
            ["models"] = outcome.Ensemble.Models,
            ["diverged"] = outcome.Diverged,
            ["loss"] = Json.Number(outcome.Loss(c)),
            ["meanDeviation"] = ToJson(mean),
            ["varianceDeviation"] = ToJson(variance),
            ["meanProbability"] = Json.Number(outcome.JudgeMeans(c, theory).Probability),
            ["varianceProbability"] = Json.Number(outcome.JudgeVariances(c, theory).Probability),
            ["points"] = new JsonArray([.. Enumerable.Range(0, CircleTask.TestPoints).Select(k => new JsonObject
            {
                ["angle"] = CircleTask.TestAngles[k],
                ["mean"] = ToJson(outcome.Mean(c, k), theory.Mean[k, 0]),
                ["variance"] = ToJson(outcome.Variance(c, k), theory.Variance[k]),
            })]),
        };
    }

    private static JsonObject ToJson(Estimate estimate, double? theory = null)
    {
        JsonObject json = new() { ["empirical"] = Json.Number(estimate.Value), ["standardError"] = Json.Number(estimate.StandardError) };
        if (theory is double t)
        {
            json["theory"] = Json.Number(t);
            json["z"] = Json.Number(estimate.ZAgainst(t));
        }

        return json;
    }
}
