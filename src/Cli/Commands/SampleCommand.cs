using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Commands;

/// <summary><c>theory sample</c>: an ensemble of networks against theory.</summary>
internal static class SampleCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<int> models = StandardOptions.Integer("--models", "Number of networks", 1000);
        Option<string> sampler = StandardOptions.Word("--sampler", "Draw every weight, or preactivations given the metric (the same law, much faster)", "conditional", "conditional", "weights");
        InitialisationOptions initialisation = new(width: 512, depth: 6);
        EnsembleOptions ensemble = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV), figures (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "sample",
            "Sample an ensemble of networks at initialisation and compare it with theory.",
            "theory sample relu --cw 2 --k1 1 --width 128 --models 2000 --sampler weights") { activation, models, sampler, json, output };
        initialisation.AddTo(command);
        ensemble.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            Initialisation start = initialisation.Read(parsed, evaluator);
            SamplingOptions options = ensemble.Read(parsed, start, parsed.GetValue(models));
            IReadOnlyList<FlowLayer> theory = KernelFlow.Compute(evaluator, start.Flow, cancellation);
            EnsembleResult result = EnsembleRun.Run(
                terminal, evaluator.Activation, theory, [(EnsembleSamplers.Parse(parsed.GetValue(sampler)!), options)], cancellation)[0];
            JsonObject document = ToJson(result);
            folder?.WriteText("sample.json", Json.Text(document));
            folder?.WriteText("sample.csv", ToCsv([result]));
            folder?.WriteFigure("kernel", EnsembleFigures.Kernel(evaluator.Activation, start.Flow, [result.Comparison]));
            folder?.WriteFigure("vertex", EnsembleFigures.Vertex(evaluator.Activation, start.Flow, [result.Comparison]));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(document));
            }
            else
            {
                terminal.Output.WriteLine(FlowCommand.Heading(evaluator.Activation, start));
                WriteTable(terminal, result);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(Application.Success);
        });
        return command;
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(EnsembleResult result)
    {
        SamplingOptions options = result.Sample.Options;
        return new JsonObject
        {
            ["activation"] = result.Sample.Activation,
            ["sampler"] = result.Sample.Sampler,
            ["device"] = result.Sample.Device,
            ["dtype"] = options.DType.Name,
            ["models"] = options.Models,
            ["width"] = options.Width,
            ["depth"] = options.Depth,
            ["k1"] = options.InputMetric,
            ["cb"] = options.Cb,
            ["cw"] = options.Cw,
            ["seed"] = options.Seed,
            ["seconds"] = Json.Number(result.Sample.Elapsed.TotalSeconds),
            ["verdict"] = result.Comparison.Verdict.ToString().ToLowerInvariant(),
            ["sentence"] = result.Comparison.Sentence,
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
        SamplingOptions options = result.Sample.Options;
        terminal.Output.WriteLine();
        terminal.Output.WriteLine(
            $"{options.Models} networks by {result.Sample.Sampler}, {options.DType} on {result.Sample.Device}, seed {options.Seed}, {Format.Number(result.Sample.Elapsed.TotalSeconds, 3)} s");
        WriteTable(terminal, result, "kernel: K + G1/n", l => l.Kernel);
        WriteTable(terminal, result, "vertex: V", l => l.Vertex);
        terminal.Output.WriteLine(result.Comparison.Sentence);
    }

    private static void WriteTable(Terminal terminal, EnsembleResult result, string theory, Func<LayerComparison, ComparedValue> select)
    {
        bool overflow = result.Comparison.Layers.Any(l => l.Overflowed > 0);
        Tables.Write(
            terminal.Console,
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
        IEnumerable<string> named = lines.Select((line, row) => (row == 0 ? "sampler" : r.Sample.Sampler) + "," + line).Skip(i == 0 ? 0 : 1);
        return string.Join(Environment.NewLine, named) + Environment.NewLine;
    }));

    /// <summary>Prediction, prediction with the next order, measurement, its standard error, and the deviation from the second.</summary>
    public static string[] Cells(ComparedValue value) =>
    [
        Format.Number(value.Theory), Format.Number(value.Theory + value.NextOrder), Format.Number(value.Empirical),
        Format.Number(value.StandardError, 2), Format.Sigma(value.ZWithNextOrder),
    ];

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
