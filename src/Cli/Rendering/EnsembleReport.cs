using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Rendering;

/// <summary>Sampled ensembles beside theory as text, JSON and CSV.</summary>
internal static class EnsembleReport
{
    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(EnsembleResult result)
    {
        SamplingOptions options = result.Options;
        return new JsonObject
        {
            ["activation"] = result.Activation,
            ["sampler"] = result.Sampler,
            ["device"] = result.Device,
            ["dtype"] = options.DType.Name,
            ["models"] = options.Models,
            ["width"] = Json.PerLayer([.. Enumerable.Range(1, Math.Max(1, options.Network.Depth - 1)).Select(l => (double)options.Network.WidthOf(l))]),
            ["depth"] = options.Network.Depth,
            ["k1"] = Json.Number(options.Signal.FirstKernel(options.Network)[0]),
            ["cb"] = Json.PerLayer([.. options.Network.LinearLayers.Select(l => l.Cb)]),
            ["cw"] = Json.PerLayer([.. options.Network.LinearLayers.Select(l => l.Cw)]),
            ["weights"] = options.Network[1].Weights.Name,
            ["seed"] = options.Seed,
            ["seconds"] = Json.Number(result.Elapsed.TotalSeconds),
            ["verdict"] = result.Verdict.ToString().ToLowerInvariant(),
            ["sentence"] = result.Sentence,
            ["judgement"] = SampleDetails.ToJson(result.Judgement),
            ["law"] = result.Law is LawJudgement law ? ToJson(law) : null,
            ["reach"] = SampleDetails.ToJson(result.Reach),
            ["layers"] = new JsonArray([.. result.Comparison.Layers.Select(l => new JsonObject
            {
                ["layer"] = l.Layer,
                ["kernel"] = ToJson(l.Kernel),
                ["vertex"] = ToJson(l.Vertex),
                ["overflowed"] = l.Overflowed,
                ["perturbative"] = l.IsPerturbative,
            })]),
        };
    }

    /// <summary>Theory, measurement, standard error and deviation per layer, and the verdict.</summary>
    public static void WriteTable(Terminal terminal, EnsembleResult result)
    {
        SamplingOptions options = result.Options;
        terminal.Output.WriteLine();
        terminal.Output.WriteLine(
            $"{options.Models} networks by {result.Sampler}, {options.DType} on {result.Device}, seed {options.Seed}, {Format.Number(result.Elapsed.TotalSeconds, 3)} s");
        WriteTable(terminal, result, "kernel: K + G1/n", l => l.Kernel);
        WriteTable(terminal, result, "vertex: V", l => l.Vertex);
        terminal.Output.WriteLine(result.Sentence);
    }

    private static void WriteTable(Terminal terminal, EnsembleResult result, string theory, Func<LayerComparison, ComparedValue> select)
    {
        bool overflow = result.Comparison.Layers.Any(l => l.Overflowed > 0);
        Tables.Write(
            terminal,
            ["layer", theory, "+ next order", "measured", "std. error", "sigma", .. overflow ? (string[])["overflowed"] : []],
            result.Comparison.Layers.Select(l => (IEnumerable<string>)
                [Format.Number(l.Layer), .. Cells(select(l)), .. overflow ? (string[])[Format.Number(l.Overflowed)] : []]));
    }

    /// <summary>The layers of all ensembles as CSV.</summary>
    public static string ToCsv(IEnumerable<EnsembleResult> results) => string.Concat(results.Select((r, i) =>
    {
        string table = Csv.Table(
            [
                "layer", "kernelTheory", "kernelNextOrder", "kernelEmpirical", "kernelStandardError", "kernelZ",
                "vertexTheory", "vertexNextOrder", "vertexEmpirical", "vertexStandardError", "vertexZ", "overflowed",
            ],
            r.Comparison.Layers.Select(l => (IEnumerable<double?>)[l.Layer, .. Columns(l.Kernel), .. Columns(l.Vertex), l.Overflowed]));
        string[] lines = table.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> named = lines.Select((line, row) => (row == 0 ? "sampler" : r.Sampler) + "," + line).Skip(i == 0 ? 0 : 1);
        return string.Join(Environment.NewLine, named) + Environment.NewLine;
    }));

    /// <summary>Prediction, prediction with the next order, measurement, its standard error, and the deviation from the second.</summary>
    public static string[] Cells(ComparedValue value) =>
    [
        Format.Number(value.Theory), Format.Number(value.Theory + value.NextOrder), Format.Number(value.Empirical),
        Format.Number(value.StandardError, 2), Format.Sigma(value.ZWithNextOrder),
    ];

    private static JsonObject ToJson(LawJudgement law) => new()
    {
        ["verdict"] = law.Verdict.ToString().ToLowerInvariant(),
        ["sigma"] = Json.Number(law.Sigma),
        ["sentence"] = law.Sentence,
        ["layers"] = new JsonArray([.. law.Layers.Select(l => new JsonObject
        {
            ["layer"] = l.Layer,
            ["distance"] = l.Distance,
            ["probability"] = l.Probability,
            ["refutedShift"] = Json.Number(l.Shift),
        })]),
        ["end"] = FlowEndNote.ToJson(law.End),
    };

    private static double?[] Columns(ComparedValue value) => [value.Theory, value.NextOrder, value.Empirical, value.StandardError, value.Z];

    private static JsonObject ToJson(ComparedValue value) => new()
    {
        ["theory"] = Json.Number(value.Theory),
        ["empirical"] = Json.Number(value.Empirical),
        ["standardError"] = Json.Number(value.StandardError),
        ["z"] = Json.Number(value.Z),
        ["nextOrder"] = Json.Number(value.NextOrder),
        ["zWithNextOrder"] = Json.Number(value.ZWithNextOrder),
    };
}
