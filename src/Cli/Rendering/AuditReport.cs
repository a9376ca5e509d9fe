using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Numerics.Audits;

namespace Theory.Cli.Rendering;

/// <summary>An audit on one page, as JSON and as CSV.</summary>
internal static class AuditReport
{
    /// <summary>Networks of more layers are shown in part.</summary>
    private const int MostRows = 24;

    /// <summary>Advice that differs by less is no change.</summary>
    private const double Same = 0.1;

    /// <summary>The page.</summary>
    public static void Write(TextWriter text, NetworkAudit audit)
    {
        Paragraph.Write(text, "", $"{(audit.Layers.Count == 1 ? "One dense layer" : $"{audit.Layers.Count} dense layers")}{(audit.IsPlain ? "" : " and skips")}{(audit.Layers.Count == 1 && audit.IsPlain ? "" : $" with {audit.ActivationNames} between them")}, at {audit.InputCount} inputs with |x|^2/n_0 = {Format.Number(audit.InputScale, 4)}.");
        text.WriteLine();
        text.WriteLine("layer   in -> out      C_b      C_W kurtosis        K   theory  |grad|^2   corr.");
        int skipped = Math.Max(0, audit.Layers.Count - MostRows);
        foreach (AuditedLayer l in audit.Layers.Where((_, i) => skipped == 0 || i < MostRows / 2 || i >= audit.Layers.Count - (MostRows / 2)))
        {
            text.WriteLine($"{l.Layer,5}{$"{l.Inputs} -> {l.Outputs}",12}{Cell(l.Cb, 9, 3)}{Cell(l.Cw, 9, 3)}{Cell(l.Kurtosis, 9, 3)}{Cell(l.K, 9, 3)}{Cell(l.TheoryK, 9, 3)}{Cell(l.Gradient, 10, 3)}{Cell(l.Correlation, 8, 2)}");
        }

        if (skipped > 0)
        {
            text.WriteLine($"  ({skipped} layers in the middle are left out)");
        }

        text.WriteLine();
        WriteTangent(text, audit.Tangent);
        foreach (string finding in Findings(audit))
        {
            Paragraph.Write(text, "- ", finding + ".");
        }
    }

    /// <summary>Theta of the network beside that of infinite width, in the upper triangle.</summary>
    private static void WriteTangent(TextWriter text, MeasuredTangentKernel tangent)
    {
        text.WriteLine("inputs   Theta   theory   (tangent kernel of the outputs, rates 1 and 1/fan-in)");
        for (int a = 0; a < tangent.Values.Count; a++)
        {
            for (int b = a; b < tangent.Values.Count; b++)
            {
                text.WriteLine($"  {a + 1}, {b + 1}{Cell(tangent.Values[a][b], 9, 4)}{Cell(tangent.Theory?[a][b] ?? double.NaN, 9, 4)}");
            }
        }

        text.WriteLine();
    }

    private static JsonArray Matrix(IReadOnlyList<IReadOnlyList<double>> rows) => [.. rows.Select(r => new JsonArray([.. r.Select(Json.Number)]))];

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(NetworkAudit audit) => new()
    {
        ["activation"] = audit.ActivationNames,
        ["skips"] = !audit.IsPlain,
        ["depth"] = audit.Layers.Count,
        ["inputs"] = audit.InputCount,
        ["inputScale"] = audit.InputScale,
        ["state"] = audit.LooksDrawn ? "initialisation" : "trained",
        ["keepsScale"] = audit.KeepsScale,
        ["gradientSpread"] = Json.Number(audit.GradientSpread),
        ["kernelSpread"] = Json.Number(audit.KernelSpread),
        ["layers"] = new JsonArray([.. audit.Layers.Select((l, i) => new JsonObject
        {
            ["layer"] = l.Layer,
            ["name"] = l.Name,
            ["inputs"] = l.Inputs,
            ["outputs"] = l.Outputs,
            ["cb"] = l.Cb,
            ["cw"] = l.Cw,
            ["cwError"] = Json.Number(l.CwError),
            ["meanSigma"] = Json.Number(l.MeanSigma),
            ["kurtosis"] = Json.Number(l.Kurtosis),
            ["kurtosisError"] = Json.Number(l.KurtosisError),
            ["edge"] = Json.Number(l.Edge),
            ["looksDrawn"] = l.LooksDrawn,
            ["K"] = Json.Number(l.K),
            ["theoryK"] = Json.Number(l.TheoryK),
            ["chiPerp"] = Json.Number(l.ChiPerp),
            ["gradient"] = Json.Number(l.Gradient),
            ["correlation"] = Json.Number(l.Correlation),
            ["dead"] = Json.Number(l.Dead),
            ["advisedCb"] = Json.Number(audit.Advice?.Layers[i].Cb),
            ["advisedCw"] = Json.Number(audit.Advice?.Layers[i].Cw),
        })]),
        ["tangentKernel"] = new JsonObject
        {
            ["outputs"] = audit.Tangent.Outputs,
            ["empirical"] = Matrix(audit.Tangent.Values),
            ["theory"] = audit.Tangent.Theory is { } theta ? Matrix(theta) : null,
            ["deviation"] = Json.Number(audit.Tangent.Deviation),
        },
        ["findings"] = new JsonArray([.. Findings(audit).Select(f => JsonValue.Create(f))]),
    };

