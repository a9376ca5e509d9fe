using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;
using Theory.Numerics.InverseWidth;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;

namespace Theory.Cli.Commands;

/// <summary><c>theory law</c>: the exact law of the stochastic metric layer by layer, at any width.</summary>
internal static class LawCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        InitialisationOptions initialisation = new(width: 512, perLayer: true);
        Option<string?> quantiles = new("--quantiles") { Description = "Probabilities of the quantiles [default: 0.001 to 0.999]", HelpName = "LIST" };
        Option<string?> above = new("--above") { Description = "Bounds: the probability that the metric of a layer exceeds each", HelpName = "LIST" };
        Option<string?> below = new("--below") { Description = "Bounds: the probability that the metric of a layer falls below each", HelpName = "LIST" };
        Option<int?> orders = new("--orders") { Description = "Beside it the expansion in 1/n to this order, 1 to 8, and how far each order is from the exact law", HelpName = "P" };
        Option<bool> quick = new("--quick") { Description = "Fewer digits, four to eight, in about half of the time" };
        Option<double?> rho = StandardOptions.Number("--rho", "Two inputs of this correlation in the first layer: the exact law of their correlation, layer by layer (scale-invariant activations, C_b = 0)");
        Option<int?> models = new("--models") { Description = "Networks that are sampled and drawn as histograms on the densities of --out", HelpName = "M" };
        Option<int> seed = StandardOptions.Integer("--seed", "Seed of the sampled networks", 1);
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV), figures (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "law",
            "The exact law of the stochastic metric per layer, at any width: moments, quantiles, densities, tails. No sampling, no expansion in 1/n.",
            "theory law tanh --width 40 --depth 4 --k1 1 --cw 1.5",
            "theory law relu --width 64,32,16 --k1 1 --cw 2 --above 4 --below 0.25",
            "theory law tanh --width 40 --depth 4 --k1 1 --cw 1.5 --orders 6",
            "theory law relu --rho 0.3 --width 100 --depth 3 --cw 2",
            "theory law relu --width 10 --depth 6 --k1 1 --cw 2 --models 20000 --out law") { activation, rho, quantiles, above, below, orders, quick, models, seed, json, output };
        initialisation.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            Require.That(parsed.GetValue(models) is null || folder is not null, $"--models draws histograms in the figures of --out; give --out too");
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            double[] probabilities = Numbers(parsed, quantiles, p => p is > 0 and < 1, "a probability between 0 and 1") ?? [.. MetricLaw.DefaultProbabilities];
            LawBounds bounds = new(
                Numbers(parsed, above, b => b > 0 && double.IsFinite(b), "a positive number") ?? [],
                Numbers(parsed, below, b => b > 0 && double.IsFinite(b), "a positive number") ?? []);
            Initialisation start = initialisation.Read(parsed, evaluator);
            if (parsed.GetValue(rho) is double correlation)
            {
                Option? other = Array.Find((Option[])[above, below, orders, quick], o => parsed.GetResult(o) is { Implicit: false });
                Require.That(other is null, $"{other?.Name} is for the law of one input; leave it out with --rho");
                AngleLawRequest request = new(probabilities, parsed.GetValue(models), parsed.GetValue(seed), folder, parsed.GetValue(json));
                return Task.FromResult(AngleLawRun.Run(terminal, evaluator.Activation, start, correlation, request, cancellation));
            }

            FlowOutcome<MetricExpansionLayer>? expansion = parsed.GetValue(orders) is int highest ? MetricExpansion.Compute(start.Network, start.Signal, highest, cancellation) : null;
            FlowOutcome<LawLayer> law = parsed.GetValue(quick)
                ? MetricLaw.ComputeQuickly(start.Network, start.Signal, probabilities, cancellation)
                : MetricLaw.Compute(start.Network, start.Signal, probabilities, cancellation);
            EnsembleSample? sample = parsed.GetValue(models) is int count ? Sampled(start, count, parsed.GetValue(seed), cancellation) : null;
            JsonObject result = LawReport.ToJson(evaluator.Activation, start, law, bounds, expansion);
            folder?.WriteText("law.json", Json.Text(result));
            folder?.WriteText("law.csv", LawReport.ToCsv(law.Layers));
            if (law.Layers.Count > 1)
            {
                folder?.WriteFigure("metric", LawFigures.Metric(evaluator.Activation, start, law.Layers, sample));
                folder?.WriteFigure("output", LawFigures.Output(evaluator.Activation, start, law.Layers));
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                terminal.Output.WriteLine(FlowReport.Heading(evaluator.Activation, start));
                LawReport.Write(terminal, law.Layers, bounds);
                if (expansion is not null)
                {
                    LawOrders.Write(terminal, expansion.Layers, law.Layers);
                    FlowEndNote.Write(terminal, expansion.End);
                }

                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(FlowEndNote.Write(terminal, law.End));
        });
        return command;
    }

    /// <summary>Networks without weights: the same law, quicker.</summary>
    private static EnsembleSample Sampled(Initialisation start, int models, int seed, CancellationToken cancellation)
    {
        Require.That(seed >= 0, $"the seed must be at least 0, got {seed}");
        return EnsembleSamplers.Conditional.Sample(
            new SamplingOptions { Network = start.Network, Signal = start.Signal, Models = models, Seed = (ulong)seed, Device = TorchDevice.Cpu, DType = TorchPrecision.Float64 },
            cancellationToken: cancellation);
    }

    private static double[]? Numbers(ParseResult parsed, Option<string?> option, Func<double, bool> isValid, string wanted)
    {
        double[]? values = parsed.GetValue(option) is string text ? StandardOptions.Checked(option, text, NumberList.Parse) : null;
        return values is null || values.All(isValid) ? values
            : throw new UserInputException($"{option.Name}: {Format.Number(values.First(v => !isValid(v)))} is not {wanted}");
    }
}
