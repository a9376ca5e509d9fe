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
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Commands;

/// <summary><c>theory recommend</c>: C_b and C_W for given networks, with reasons.</summary>
internal static class RecommendCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> activation = StandardOptions.OptionalActivation("a network is given with --network");
        Option<string?> network = ArchitectureStart.Option();
        AdviceOptions networks = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for the figure (PNG, SVG), a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "recommend",
            "Recommend C_b and C_W of every layer that keep kernel, gradients and the differences of inputs, with reasons.",
            "theory recommend mrepu:2 --depth 10 --width 512",
            "theory recommend tanh --depth 50 --input-scale 0.5",
            "theory recommend --network \"linear; 12*[residual(norm; linear; gelu; linear)]; norm; linear\"") { activation, network, json, output };
        networks.AddTo(command, withShape: false);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            if (parsed.GetValue(network) is string text)
            {
                ArchitectureStart.RequireAlone(parsed.GetValue(activation));
                AdviceRequest wanted = networks.Read(parsed, withShape: false, ofNetwork: true);
                NetworkAdviceReport.Write(terminal, NetworkRecommender.Recommend(new ArchitectureTemplate(text), wanted.Options, cancellation), wanted, folder, parsed.GetValue(json));
                return Task.FromResult(ExitCode.Success);
            }

            ExpectationEvaluator evaluator = new(Activation.Parse(ArchitectureStart.RequiredActivation(parsed.GetValue(activation), "recommend")));
            AdviceRequest request = networks.Read(parsed, withShape: false);
            Recommendation recommendation = Recommender.Recommend(evaluator, request.Options, cancellation);
            JsonObject result = AdviceJson.Of(recommendation, request);
            folder?.WriteText("recommendation.json", Json.Text(result));
            folder?.WriteText("kernel.csv", AdviceJson.ToCsv(recommendation, request));
            folder?.WriteFigure("kernel", RecommendationFigure.Of(recommendation));
            if (parsed.GetValue(json))
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
