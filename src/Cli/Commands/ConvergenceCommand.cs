using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Cli.Commands;

/// <summary><c>theory convergence</c>: the expansion in 1/n against ensembles of several widths.</summary>
internal static class ConvergenceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<int> models = StandardOptions.Integer("--models", "Number of networks at each width", 1_000_000);
        Option<string> widths = new("--width")
        {
            Description = "Widths of the hidden layers, at least two",
            HelpName = "N1,N2,...",
            DefaultValueFactory = _ => "20,40,80",
        };
        InitialisationOptions initialisation = new(width: 20, withWidth: false);
        EnsembleOptions ensemble = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for tables (CSV), figures (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "convergence",
            "Measure mean metric and vertex at several widths and the powers of 1/n that theory leaves.",
            "theory convergence tanh --k1 1 --cw 1.5 --width 20,40,80 --models 1000000") { activation, models, widths, json, output };
        initialisation.AddTo(command);
        ensemble.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            Initialisation start = initialisation.Read(parsed, evaluator);
            SamplingOptions options = ensemble.Read(parsed, start, evaluator.Activation, parsed.GetValue(models));
            int[] list = ReadWidths(parsed.GetValue(widths)!);
            if (options.Network.Depth < 2)
            {
                throw new UserInputException("--depth must be at least 2: the metric of layer 1 does not fluctuate");
            }

            foreach (int width in list)
            {
                EnsembleSamplers.Conditional.Check(options with { Network = options.Network.WithWidth(width) });
            }

            options.Device.Resolve();
            IReadOnlyList<WidthConvergence> layers = Measure(terminal, evaluator, options, list, cancellation);
            JsonObject document = ToJson(evaluator.Activation, options, layers);
            folder?.WriteText("convergence.json", Json.Text(document));
            folder?.WriteText("convergence.csv", ToCsv(layers));
            folder?.WriteFigure("metric", ConvergenceFigures.Metric(evaluator.Activation, options, layers[^1]));
            folder?.WriteFigure("vertex", ConvergenceFigures.Vertex(evaluator.Activation, options, layers[^1]));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(document));
            }
            else
            {
                terminal.Output.WriteLine(ConvergenceFigures.Parameters(evaluator.Activation, options));
                foreach (WidthConvergence layer in layers)
                {
                    WriteTable(terminal, layer);
                }

                terminal.Output.WriteLine();
                terminal.Output.WriteLine("(powers are unknown where fewer than two widths are beyond three standard errors; more networks tell more)");
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static int[] ReadWidths(string text)
    {
        int[] widths = [.. ListText.Split(text).SelectMany(part => part.Contains("..", StringComparison.Ordinal) ? NumberList.Integers(part)
            : int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0 ? [width]
            : throw new UserInputException($"--width: '{part}' is not a width; write for example 20,40,80"))];
        Require.That(widths.All(w => w > 0), $"--width: a width must be at least 1; write for example 20,40,80");
        return widths.Length >= 2 && widths.Distinct().Count() == widths.Length
            ? widths
            : throw new UserInputException("--width needs at least two widths, each given once; write for example 20,40,80");
    }

    private static IReadOnlyList<WidthConvergence> Measure(
        Terminal terminal, ExpectationEvaluator evaluator, SamplingOptions options, int[] widths, CancellationToken cancellation)
    {
        IReadOnlyList<WidthConvergence> layers = [];
        terminal.ErrorConsole.Progress()
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask($"{options.Models} networks at {widths.Length} widths", maxValue: 1);
                layers = WidthConvergence.Measure(
                    evaluator, options, widths, new TaskProgress(task), cancellation);
            });
        return layers;
    }

    private static JsonObject ToJson(Activation activation, SamplingOptions options, IReadOnlyList<WidthConvergence> layers) => new()
    {
        ["activation"] = activation.Name,
        ["k1"] = options.Signal.FirstKernel(options.Network)[0],
        ["cb"] = options.Network[1].Cb,
        ["cw"] = options.Network[1].Cw,
        ["models"] = options.Models,
        ["dtype"] = options.DType.Name,
        ["seed"] = options.Seed,
        ["layers"] = new JsonArray([.. layers.Select(l => new JsonObject
        {
            ["layer"] = l.Layer,
            ["exponents"] = new JsonObject
            {
                ["metricBeyondZero"] = ToJson(l.MetricBeyondZero),
                ["metricBeyondOne"] = ToJson(l.MetricBeyondOne),
                ["metricBeyondTwo"] = ToJson(l.MetricBeyondTwo),
                ["vertexBeyondZero"] = ToJson(l.VertexBeyondZero),
                ["vertexBeyondOne"] = ToJson(l.VertexBeyondOne),
            },
            ["widths"] = new JsonArray([.. l.Points.Select(p => new JsonObject
            {
                ["width"] = p.Width,
                ["networks"] = p.Networks,
                ["K"] = Json.Number(p.Theory.K),
                ["metric"] = ToJson(p.Metric, p.Theory.Metric, p.Theory.NextOrderMetric),
                ["vertex"] = ToJson(p.Vertex, p.Theory.Vertex, p.Theory.NextOrderVertex),
                ["plainMetric"] = ToJson(p.PlainMetric, p.Theory.Metric, p.Theory.NextOrderMetric),
                ["plainVertex"] = ToJson(p.PlainVertex, p.Theory.Vertex, p.Theory.NextOrderVertex),
            })]),
        })]),
    };

    private static JsonObject ToJson(PowerLawFit fit) => new()
    {
        ["exponent"] = Json.Number(fit.Exponent),
        ["standardError"] = Json.Number(fit.StandardError),
        ["points"] = fit.Points,
    };

    private static JsonObject ToJson(Estimate measured, double theory, double nextOrder) => new()
    {
        ["theory"] = Json.Number(theory),
        ["nextOrder"] = Json.Number(nextOrder),
        ["empirical"] = Json.Number(measured.Value),
        ["standardError"] = Json.Number(measured.StandardError),
        ["zWithNextOrder"] = Json.Number(measured.ZAgainst(theory + nextOrder)),
    };

    private static string ToCsv(IReadOnlyList<WidthConvergence> layers) => Csv.Table(
        ["layer", "width", "networks", "K", "metric", "metricStandardError", "metricTheory", "metricNextOrder", "vertex", "vertexStandardError", "vertexTheory", "vertexNextOrder", "plainMetric", "plainMetricStandardError", "plainVertex", "plainVertexStandardError"],
        layers.SelectMany(l => l.Points.Select(p => (IEnumerable<double?>)
        [
            l.Layer, p.Width, p.Networks, p.Theory.K, p.Metric.Value, p.Metric.StandardError, p.Theory.Metric, p.Theory.NextOrderMetric,
            p.Vertex.Value, p.Vertex.StandardError, p.Theory.Vertex, p.Theory.NextOrderVertex,
            p.PlainMetric.Value, p.PlainMetric.StandardError, p.PlainVertex.Value, p.PlainVertex.StandardError,
        ])));

    private static void WriteTable(Terminal terminal, WidthConvergence layer)
    {
        terminal.Output.WriteLine();
        if (layer.Points.All(p => p.Metric.StandardError == 0 && p.Vertex.StandardError == 0))
        {
            terminal.Output.WriteLine($"layer {layer.Layer}: theory is exact at every width");
            return;
        }

        terminal.Output.WriteLine($"layer {layer.Layer}");
        Tables.Write(
            terminal,
            ["width", "G - K", "- G1/n", "std. error", "order 1/n^2", "sigma left", "nVar - V", "std. error", "order 1/n", "sigma left"],
            layer.Points.Select(p => (IEnumerable<string>)
            [
                Format.Number(p.Width),
                Format.Number(p.MetricBeyondZero.Value, 5), Format.Number(p.MetricBeyondOne.Value, 5), Format.Number(p.Metric.StandardError, 2),
                Format.Number(p.Theory.NextOrderMetric, 5), Format.Sigma(p.MetricBeyondTwo.ZAgainst(0)),
                Format.Number(p.VertexBeyondZero.Value, 5), Format.Number(p.Vertex.StandardError, 2),
                Format.Number(p.Theory.NextOrderVertex, 5), Format.Sigma(p.VertexBeyondOne.ZAgainst(0)),
            ]));
        terminal.Output.WriteLine($"powers of n: G - K {Power(layer.MetricBeyondZero)}, less G1/n {Power(layer.MetricBeyondOne)}, less order 1/n^2 {Power(layer.MetricBeyondTwo)}; "
            + $"nVar - V {Power(layer.VertexBeyondZero)}, less its order 1/n {Power(layer.VertexBeyondOne)}");
    }

    private static string Power(PowerLawFit fit) => double.IsNaN(fit.Exponent)
        ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"{fit.Exponent:F2} ± {fit.StandardError:F2}");

    private sealed class TaskProgress(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }
}
