using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Numerics.Architectures;
using Theory.Numerics.Flow;
using Theory.Numerics.Kernels;

namespace Theory.Cli.Rendering;

/// <summary>The flow of one input through a network of any layers: computed, and written as text, JSON, CSV and figures.</summary>
internal static class ArchitectureFlowReport
{
    /// <summary>The widest name of a layer in a table of 80 columns.</summary>
    private const int NameLength = 12;

    private const string NoParallel = "means that are added are not known as functions of K where what enters is not Gaussian";

    private const string NoPerpendicular = "an activation jumps, and tears close inputs apart";

    /// <summary>Computes and writes.</summary>
    /// <returns>The exit code: a flow that ends before the last layer has that of bad input, as for plain networks.</returns>
    public static int Run(Terminal terminal, ArchitectureStart start, (double K2, double Rho)? second, OutputFolder? folder, bool json, CancellationToken cancellation)
    {
        FlowOutcome<ArchitectureLayer> flow = ArchitectureFlow.Compute(start.Architecture, start.K1, cancellation);
        IReadOnlyList<ArchitectureLayer> layers = flow.Layers.Count > 0 ? flow.Layers : flow.ToTheLast();

        // Two inputs are followed where one is.
        KernelLayer[]? pair = flow.End is null && second is (double k2, double rho)
            ? [.. new ArchitectureKernels(start.Architecture).Pair(start.K1, k2, rho, new ParallelOptions { CancellationToken = cancellation })]
            : null;
        JsonObject document = ToJson(start, flow);
        if (pair is not null)
        {
            document["twoInputs"] = new JsonObject
            {
                ["k2"] = second!.Value.K2,
                ["rho"] = second.Value.Rho,
                ["layers"] = new JsonArray([.. pair.Select(PairToJson)]),
            };
        }

        folder?.WriteText("flow.json", Json.Text(document));
        folder?.WriteText("flow.csv", ToCsv(layers));
        folder?.WriteFigure("kernel", Kernel(start, layers));
        if (pair is not null)
        {
            folder?.WriteText("two-inputs.csv", Csv.Table(
                ["layer", "K11", "K12", "K22", "rho", "theta12"],
                pair.Select(l => (IEnumerable<double?>)[l.Layer, l.Kernel[0, 0], l.Kernel[0, 1], l.Kernel[1, 1], Rho(l), l.Tangent?[0, 1]])));
            folder?.WriteFigure("correlation", Correlation(start, pair));
        }

        if (json)
        {
            terminal.Output.Write(Json.Text(document));
            return FlowEndNote.Write(terminal, flow.End);
        }

        terminal.Output.WriteLine($"{start.Text}");
        terminal.Output.WriteLine($"K = {Format.Number(start.K1)} enters; unless a layer says otherwise, C_b = {Format.Number(start.Defaults.Cb)}, C_W = {Format.Number(start.Defaults.Cw)},");
        terminal.Output.WriteLine($"lambda_b = {Format.Number(start.Defaults.LambdaB)}, lambda_W = {Format.Number(start.Defaults.LambdaW)}");
        WriteTable(terminal, flow);
        if (pair is not null)
        {
            WritePair(terminal, layers, pair);
        }

        FolderNote.Write(terminal, folder);
        return FlowEndNote.Write(terminal, flow.End);
    }

    private static JsonObject PairToJson(KernelLayer layer) => new()
    {
        ["layer"] = layer.Layer,
        ["K11"] = Json.Number(layer.Kernel[0, 0]),
        ["K12"] = Json.Number(layer.Kernel[0, 1]),
        ["K22"] = Json.Number(layer.Kernel[1, 1]),
        ["rho"] = Json.Number(Rho(layer)),
        ["theta11"] = Json.Number(layer.Tangent?[0, 0]),
        ["theta12"] = Json.Number(layer.Tangent?[0, 1]),
        ["theta22"] = Json.Number(layer.Tangent?[1, 1]),
    };

    private static double Rho(KernelLayer layer) => layer.Kernel[0, 1] / Math.Sqrt(layer.Kernel[0, 0]) / Math.Sqrt(layer.Kernel[1, 1]);

