using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Commands;

/// <summary><c>theory recommend</c>: C_b and C_W for given networks, with reasons.</summary>
internal static class RecommendCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<int> depth = StandardOptions.Integer("--depth", "Number L of layers of preactivations", 10);
        Option<int> width = StandardOptions.Integer("--width", "Width n of every hidden layer", 512);
        Option<double?> k1 = StandardOptions.Number("--k1", "Kernel K(1) of the first preactivations [default: 1, or 0.01 for activations whose K* = 0 is unstable]", "K");
        Option<double?> scale = StandardOptions.Number("--input-scale", "|x|^2/n_0 of the inputs instead of --k1: K(1) = C_b + C_W |x|^2/n_0");
        Option<double?> band = StandardOptions.Number("--band", "Factor by which the kernel may leave K(1) either way [default: 2]", "FACTOR");
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for the figure (PNG, SVG), a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "recommend",
            "Recommend C_b and C_W that keep the kernel within a band through all layers, with reasons.",
            "theory recommend mrepu:2 --depth 10 --width 512 --k1 0.01",
            "theory recommend tanh --depth 50 --input-scale 0.5") { activation, depth, width, k1, scale, band, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            Signal signal = (parsed.GetValue(k1), parsed.GetValue(scale)) switch
            {
                (not null, not null) => throw new UserInputException("give either K(1) or the input scale |x|^2/n_0, from which it follows"),
                (_, double square) => Signal.Scale(square),
                (double first, _) => Signal.Kernel(first),
                _ => Signal.Kernel(DefaultKernel(evaluator)),
            };
            RecommendationOptions options = new(parsed.GetValue(depth), parsed.GetValue(width), signal, parsed.GetValue(band) ?? 2);
            Recommendation recommendation = Recommender.Recommend(evaluator, options, cancellation);
            JsonObject result = ToJson(recommendation);
            folder?.WriteText("recommendation.json", Json.Text(result));
            folder?.WriteText("kernel.csv", ToCsv(recommendation));
            folder?.WriteFigure("kernel", RecommendationFigure.Of(recommendation));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                Write(terminal, recommendation);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(Application.Success);
        });
        return command;
    }

    private static double DefaultKernel(ExpectationEvaluator evaluator) =>
        Classifier.Classify(evaluator).CriticalPoints is [{ K: 0, Stability: FixedPointStability.Unstable }, ..] ? 0.01 : 1;

    private static void Write(Terminal terminal, Recommendation r)
    {
        terminal.Output.WriteLine($"{r.Activation.Name}, depth {r.Options.Depth}, width {r.Options.Width}, K(1) = {Format.Number(r.K1)}:");
        terminal.Output.WriteLine();
        terminal.Output.WriteLine($"  C_b = {Format.Number(r.Cb)}   C_W = {Format.Number(r.Cw)}   ({Name(r.Kind)})");
        terminal.Output.WriteLine();
        foreach (string reason in r.Reasons)
        {
            terminal.Output.WriteLine($"- {reason}.");
        }

        Tables.Write(
            terminal.Console,
            ["layer", "K", "K, C_W 5 % less", "K, C_W 5 % more"],
            Enumerable.Range(0, r.Options.Depth).Select(i => (IEnumerable<string>)
                [Format.Number(i + 1), At(r.Trajectory, i), At(r.Below, i), At(r.Above, i)]));
    }

    private static string At(KernelTrajectory t, int i) => i < t.Kernels.Count ? Format.Number(t.Kernels[i]) : "-";

    private static JsonObject ToJson(Recommendation r) => new()
    {
        ["activation"] = r.Activation.Name,
        ["depth"] = r.Options.Depth,
        ["width"] = r.Options.Width,
        ["band"] = r.Options.Band,
        ["kind"] = Name(r.Kind),
        ["k1"] = r.K1,
        ["cb"] = r.Cb,
        ["cw"] = r.Cw,
        ["cwInterval"] = r.Interval is (double from, double to) ? new JsonArray(from, to) : null,
        ["balancedCw"] = r.BalancedCw,
        ["thresholdKernel"] = Json.Number(r.Threshold),
        ["chiParallel"] = Json.Number(r.ChiParallel),
        ["chiPerp"] = Json.Number(r.ChiPerp),
        ["doublingDepth"] = Json.Number(r.DoublingDepth),
        ["relativeFluctuation"] = Json.Number(r.RelativeFluctuation),
        ["sufficientWidth"] = Json.Number(r.SufficientWidth),
        ["reasons"] = new JsonArray([.. r.Reasons.Select(x => JsonValue.Create(x))]),
        ["layers"] = new JsonArray([.. Enumerable.Range(0, r.Options.Depth).Select(i => new JsonObject
        {
            ["layer"] = i + 1,
            ["K"] = JsonAt(r.Trajectory, i),
            ["below"] = JsonAt(r.Below, i),
            ["above"] = JsonAt(r.Above, i),
        })]),
    };

    private static JsonNode? JsonAt(KernelTrajectory t, int i) => i < t.Kernels.Count ? Json.Number(t.Kernels[i]) : null;

    private static string ToCsv(Recommendation r) => Csv.Table(
        ["layer", "K", "below", "above"],
        Enumerable.Range(0, r.Options.Depth).Select(i => (IEnumerable<double?>)[i + 1, Value(r.Trajectory, i), Value(r.Below, i), Value(r.Above, i)]));

    private static double? Value(KernelTrajectory t, int i) => i < t.Kernels.Count ? t.Kernels[i] : null;

    private static string Name(RecommendationKind kind) => kind switch
    {
        RecommendationKind.Critical => "critical",
        RecommendationKind.EdgeOfChaos => "edge of chaos",
        RecommendationKind.LargestCw => "largest C_W within the band",
        _ => "balanced, not critical",
    };
}
