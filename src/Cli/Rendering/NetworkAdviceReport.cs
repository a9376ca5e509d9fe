using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Recommendations;
using Theory.Validation.DrawnArchitectures;

namespace Theory.Cli.Rendering;

/// <summary>Advice for networks of any layers: what to set, what will happen, what else would do.</summary>
internal static class NetworkAdviceReport
{
    private const int CheckSeed = 1;

    /// <summary>Writes the advice, as JSON or text, and its files.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="r">The advice.</param>
    /// <param name="request">What it was asked for.</param>
    /// <param name="folder">The folder for files; null for none.</param>
    /// <param name="json">As JSON.</param>
    /// <param name="models">Networks to draw and compare; 0 for none.</param>
    /// <param name="code">Code that initialises such a network, to be written instead of the page; null for none.</param>
    /// <param name="cancellation">Ends the drawing of networks.</param>
    public static void Write(
        Terminal terminal, NetworkRecommendation r, AdviceRequest request, OutputFolder? folder, bool json, int models = 0, string? code = null, CancellationToken cancellation = default)
    {
        JsonObject document = ToJson(r, request);
        ArchitectureStart start = new(r.Architecture.ToString(), r.Architecture, new Linear(0, 1), request.Options.InputScale);
        ArchitectureMeasurement? measured = models == 0 ? null
            : ArchitectureSampleReport.Draw(terminal, start, r.Options.Width, models, null, tangent: false, CheckSeed, cancellation);
        if (measured is not null)
        {
            document["check"] = ArchitectureSampleReport.ToJson(start, r.Options.Width, models, CheckSeed, measured);
        }
        folder?.WriteText("recommendation.json", Json.Text(document));
        folder?.WriteText("layers.csv", Csv.Table(
            ["layer", "K", "chiParallel", "chiPerp", "theta", "vertex", "logGradientGrowth"],
            r.Layers.Select(l => (IEnumerable<double?>)[l.Layer, l.K, l.ChiParallel, l.ChiPerp, l.Theta, l.Vertex, l.LogGradient])));
        if (json)
        {
            document["code"] = code;
            terminal.Output.Write(Json.Text(document));
            return;
        }

        if (code is not null)
        {
            terminal.Output.Write(code);
            return;
        }

        Write(terminal.Output, r, request);
        if (measured is not null)
        {
            terminal.Output.WriteLine();
            ArchitectureSampleReport.Write(terminal, start, r.Options.Width, models, measured);
        }

        FolderNote.Write(terminal, folder);
    }

