using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Recommendations;
using Theory.Numerics.TangentKernel;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Commands;

/// <summary><c>theory sample</c>: an ensemble of networks against theory.</summary>
internal static class SampleCommand
{
    /// <summary>Networks of any layers are drawn weight by weight.</summary>
    private const int DefaultNetworkWidth = 64;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> activation = StandardOptions.OptionalActivation("a network is given with --network");
        Option<string?> network = ArchitectureStart.Option();
        Option<int> models = StandardOptions.Integer("--models", "Number of networks", 1000);
        Option<string> sampler = StandardOptions.Word("--sampler", "Draw every weight, or preactivations given the metric (the same law, much faster)", "conditional", "conditional", "weights");
        Option<string?> inputs = InputsText.Create("Inputs instead of --k1: vectors with a semicolon between them, points on a circle, inputs close to one another (chi_par, chi_perp), or a CSV file with one input a line");
        Option<bool> details = new("--details") { Description = "Measure susceptibilities, correlators of four and six neurons, and the kernel over data too" };
        Option<bool> tangent = new("--tangent", "--tangent-kernel") { Description = "Measure the tangent kernel of the last layer too: its mean, variance and covariance with the metric" };
        Option<string?> point = OperatingPointOption.Create();
        InitialisationOptions initialisation = new(width: 512, perLayer: true, withWeights: true, withInputs: false);
        EnsembleOptions ensemble = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV), figures (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "sample",
            "Sample an ensemble of networks at initialisation and compare it with theory.",
            "theory sample relu --cw 2 --k1 1 --width 128 --models 2000 --sampler weights",
            "theory sample mrepu:2 --inputs circle:8:0.2 --details",
            "theory sample tanh --inputs circle:3 --cw 1.5 --cb 0.1 --width 128 --sampler weights --tangent",
            "theory sample tanh --k1 1 --cw 1.5 --cb 0.1 --width 20 --depth 4 --tangent --models 20000",
            "theory sample tanh --k1 1 --cw 1.5 --width 32 --depth 4 --weights orthogonal --models 400",
            "theory sample repu:3 --cw 1 --k1 1 --depth 10",
            "theory sample mrepu:2 --operating-point=-2/3 --cw 9 --k1 0.02 --depth 10 --width 128",
            "theory sample tanh --k1 0.5 --cw 1.2,1.5,1.8,1.4 --width 200,100,150",
            "theory sample --network \"3*[residual(relu; linear, beta=0.7)]\" --width 32 --models 1000 --tangent") { activation, network, models, sampler, inputs, details, tangent, point, json, output };
        initialisation.AddTo(command);
        ensemble.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            if (parsed.GetValue(network) is string text)
            {
                ArchitectureStart.RequireAlone(parsed.GetValue(activation));
                Require.That(!parsed.GetValue(details), $"--details does not go with --network");
                Require.That(parsed.GetValue(point) is null, $"--operating-point does not go with --network; write the activation about that point into it, as mrepu(2,-1,-2/3)");
                ArchitectureSampleReport.Run(
                    terminal, initialisation.ReadArchitecture(parsed, text), initialisation.ReadWidth(parsed, DefaultNetworkWidth), parsed.GetValue(models),
                    parsed.GetValue(inputs) is string rows ? InputsText.Parse(rows) : null,
                    parsed.GetValue(tangent), ensemble.Seed(parsed), folder, parsed.GetValue(json), cancellation);
                return Task.FromResult(ExitCode.Success);
            }

            Activation applied = Activation.Parse(ArchitectureStart.RequiredActivation(parsed.GetValue(activation), "sample"));
            OperatingPoint? about = parsed.GetValue(point) is string w ? new OperatingPoint(applied, w) : null;
            ExpectationEvaluator evaluator = new(about?.Shifted ?? applied);
            string? inputsText = parsed.GetValue(inputs);
            double[]? single = InputsText.Single(inputsText);
            NetworkInputs? several = inputsText is null || single is not null ? null : InputsText.Parse(inputsText);
            Initialisation start = initialisation.Read(parsed, evaluator, single ?? several?.Values[..several.Dimension].ToArray());
            SamplingOptions options = WithObservables(
                ensemble.Read(parsed, start, evaluator.Activation, parsed.GetValue(models)), several, evaluator, parsed.GetValue(details), parsed.GetValue(tangent));
            // Only drawn weights can have another law than the normal one.
            bool chosen = parsed.GetResult(sampler) is { Implicit: false } || start.Network.IsNormal;
            IEnsembleSampler law = chosen ? EnsembleSamplers.Parse(parsed.GetValue(sampler)!) : EnsembleSamplers.Weights;
            law.Check(options);
            options.Device.Resolve();
            EnsembleTheory prediction = EnsembleTheory.Of(options, evaluator, cancellation);
            IReadOnlyList<FlowLayer> theory = prediction.Followed.Layers;
            if (prediction.Followed.End is FlowEnd end)
            {
                if (parsed.GetValue(json))
                {
                    terminal.Output.Write(Json.Text(FlowReport.ToJson(evaluator.Activation, start, prediction.Followed)));
                }
                else if (theory.Count > 0)
                {
                    terminal.Output.WriteLine(FlowReport.Heading(evaluator.Activation, start));
                    FlowReport.WriteTable(terminal, theory);
                }

                return Task.FromResult(FlowEndNote.Write(terminal, end));
            }

            EnsembleResult result = SampledEnsembles.Draw(terminal, evaluator.Activation.Name, prediction, [(law, options)], cancellation)[0];
            IReadOnlyList<double>? logs = prediction.LogKernels();
            JsonObject document = EnsembleReport.ToJson(result);
            IReadOnlyList<IReadOnlyList<FlowLayer>?> flows = prediction.Flows(cancellation);
            TangentLayer? tangents = options.Observe.HasFlag(Observables.TangentKernel) ? Tangents(options, evaluator, cancellation) : null;
            IReadOnlyList<SusceptibilityLayer>? finite = result.Options.Observe.HasFlag(Observables.Derivatives) && start.Network.IsNormal
                ? SusceptibilityFlow.Compute(new NetworkEvaluator(start.Network, evaluator), Signal.Kernel(start.K1), cancellation).Layers : null;
            AddDetails(document, result, theory, logs, finite, flows, tangents, inputsText?.StartsWith("close", StringComparison.Ordinal) == true);
            SeveralInputsJudgement? pairs = several is null
                ? null
                : prediction.ComparePairs(result.Statistics, flows, options, cancellation);
            if (pairs is not null)
            {
                document["pairs"] = SampledInputs.ToJson(pairs);
                document["verdict"] = Overall(result.Verdict, pairs.Verdict).ToString().ToLowerInvariant();
                folder?.WriteText("pairs.csv", SampledInputs.ToCsv(pairs));
            }

            folder?.WriteText("sample.json", Json.Text(document));
            folder?.WriteText("sample.csv", EnsembleReport.ToCsv([result]));
            folder?.WriteFigure("kernel", EnsembleFigures.Kernel(evaluator.Activation, start, [result.Comparison]));
            folder?.WriteFigure("vertex", EnsembleFigures.Vertex(evaluator.Activation, start, [result.Comparison]));
            folder?.WriteFigure("distribution", EnsembleFigures.Distribution(evaluator.Activation, start, result.Statistics, theory));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(document));
            }
            else
            {
                if (about is not null)
                {
                    Paragraph.Write(terminal.Output, "", $"{about}: with hidden biases w - s(w) sum_j W_ij on top of their noise these are, weight for weight, the networks of s(w + z) - s(w) below.");
                }

                terminal.Output.WriteLine(FlowReport.Heading(evaluator.Activation, start));
                EnsembleReport.WriteTable(terminal, result);
                WriteDetails(terminal, result, theory, logs, finite, tangents);
                if (pairs is not null)
                {
                    SampledInputs.Write(terminal, pairs);
                }

                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>The tensors of the last layer at the first input; null where they are not known.</summary>
    private static TangentLayer? Tangents(SamplingOptions options, ExpectationEvaluator evaluator, CancellationToken cancellation) => options.Network.IsNormal
        && TangentFlow.Compute(new NetworkEvaluator(options.Network, evaluator), Signal.Kernel(options.Signal.FirstKernel(options.Network)[0]), cancellation) is { End: null } flow
        ? flow.Layers[^1]
        : null;

    private static Verdict Overall(Verdict one, Verdict pairs) => one == Verdict.Refuted || pairs == Verdict.Refuted ? Verdict.Refuted
        : one == Verdict.Confirmed || pairs == Verdict.Confirmed ? Verdict.Confirmed
        : Verdict.Undecided;

    private static SamplingOptions WithObservables(
        SamplingOptions options, NetworkInputs? inputs, ExpectationEvaluator evaluator, bool details, bool tangent)
    {
        // Both samplers can do without the derivative where the activation jumps.
        Observables derivatives = evaluator.Activation.Smoothness is -1 ? Observables.Metric : Observables.Derivatives;
        return options with
        {
            Signal = inputs ?? options.Signal,
            Observe = (details ? Observables.NeuronMoments | derivatives : Observables.Metric) | (tangent ? Observables.TangentKernel : Observables.Metric),
        };
    }

    private static void AddDetails(
        JsonObject document, EnsembleResult result, IReadOnlyList<FlowLayer> theory, IReadOnlyList<double>? logs, IReadOnlyList<SusceptibilityLayer>? finite,
        IReadOnlyList<IReadOnlyList<FlowLayer>?> flows, TangentLayer? tangents, bool close)
    {
        document["inputs"] = result.Statistics.Inputs;
        if (result.Options.Observe.HasFlag(Observables.TangentKernel))
        {
            document["tangentKernel"] = TangentKernelReport.ToJson(result.Statistics, theory[^1].TangentKernel, tangents);
        }

        foreach (FlowLayer layer in theory)
        {
            JsonObject json = document["layers"]![layer.Layer - 1]!.AsObject();
            SampleDetails.AddTo(json, result.Statistics, result.Options, layer, logs?[layer.Layer - 1], finite is not null && layer.Layer <= finite.Count ? finite[layer.Layer - 1] : null);
            if (result.Statistics.Inputs > 1)
            {
                SampleDetails.AddInputsTo(json, result.Statistics, result.Options, flows, layer.Layer);
            }

            if (close)
            {
                SampleDetails.AddPairsTo(json, result.Statistics, layer);
            }
        }
    }

    private static void WriteDetails(
        Terminal terminal, EnsembleResult result, IReadOnlyList<FlowLayer> theory, IReadOnlyList<double>? logs, IReadOnlyList<SusceptibilityLayer>? finite, TangentLayer? tangents)
    {
        SampleDetails.WriteJudgement(terminal, result);
        if (logs is not null && theory.Any(l => double.IsNaN(l.K)))
        {
            SampleDetails.WriteLogarithms(terminal, result, logs);
        }

        if (result.Options.Observe.HasFlag(Observables.Derivatives))
        {
            SampleDetails.WriteObservables(terminal, result, theory, finite is not null && finite.Count >= theory.Count ? finite : null);
        }

        if (result.Statistics.Inputs > 1)
        {
            SampleDetails.WriteMetric(terminal, result.Statistics);
        }

        if (result.Options.Observe.HasFlag(Observables.TangentKernel))
        {
            TangentKernelReport.Write(terminal, result.Statistics, theory[^1].TangentKernel, tangents);
        }
    }
}
