using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Validation.DrawnArchitectures;

namespace Theory.Cli.Rendering;

/// <summary>An ensemble of networks of any layers beside theory, as text and JSON.</summary>
internal static class ArchitectureSampleReport
{
    /// <summary>More standard errors than this are no accident.</summary>
    private const double Refuted = 4.5;

    /// <summary>Draws, compares and writes.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="start">The network at infinite width.</param>
    /// <param name="width">The width at which it is drawn.</param>
    /// <param name="models">How many networks.</param>
    /// <param name="inputs">The inputs; null for one Gaussian signal.</param>
    /// <param name="tangent">True to measure Theta too.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="folder">The folder for JSON; null for none.</param>
    /// <param name="json">As JSON.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static void Run(
        Terminal terminal, ArchitectureStart start, int width, int models, NetworkInputs? inputs, bool tangent, int seed, OutputFolder? folder, bool json, CancellationToken cancellation)
    {
        ArchitectureMeasurement measured = Draw(terminal, start, width, models, inputs, tangent, seed, cancellation);
        JsonObject document = ToJson(start, width, models, seed, measured);
        folder?.WriteText("sample.json", Json.Text(document));
        if (json)
        {
            terminal.Output.Write(Json.Text(document));
            return;
        }

        terminal.Output.WriteLine(start.Text);
        Write(terminal, start, width, models, measured);
        FolderNote.Write(terminal, folder);
    }

    /// <summary>Draws the networks.</summary>
    public static ArchitectureMeasurement Draw(Terminal terminal, ArchitectureStart start, int width, int models, NetworkInputs? inputs, bool tangent, int seed, CancellationToken cancellation)
    {
        Linear d = start.Defaults;
        Architecture AtWidth(int n) => Architecture.Parse(start.Text, new Linear(d.Cb, d.Cw, n, d.LambdaB, d.LambdaW));
        return ProgressBars.Show(
            terminal,
            [string.Create(CultureInfo.InvariantCulture, $"{models} networks of width {width} and {width / 2}")],
            progress => ArchitectureEnsemble.Compare(AtWidth, width, models, inputs, start.K1, tangent, (ulong)seed, progress(0), cancellation));
    }

    /// <summary>The comparison and its verdict.</summary>
    public static void Write(Terminal terminal, ArchitectureStart start, int width, int models, ArchitectureMeasurement measured)
    {
        Linear d = start.Defaults;
        terminal.Output.WriteLine($"K = {Format.Number(start.K1)} enters, C_b = {Format.Number(d.Cb)}, C_W = {Format.Number(d.Cw)}; {models} networks of width {width}, as many of {width / 2}");
        Tables.Write(terminal, ["layer", "value", "theory", "measured", "without 1/n", "s.e.", "sigma"], measured.Layers.SelectMany(l => Rows(l)).Concat(
            measured.TangentKernels.Take(1).Select(t => Row("", "Theta", t))));
        foreach (IGrouping<string, MeasuredLayer> group in measured.Layers.Where(l => l.VertexReason is not null).GroupBy(l => l.VertexReason!))
        {
            terminal.Output.WriteLine($"  V of layer {group.First().Layer}{(group.Count() > 1 ? $" to {group.Last().Layer}" : "")}: {group.Key}");
        }

        terminal.Output.WriteLine("  without 1/n: twice the measurement less that at half the width; s.e. and sigma are its");
        terminal.Output.WriteLine(measured.LargestSigma <= Refuted
            ? $"CONFIRMED: {measured.All.Count()} comparisons agree, the largest deviation is {Format.Number(measured.LargestSigma, 2)} sigma"
            : $"NOT CONFIRMED: the largest of {measured.All.Count()} deviations is {Format.Number(measured.LargestSigma, 3)} sigma; what is left is of order 1/n^2, try a larger width");
    }

    private static IEnumerable<IEnumerable<string>> Rows(MeasuredLayer layer)
    {
        yield return Row(Format.Number(layer.Layer), "K", layer.Kernels[0]);
        if (layer.Vertex.Theory is not null)
        {
            yield return Row("", "V", layer.Vertex);
        }
    }

    private static string[] Row(string layer, string name, MeasuredValue value) =>
    [
        layer, name, Format.Number(value.Theory, 6), Format.Number(value.Measured, 6), Format.Number(value.Extrapolated, 6), Format.Number(value.ExtrapolatedError, 2), Format.Sigma(value.Sigma),
    ];

    /// <summary>The JSON object of <c>theory sample --network</c>.</summary>
    public static JsonObject ToJson(ArchitectureStart start, int width, int models, int seed, ArchitectureMeasurement measured) => new()
    {
        ["network"] = start.Text,
        ["k1"] = start.K1,
        ["cb"] = start.Defaults.Cb,
        ["cw"] = start.Defaults.Cw,
        ["width"] = width,
        ["models"] = models,
        ["seed"] = seed,
        ["layers"] = new JsonArray([.. measured.Layers.Select(l => new JsonObject
        {
            ["layer"] = l.Layer,
            ["text"] = l.Text,
            ["kernels"] = new JsonArray([.. l.Kernels.Select(ToJson)]),
            ["vertex"] = ToJson(l.Vertex),
            ["undefined"] = l.VertexReason is string reason ? new JsonObject { ["vertex"] = reason } : new JsonObject(),
        })]),
        ["tangentKernels"] = new JsonArray([.. measured.TangentKernels.Select(ToJson)]),
        ["largestSigma"] = Json.Number(measured.LargestSigma),
        ["verdict"] = measured.LargestSigma <= Refuted ? "confirmed" : "refuted",
    };

    private static JsonObject ToJson(MeasuredValue value) => new()
    {
        ["theory"] = Json.Number(value.Theory),
        ["empirical"] = Json.Number(value.Measured),
        ["standardError"] = Json.Number(value.StandardError),
        ["extrapolated"] = Json.Number(value.Extrapolated),
        ["extrapolatedError"] = Json.Number(value.ExtrapolatedError),
        ["z"] = Json.Number(value.Sigma),
    };
}