    /// <summary>The page.</summary>
    public static void Write(TextWriter text, NetworkRecommendation r, AdviceRequest request)
    {
        Paragraph.Write(text, "", $"{r.Template.Text}, width {r.Options.Width}, {request.Inputs}: {Verdict(r)}");
        text.WriteLine();
        text.WriteLine("What to set");
        if (r.FirstCw is double first)
        {
            text.WriteLine($"  first layer    C_b = 0, C_W = {Format.Number(first, 6)}");
        }

        if (r.Template.LeavesCw)
        {
            text.WriteLine($"  {(r.FirstCw is null && r.LastCw is null ? "layers" : "other layers"),-14} C_b = {Format.Number(r.Cb, 6)}, C_W = {Format.Number(r.Cw, 6)}");
        }

        if (r.LastCw is double last)
        {
            text.WriteLine($"  last layer     C_b = 0, C_W = {Format.Number(last, 6)}");
        }

        if (r.Beta is double beta)
        {
            text.WriteLine($"  skips          beta = {Format.Number(beta, 6)}");
        }

        text.WriteLine();
        text.WriteLine("What will happen");
        CriteriaReport.Write(text, r.Criteria);

        Paragraph.Write(text, "  - ", Block(r) ?? "no layers are repeated, so that there is no fixed point to speak of");
        Paragraph.Write(text, "  - ", r.RelativeFluctuation is double v ? $"kernels of networks of width {r.Options.Width} fluctuate by V/(nK^2) = {Format.Number(v, 4)} in front of the last layer" : $"how kernels fluctuate at finite width is not known: {r.FluctuationReason}");
        if (r.Alternatives.Count > 0)
        {
            text.WriteLine();
            text.WriteLine("What else");
            foreach (NetworkAlternative a in r.Alternatives)
            {
                Paragraph.Write(text, "  - ", string.Create(CultureInfo.InvariantCulture,
                    $"C_b = {a.Cb:G4}, C_W = {a.Cw:G4}{(a.Beta is double b ? $", beta = {b:G4}" : "")}, K = {a.FirstKernel:G4} behind the first layer: gradients times {a.Gradients:G3}, correlation {a.Correlation:G3}, {100 * a.Nonlinearity:G3} % nonlinear"));
            }
        }

        text.WriteLine();
        text.WriteLine("The network");
        text.WriteLine($"  {r.Architecture}");
        text.WriteLine("  (theory flow --network and theory sample --network take it as it stands)");
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(NetworkRecommendation r, AdviceRequest request) => new()
    {
        ["network"] = r.Template.Text,
        ["recommended"] = r.Architecture.ToString(),
        ["width"] = r.Options.Width,
        ["inputScale"] = r.Options.InputScale,
        ["inputs"] = request.Inputs,
        ["outputVariance"] = r.Options.OutputVariance,
        ["feasible"] = r.IsFeasible,
        ["cb"] = r.Cb,
        ["cw"] = r.Cw,
        ["beta"] = r.Beta,
        ["firstCw"] = r.FirstCw,
        ["lastCw"] = r.LastCw,
        ["nonlinearity"] = r.Nonlinearity,
        ["relativeFluctuation"] = Json.Number(r.RelativeFluctuation),
        ["relativeFluctuationReason"] = r.FluctuationReason,
        ["everywhereCritical"] = r.Block is null ? null : r.Block.Fate == BlockFate.GrowsLinearly,
        ["block"] = Block(r),
        ["criteria"] = CriteriaReport.ToJson(r.Criteria),
        ["layers"] = new JsonArray([.. r.Layers.Select(l => new JsonObject
        {
            ["layer"] = l.Layer,
            ["text"] = l.Text,
            ["K"] = Json.Number(l.K),
            ["chiParallel"] = Json.Number(l.ChiParallel),
            ["chiPerp"] = Json.Number(l.ChiPerp),
            ["logGradientGrowth"] = Json.Number(l.LogGradient),
        })]),
        ["alternatives"] = new JsonArray([.. r.Alternatives.Select(a => new JsonObject
        {
            ["cb"] = a.Cb,
            ["cw"] = a.Cw,
            ["beta"] = a.Beta,
            ["firstKernel"] = a.FirstKernel,
            ["gradients"] = Json.Number(a.Gradients),
            ["correlation"] = Json.Number(a.Correlation),
            ["nonlinearity"] = a.Nonlinearity,
        })]),
    };

    private static string Verdict(NetworkRecommendation r) => r.IsFeasible ? $"good{CriteriaReport.Reservation(r.Criteria)}"
        : CriteriaReport.Missed(r.Criteria);

    private static string? Block(NetworkRecommendation r) => r.Block switch
    {
        null => null,
        { Fate: BlockFate.GrowsLinearly } b => $"the repeated block is critical everywhere: it adds {Format.Number(b.Increment!.Value, 4)} to K each time, and gradients change as a power of depth, whatever C_W is",
        { Fate: BlockFate.Settles } b => $"the repeated block has the fixed point K* = {Format.Number(b.Attracting!.K, 4)}, with chi_par = {Format.Number(b.Attracting.ChiParallel, 4)} and chi_perp = {Format.Number(b.Attracting.ChiPerp, 4)}",
        { Fate: BlockFate.Stays } => "the repeated block leaves every K as it is: critical",
        { Ratio: double ratio } => $"the repeated block multiplies K by {Format.Number(ratio, 4)}",
        { Fate: BlockFate.Grows } => "repeated for ever, the block lets kernels grow without bound; at this depth they grow as said above",
        _ => "repeated for ever, the block lets kernels go to 0; at this depth they change as said above",
    };
}
