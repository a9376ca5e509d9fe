using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Flow;
using Theory.Numerics.TangentKernel;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Cli.Rendering;

/// <summary>What an ensemble tells beside kernel and vertex at its first input.</summary>
internal static class SampleDetails
{
    private static readonly double[] Probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>All layers judged together.</summary>
    public static JsonObject ToJson(EnsembleJudgement judgement) => new()
    {
        ["verdict"] = judgement.Verdict.ToString().ToLowerInvariant(),
        ["layers"] = new JsonArray([.. judgement.Layers.Select(l => JsonValue.Create(l))]),
        ["together"] = ToJson(judgement.Together),
        ["kernel"] = ToJson(judgement.Kernel),
        ["vertex"] = ToJson(judgement.Vertex),
        ["couplings"] = ToJson(judgement.Couplings),
    };

    /// <summary>How far the expansion reaches.</summary>
    public static JsonObject ToJson(ExpansionReach reach) => new()
    {
        ["lastLayerByTheory"] = reach.LastByTheory,
        ["lastLayerByMeasurement"] = reach.LastByMeasurement,
        ["smallestWidth"] = Json.Number(reach.SmallestWidth),
        ["reason"] = reach.Reason,
    };

    /// <summary>Adds a layer's distribution, correlators and susceptibilities, as far as they were observed.</summary>
    /// <param name="json">The layer.</param>
    /// <param name="statistics">What was measured.</param>
    /// <param name="options">What was sampled.</param>
    /// <param name="theory">The layer at infinite width.</param>
    /// <param name="logKernel">ln K, where only that is within double precision.</param>
    /// <param name="susceptibilities">Susceptibilities to the order 1/n, by which the measured ones are judged; null where they are not known.</param>
    public static void AddTo(JsonObject json, EnsembleStatistics statistics, SamplingOptions options, FlowLayer theory, double? logKernel, SusceptibilityLayer? susceptibilities)
    {
        int layer = theory.Layer;
        LogHistogram distribution = statistics.Distribution(layer);
        JsonObject log = ToJson(statistics.LogKernel(layer), logKernel);
        log["zeros"] = distribution.Zeros;
        log["quantiles"] = new JsonObject([.. Probabilities.Select(p =>
            KeyValuePair.Create(p.ToString(CultureInfo.InvariantCulture), Json.Number(distribution.Quantile(p).Value)))]);
        json["logKernel"] = log;
        json["sixPointVertex"] = ToJson(statistics.SixPointVertex(layer), null);
        if (options.Observe.HasFlag(Observables.NeuronMoments))
        {
            json["fourPointCorrelator"] = ToJson(statistics.FourPointCorrelator(layer), theory.FourthCumulant);
            json["sixPointCorrelator"] = ToJson(statistics.SixPointCorrelator(layer), null);
            json["excessKurtosis"] = ToJson(statistics.ExcessKurtosis(layer), theory.FourthCumulant / (theory.K * theory.K));
            json["dataKernel"] = ToJson(statistics.DataKernel(layer), null);
            json["dataKernelSpread"] = ToJson(statistics.DataKernelSpread(layer), null);
        }

        if (options.Observe.HasFlag(Observables.Derivatives))
        {
            json["chiParallel"] = ToJson(statistics.ChiParallel(layer), theory.ChiParallel, susceptibilities?.FiniteChiParallel);
            json["chiPerp"] = ToJson(statistics.ChiPerp(layer), theory.ChiPerp, susceptibilities?.FiniteChiPerp);
        }
    }

    /// <summary>Adds a layer's metric at several inputs: each input against its own flow, the matrix, and what close inputs tell.</summary>
    public static void AddInputsTo(JsonObject json, EnsembleStatistics statistics, SamplingOptions options, IReadOnlyList<IReadOnlyList<FlowLayer>?> flows, int layer)
    {
        int m = statistics.Inputs;
        json["inputs"] = new JsonArray([.. Enumerable.Range(0, m).Select(a => new JsonObject
        {
            ["input"] = a + 1,
            ["kernel"] = ToJson(statistics.Kernel(layer, a), flows[a]?[layer - 1].Metric),
            ["vertex"] = ToJson(statistics.Vertex(layer, a, a, a, a), flows[a]?[layer - 1].Vertex),
        })]);
        if (!options.OffDiagonal)
        {
            return;
        }

        json["metric"] = Matrix(m, (a, b) => statistics.Kernel(layer, a, b).Value);
        json["metricStandardError"] = Matrix(m, (a, b) => statistics.Kernel(layer, a, b).StandardError);
        json["vertexOfPairs"] = Matrix(m, (a, b) => statistics.Vertex(layer, a, b, a, b).Value);
    }

    /// <summary>chi_perp and chi_par of a layer from the inputs that <c>close</c> makes.</summary>
    public static void AddPairsTo(JsonObject json, EnsembleStatistics statistics, FlowLayer theory)
    {
        if (theory.Layer < statistics.Depth)
        {
            json["chiPerpFromPair"] = ToJson(statistics.ChiPerpFromPair(theory.Layer, 0, 1), theory.ChiPerp);
            json["chiParallelFromPair"] = ToJson(statistics.ChiParallelFromPair(theory.Layer, 2, 0), theory.ChiParallel);
        }
    }