    /// <summary>The layers as CSV.</summary>
    public static string ToCsv(NetworkAudit audit) => Csv.Table(
        ["layer", "inputs", "outputs", "cb", "cw", "kurtosis", "edge", "K", "theoryK", "chiPerp", "gradient", "correlation", "dead"],
        audit.Layers.Select(l => (IEnumerable<double?>)[l.Layer, l.Inputs, l.Outputs, l.Cb, l.Cw, l.Kurtosis, l.Edge, l.K, l.TheoryK, l.ChiPerp, l.Gradient, l.Correlation, l.Dead]));

    /// <summary>What was found, in sentences.</summary>
    private static IEnumerable<string> Findings(NetworkAudit audit)
    {
        AuditedLayer[] zero = [.. audit.Layers.Where(l => l.Cw == 0)];
        AuditedLayer[] few = [.. audit.Layers.Where(l => l.Cw > 0 && !double.IsFinite(l.MeanSigma + l.Kurtosis))];
        AuditedLayer[] trained = [.. audit.Layers.Where(l => !l.LooksDrawn).Except(zero).Except(few)];
        if (zero.Length > 0)
        {
            yield return $"All weights are 0 in {Numbered(zero)}: no input gets through, and gradients do not either";
        }

        if (few.Length > 0)
        {
            yield return $"Too few different weights to tell whether they were drawn in {Numbered(few)}";
        }

        if (zero.Length + few.Length < audit.Layers.Count)
        {
            yield return trained.Length == 0
                ? "The weights look as at initialisation: mean 0, the kurtosis of normal or uniform numbers, no singular value beyond those of independent weights"
                : $"Trained, or not drawn independently: {string.Join("; ", trained.Take(3).Select(Why))}{(trained.Length > 3 ? $"; and {trained.Length - 3} more layers" : "")}";
        }

        if (audit.Layers.Count > 1 && zero.Length == 0)
        {
            yield return $"{(audit.IsPlain ? "Through the hidden layers" : "Along the skips")} the kernel changes by a factor {Format.Number(audit.KernelSpread, 3)} and squared gradients by {Format.Number(audit.GradientSpread, 3)}: "
                + (audit.KeepsScale ? "signals and gradients keep their scale" : "not critical, a factor above 10 is more than training likes");
        }

        AuditedLayer[] dead = [.. audit.Layers.Where(l => l.Dead > 0)];
        if (dead.Length > 0)
        {
            yield return $"Neurons with slope 0 at every input: {string.Join(", ", dead.Take(6).Select(l => $"{Format.Number(100 * l.Dead, 3)} % in layer {l.Layer}"))}";
        }

        if (audit.Advice is { } advice)
        {
            (AuditedLayer Layer, double Wanted)[] off = [.. audit.Layers.Zip(advice.Layers).Where(p => Math.Abs(Math.Log(p.First.Cw / p.Second.Cw)) > Same).Select(p => (p.First, p.Second.Cw))];
            yield return off.Length == 0
                ? "C_W is as theory advise has it, within 10 %"
                : $"theory advise has another C_W in {off.Length} of {audit.Layers.Count} layers: {string.Join(", ", off.Take(4).Select(p => $"{Format.Number(p.Wanted, 4)} instead of {Format.Number(p.Layer.Cw, 4)} in layer {p.Layer.Layer} ({(p.Layer.Cw > 0 ? $"weights times {Format.Number(Math.Sqrt(p.Wanted / p.Layer.Cw), 4)}" : "drawn anew")})"))}{(off.Length > 4 ? ", ..." : "")}; see theory advise {AdviceReport.Argument(audit.Activations[0])} --depth {audit.Layers.Count} --width {advice.Options.Width} --input-scale {Format.Number(audit.InputScale, 4)}";
        }
    }

    private static string Numbered(AuditedLayer[] layers) =>
        $"layer{(layers.Length == 1 ? "" : "s")} {string.Join(", ", layers.Take(6).Select(l => l.Layer))}{(layers.Length > 6 ? ", ..." : "")}";

    private static string Why(AuditedLayer l) => $"layer {l.Layer} has "
        + (l.Edge > l.EdgeLimit ? $"a singular value {Format.Number(l.Edge, 3)} times the largest of independent weights"
        : Math.Abs(l.MeanSigma) > 4.5 ? $"a mean {Format.Number(l.MeanSigma, 3)} standard errors off 0"
        : $"an excess kurtosis of {Format.Number(l.Kurtosis, 3)} ± {Format.Number(l.KurtosisError, 2)}");

    private static string Cell(double value, int width, int digits) => Format.Number(value, digits).PadLeft(width);
}