    private static void WritePair(Terminal terminal, IReadOnlyList<ArchitectureLayer> layers, KernelLayer[] pair)
    {
        Tables.Write(
            terminal,
            ["layer", "kind", "K_12", "K_22", "rho", "Theta_12", "Theta_22"],
            pair.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Name(layers[l.Layer - 1].Text), Format.Number(l.Kernel[0, 1], 6), Format.Number(l.Kernel[1, 1], 6), Format.Number(Rho(l), 6),
                Format.Number(l.Tangent?[0, 1], 6), Format.Number(l.Tangent?[1, 1], 6),
            ]));
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(ArchitectureStart start, FlowOutcome<ArchitectureLayer> flow) => new()
    {
        ["network"] = start.Text,
        ["understood"] = start.Architecture.ToString(),
        ["k1"] = start.K1,
        ["cb"] = start.Defaults.Cb,
        ["cw"] = start.Defaults.Cw,
        ["width"] = start.Defaults.Width,
        ["lambdaB"] = start.Defaults.LambdaB,
        ["lambdaW"] = start.Defaults.LambdaW,
        ["layers"] = new JsonArray([.. flow.Layers.Select(ToJson)]),
        ["end"] = FlowEndNote.ToJson(flow.End),
        ["output"] = flow.End is null ? Output(flow.Layers[^1]) : null,
    };

    private static JsonObject Output(ArchitectureLayer layer) => new()
    {
        ["K"] = Json.Number(layer.K),
        ["theta"] = Json.Number(layer.Theta),
        ["vertex"] = Json.Number(layer.Vertex),
        ["forgetfulVertex"] = Json.Number(layer.ForgetfulVertex),
        ["undefined"] = Undefined(layer),
    };

    private static JsonObject ToJson(ArchitectureLayer layer) => new()
    {
        ["layer"] = layer.Layer,
        ["text"] = layer.Text,
        ["shape"] = layer.Shape.ToString(),
        ["K"] = Json.Number(layer.K),
        ["theta"] = Json.Number(layer.Theta),
        ["vertex"] = Json.Number(layer.Vertex),
        ["forgetfulVertex"] = Json.Number(layer.ForgetfulVertex),
        ["chiParallel"] = Json.Number(layer.ChiParallel),
        ["chiPerp"] = Json.Number(layer.ChiPerp),
        ["mean"] = Json.Number(layer.Mean),
        ["gaussian"] = layer.IsGaussian,
        ["logGradientGrowth"] = Json.Number(layer.LogGradient),
        ["undefined"] = Undefined(layer),
    };

    /// <summary>Why a value is null that the layer has; behind the last layer only some are told.</summary>
    private static JsonObject Undefined(ArchitectureLayer layer)
    {
        JsonObject reasons = [];
        if (layer.VertexReason is string reason)
        {
            reasons["vertex"] = reason;
        }

        if (double.IsNaN(layer.Theta))
        {
            reasons["theta"] = "an activation jumps, so that the tangent kernel diverges";
        }

        if (double.IsNaN(layer.ChiParallel))
        {
            reasons["chiParallel"] = NoParallel;
        }

        if (double.IsNaN(layer.ChiPerp))
        {
            reasons["chiPerp"] = NoPerpendicular;
        }

        if (!double.IsFinite(layer.LogGradient))
        {
            reasons["logGradientGrowth"] = NoPerpendicular;
        }

        return reasons;
    }

    /// <summary>The layers as a table of 80 columns.</summary>
    public static void WriteTable(Terminal terminal, FlowOutcome<ArchitectureLayer> flow)
    {
        IReadOnlyList<ArchitectureLayer> layers = flow.Layers;
        Tables.Write(
            terminal,
            ["layer", "kind", "K", "chi_par", "chi_perp", "Theta", "V"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Name(l.Text), Format.Number(l.K, 6), Format.Number(l.ChiParallel, 5), Format.Number(l.ChiPerp, 5), Format.Number(l.Theta, 6), Format.Number(l.Vertex, 6),
            ]));
        foreach (IGrouping<string, ArchitectureLayer> group in layers.Where(l => l.VertexReason is not null && (l.IsGaussian || l == layers[^1])).GroupBy(l => l.VertexReason!))
        {
            int[] numbers = [.. group.Select(l => l.Layer)];
            terminal.Output.WriteLine($"  V of layer {numbers[0]}{(numbers.Length > 1 ? $" to {numbers[^1]}" : "")}: {group.Key}");
        }

        if (layers.Any(l => double.IsNaN(l.Theta)))
        {
            terminal.Output.WriteLine("  Theta: infinite, since an activation jumps");
        }

        if (layers.Any(l => double.IsNaN(l.ChiParallel)))
        {
            terminal.Output.WriteLine($"  chi_par: -, since {NoParallel}");
        }

        terminal.Output.WriteLine("  chi: through the layer alone; V: n times the covariance of z_i^2 and z_j^2");
        terminal.Output.WriteLine($"  |grad|^2 of the input over that of {(flow.End is null ? "the output" : $"layer {layers.Count}")}: {Gradient(layers)}");
    }

    private static string Gradient(IReadOnlyList<ArchitectureLayer> layers) => Format.Number(Math.Exp(layers[0].LogGradient + Math.Log(layers[0].ChiPerp)), 6);

    private static string Name(string text)
    {
        string name = text.StartsWith('(') ? text : text.Split('(')[0];
        return name.Length <= NameLength ? name : name[..(NameLength - 2)] + "..";
    }

    /// <summary>The layers as CSV.</summary>
    public static string ToCsv(IEnumerable<ArchitectureLayer> layers) => Csv.Table(
        ["layer", "K", "theta", "vertex", "chiParallel", "chiPerp", "mean", "logGradientGrowth"],
        layers.Select(l => (IEnumerable<double?>)[l.Layer, l.K, l.Theta, l.Vertex, l.ChiParallel, l.ChiPerp, l.Mean, l.LogGradient]));

    private static Figure Correlation(ArchitectureStart start, KernelLayer[] pair) => new(
        "Correlation of two inputs",
        FigureAxis.Layer,
        new FigureAxis("correlation"),
        [new LineSeries("ρ, infinite width", pair.Select(l => (double)l.Layer), pair.Select(Rho))])
    {
        Subtitle = Subtitle(start),
    };

    private static string Subtitle(ArchitectureStart start) => start.Text.Length <= 90 ? start.Text : start.Text[..87] + "...";

    /// <summary>K and Theta by layer.</summary>
    public static Figure Kernel(ArchitectureStart start, IReadOnlyList<ArchitectureLayer> layers) => new(
        "Kernel flow",
        FigureAxis.Layer,
        new FigureAxis("kernel", FigureAxis.ScaleOf(layers.Select(l => l.K))),
        [new LineSeries("K, infinite width", layers.Select(l => (double)l.Layer), layers.Select(l => l.K))])
    {
        Subtitle = Subtitle(start),
    };
}