    /// <summary>The judgement and the reach, in two lines.</summary>
    public static void WriteJudgement(Terminal terminal, EnsembleResult result)
    {
        if (result.Judgement.Layers.Count > 0)
        {
            ChiSquared all = result.Judgement.Together;
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"All layers together, with their correlations: T^2 = {all.Statistic:F1} for {all.Degrees} numbers, probability {all.Probability:G2}"));
        }

        if (result.Reach.Reason is string reason)
        {
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"The expansion in 1/n holds up to layer {Math.Min(result.Reach.LastByTheory, result.Reach.LastByMeasurement)}: {reason}"
                + $"{(double.IsFinite(result.Reach.SmallestWidth) ? $"; all layers need a width of about {TwoDigits(result.Reach.SmallestWidth)}" : "")}"));
        }
    }

    /// <summary>Mean and quantiles of log K per layer.</summary>
    public static void WriteLogarithms(Terminal terminal, EnsembleResult result, IReadOnlyList<double>? theory)
    {
        terminal.Output.WriteLine("log K over networks");
        Tables.Write(
            terminal,
            ["layer", .. theory is null ? (string[])[] : ["log K, infinite width"], "mean", "std. error", .. Probabilities.Select(p => $"{Format.Number(100 * p)} %")],
            Enumerable.Range(1, result.Statistics.Depth).Select(l => (IEnumerable<string>)
            [
                Format.Number(l),
                .. theory is null ? (string[])[] : [Format.Number(theory[l - 1])],
                Format.Number(result.Statistics.LogKernel(l).Value), Format.Number(result.Statistics.LogKernel(l).StandardError, 2),
                .. Probabilities.Select(p => Format.Number(result.Statistics.Distribution(l).Quantile(p).Value, 5)),
            ]));
    }

    /// <summary>Susceptibilities and correlators per layer; the susceptibilities judged by the prediction to the order 1/n.</summary>
    public static void WriteObservables(Terminal terminal, EnsembleResult result, IReadOnlyList<FlowLayer> theory, IReadOnlyList<SusceptibilityLayer>? finite)
    {
        EnsembleStatistics s = result.Statistics;
        WriteSusceptibility(terminal, "chi_par", theory, l => l.ChiParallel, l => finite?[l.Layer - 1].FiniteChiParallel, s.ChiParallel);
        WriteSusceptibility(terminal, "chi_perp", theory, l => l.ChiPerp, l => finite?[l.Layer - 1].FiniteChiPerp, s.ChiPerp);
        Tables.Write(
            terminal,
            ["layer", "kurtosis: 3V/(nK^2)", "measured", "std. error"],
            theory.Select(l => (IEnumerable<string>)
                [Format.Number(l.Layer), Format.Number(l.FourthCumulant / (l.K * l.K)), .. Cells(s.ExcessKurtosis(l.Layer))]));
    }

    private static void WriteSusceptibility(
        Terminal terminal, string name, IReadOnlyList<FlowLayer> theory, Func<FlowLayer, double> infinite, Func<FlowLayer, double?> finite, Func<int, int, Estimate> measured) => Tables.Write(
        terminal,
        ["layer", name, "to order 1/n", "measured", "std. error", "sigma"],
        theory.Select(l => (IEnumerable<string>)
        [
            Format.Number(l.Layer), Format.Number(infinite(l)), Format.Number(finite(l)), .. Cells(measured(l.Layer, 0)),
            Format.Sigma(finite(l) is double prediction && double.IsFinite(prediction) ? measured(l.Layer, 0).ZAgainst(prediction) : null),
        ]));

    /// <summary>The metric of the last layer at several inputs.</summary>
    public static void WriteMetric(Terminal terminal, EnsembleStatistics statistics)
    {
        int shown = Math.Min(statistics.Inputs, 8);
        terminal.Output.WriteLine($"metric of layer {statistics.Depth} at {(shown < statistics.Inputs ? $"the first {shown}" : "all")} inputs");
        Tables.Write(
            terminal,
            ["input", .. Enumerable.Range(1, shown).Select(b => Format.Number(b))],
            Enumerable.Range(0, shown).Select(a => (IEnumerable<string>)
                [Format.Number(a + 1), .. Enumerable.Range(0, shown).Select(b => Format.Number(statistics.Kernel(statistics.Depth, a, b).Value, 5))]));
    }

    private static string[] Cells(Estimate estimate) => [Format.Number(estimate.Value, 5), Format.Number(estimate.StandardError, 2)];

    /// <summary>Deviations judged together.</summary>
    public static JsonObject ToJson(ChiSquared judged) => new()
    {
        ["statistic"] = Json.Number(judged.Statistic),
        ["degrees"] = judged.Degrees,
        ["probability"] = Json.Number(judged.Probability),
        ["sigma"] = Json.Number(judged.Sigma),
    };

    /// <summary>An estimate judged by a prediction at finite width, beside that at infinite width.</summary>
    private static JsonObject ToJson(Estimate estimate, double theory, double? finite)
    {
        JsonObject json = ToJson(estimate, finite is double value && double.IsFinite(value) ? value : theory);
        json["theory"] = Json.Number(theory);
        json["finiteWidth"] = Json.Number(finite);
        return json;
    }

    /// <summary>A measurement beside its prediction.</summary>
    public static JsonObject ToJson(Estimate estimate, double? theory) => new()
    {
        ["theory"] = Json.Number(theory),
        ["empirical"] = Json.Number(estimate.Value),
        ["standardError"] = Json.Number(estimate.StandardError),
        ["z"] = Json.Number(theory is double t ? estimate.ZAgainst(t) : null),
    };

    private static JsonArray Matrix(int size, Func<int, int, double> element) =>
        new([.. Enumerable.Range(0, size).Select(a => new JsonArray([.. Enumerable.Range(0, size).Select(b => Json.Number(element(a, b)))]))]);

    /// <summary>A width with two significant digits, rounded up: 180, not 1.8E+02.</summary>
    private static string TwoDigits(double width)
    {
        double unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(width)) - 1));
        return (Math.Ceiling(width / unit) * unit).ToString(width < 1e9 ? "F0" : "G2", CultureInfo.InvariantCulture);
    }
}
