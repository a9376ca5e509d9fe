using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Commands;

/// <summary><c>theory recommend</c>: C_b and C_W for given networks, with reasons.</summary>
internal static class RecommendCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        AdviceArguments arguments = new("recommend", withShape: false, "Folder for the figure (PNG, SVG), a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "recommend",
            "Recommend C_b and C_W of every layer that keep kernel, gradients and the differences of inputs, with reasons.",
            "theory recommend mrepu:2 --depth 10 --width 512",
            "theory recommend tanh --depth 50 --input-scale 0.5",
            "theory recommend --network \"linear; 12*[residual(norm; linear; gelu; linear)]; norm; linear\"") { arguments.Activation, arguments.Network, arguments.Json, arguments.Output };
        arguments.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = arguments.Folder(parsed);
            bool json = parsed.GetValue(arguments.Json);
            if (arguments.OfNetwork(parsed, cancellation) is (NetworkRecommendation of, AdviceRequest wanted))
            {
                NetworkAdviceReport.Write(terminal, of, wanted, folder, json, cancellation: cancellation);
                return Task.FromResult(ExitCode.Success);
            }

            ExpectationEvaluator evaluator = new(arguments.ReadActivation(parsed));
            AdviceRequest request = arguments.Read(parsed);
            Recommendation recommendation = Recommender.Recommend(evaluator, request.Options, cancellation);
            JsonObject result = AdviceJson.Of(recommendation, request);
            folder?.WriteText("recommendation.json", Json.Text(result));
            folder?.WriteText("kernel.csv", AdviceJson.ToCsv(recommendation, request));
            folder?.WriteFigure("kernel", RecommendationFigure.Of(recommendation));
            if (json)
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                Write(terminal, recommendation, request);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Write(Terminal terminal, Recommendation r, AdviceRequest request)
    {
        AdviceReport.WriteSettings(terminal.Output, r, request);
        terminal.Output.WriteLine();
        foreach (string reason in r.Reasons)
        {
            Paragraph.Write(terminal.Output, "- ", reason + ".");
        }

        Tables.Write(
            terminal,
            ["layer", "C_b", "C_W", "K", "K, C_W 5 % less", "K, C_W 5 % more"],
            r.Layers.Select((l, i) => (IEnumerable<string>)
                [Format.Number(l.Layer), Format.Number(l.Cb), Format.Number(l.Cw), Format.Number(l.K), At(r.Below, i), At(r.Above, i)]));
    }

    private static string At(KernelTrajectory t, int i) => i < t.Kernels.Count ? Format.Number(t.Kernels[i]) : "-";
}
