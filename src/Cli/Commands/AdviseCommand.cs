using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Cli.Rendering.Frameworks;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Commands;

/// <summary><c>theory advise</c>: how to initialise networks of a given shape, and what will happen, on one page.</summary>
internal static class AdviseCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        AdviceArguments arguments = new("advise", withShape: true, "Folder for figures (PNG, SVG), a table (CSV) and JSON");
        Option<int> models = StandardOptions.Integer("--models", "Networks of this initialisation to sample and compare with the prediction; 0 for none", 0);
        Option<string?> format = FrameworkCode.Option("Write code instead, that initialises such a network");
        Option<string?> point = OperatingPointOption.Create();
        Command command = new CommandWithExamples(
            "advise",
            "How to initialise networks of a given shape, layer by layer, and what will happen: one page.",
            "theory advise gelu --width 768 --depth 24",
            "theory advise tanh --depth 50 --input-scale 0.5 --json",
            "theory advise mrepu:2 --depth 6 --format pytorch",
            "theory advise mrepu:2 --depth 50 --operating-point=-2/3",
            "theory advise --network \"linear; 8*[residual(relu; linear, alpha=0.9)]; relu; linear\"",
            "theory advise --network \"linear; 4*[residual(norm; gelu; linear)]; linear\" --width 64 --format pytorch") { arguments.Activation, arguments.Network, models, format, point, arguments.Json, arguments.Output };
        arguments.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = arguments.Folder(parsed);
            bool json = parsed.GetValue(arguments.Json);
            int count = parsed.GetValue(models);
            Require.That(count is 0 or >= 2, $"models is {count}; at least 2 are needed, or 0 for none");
            if (parsed.GetValue(arguments.Network) is not null)
            {
                Require.That(parsed.GetValue(point) is null, $"--operating-point does not go with --network; write the activation about that point into it, as mrepu(2,-1,-2/3)");
                Require.That(parsed.GetValue(format) is null or "pytorch", $"--format {parsed.GetValue(format)} does not go with --network; pytorch does");
            }

            if (arguments.OfNetwork(parsed, cancellation) is (NetworkRecommendation of, AdviceRequest wanted))
            {
                NetworkAdviceReport.Write(terminal, of, wanted, folder, json, count, parsed.GetValue(format) is null ? null : PyTorchNetworkCode.Write(of, wanted), cancellation);
                return Task.FromResult(ExitCode.Success);
            }

            Activation applied = arguments.ReadActivation(parsed);
            OperatingPoint? about = parsed.GetValue(point) is string w ? new OperatingPoint(applied, w) : null;
            ExpectationEvaluator evaluator = new(about?.Shifted ?? applied);
            AdviceRequest request = arguments.Read(parsed) with { Point = about };
            Recommendation advice = Recommender.Recommend(evaluator, request.Options, cancellation);
            JsonObject result = AdviceJson.Of(advice, request);
            AdviceCheck? check = count == 0 ? null : AdviceCheck.Draw(terminal, advice, evaluator, count, cancellation);
            result["check"] = check?.ToJson();
            string? code = parsed.GetValue(format) is string framework ? FrameworkCode.Named(framework).Write(advice, request) : null;
            folder?.WriteText("advice.json", Json.Text(result));
            folder?.WriteText("layers.csv", AdviceJson.ToCsv(advice, request));
            folder?.WriteFigure("kernel", RecommendationFigure.Of(advice));
            folder?.WriteFigure("phase", PhaseFigure.Of(advice, evaluator, cancellation));
            if (json)
            {
                result["code"] = code;
                terminal.Output.Write(Json.Text(result));
            }
            else if (code is not null)
            {
                terminal.Output.Write(code);
            }
            else
            {
                AdviceReport.Write(terminal, advice, request);
                check?.Write(terminal);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
