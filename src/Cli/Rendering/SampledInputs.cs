using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Validation.Comparison;

namespace Theory.Cli.Rendering;

/// <summary>Pairs of inputs of an ensemble against theory, as JSON and as tables.</summary>
internal static class SampledInputs
{
    private const int MostRows = 12;

    /// <summary>Verdict and elements, each with its layers.</summary>
    public static JsonObject ToJson(SeveralInputsJudgement judgement) => new()
    {
        ["verdict"] = judgement.Verdict.ToString().ToLowerInvariant(),
        ["sentence"] = judgement.Sentence,
        ["probability"] = Json.Number(judgement.Probability),
        ["elements"] = new JsonArray([.. judgement.Comparisons.Select(c => new JsonObject
        {
            ["name"] = c.Name,
            ["quantity"] = c.Quantity switch
            {
                InputsQuantity.Metric => "metric",
                InputsQuantity.Vertex => "vertex",
                _ => "tangentKernel",
            },
            ["inputs"] = new JsonArray([.. c.Indices.Select(i => JsonValue.Create(i + 1))]),
            ["judgement"] = SampleDetails.ToJson(c.Judged),
            ["layers"] = new JsonArray([.. c.Layers.Select(l => new JsonObject
            {
                ["layer"] = l.Layer,
                ["theory"] = Json.Number(l.Value.Theory),
                ["empirical"] = Json.Number(l.Value.Empirical),
                ["standardError"] = Json.Number(l.Value.StandardError),
                ["z"] = Json.Number(l.Value.Z),
            })]),
        })]),
    };

    /// <summary>The last layer of the least probable elements, and the verdict.</summary>
    public static void Write(Terminal terminal, SeveralInputsJudgement judgement)
    {
        if (judgement.Comparisons.Count == 0)
        {
            return;
        }

        // The least probable ones, in the order of the inputs; equal probabilities keep that order too.
        InputsComparison[] shown = [.. judgement.Comparisons
            .Select((c, i) => (Comparison: c, Index: i))
            .OrderBy(c => c.Comparison.Judged.Probability)
            .Take(MostRows)
            .OrderBy(c => c.Index)
            .Select(c => c.Comparison)];
        string which = shown.Length == judgement.Comparisons.Count ? "" : $", the {shown.Length} least probable of {judgement.Comparisons.Count}";
        terminal.Output.WriteLine($"pairs of inputs: layer {shown[0].Layers[^1].Layer}, and all judged layers together{which}");
        Tables.Write(
            terminal,
            ["element", "theory", "measured", "std. error", "sigma", "T^2", "layers", "probability"],
            shown.Select(c => (IEnumerable<string>)
            [
                c.Name, Format.Number(c.Layers[^1].Value.Theory), Format.Number(c.Layers[^1].Value.Empirical), Format.Number(c.Layers[^1].Value.StandardError, 2),
                Format.Sigma(c.Layers[^1].Value.Z), c.Judged.Degrees == 0 ? "-" : Format.Number(c.Judged.Statistic, 3), Format.Number(c.Judged.Degrees),
                c.Judged.Degrees == 0 ? "-" : c.Judged.Probability.ToString("G2", CultureInfo.InvariantCulture),
            ]));
        terminal.Output.WriteLine("pairs of inputs " + judgement.Sentence);
    }

    /// <summary>One row for each element and layer.</summary>
    public static string ToCsv(SeveralInputsJudgement judgement)
    {
        IEnumerable<string> rows = judgement.Comparisons.SelectMany(c => c.Layers.Select(l => string.Join(
            ',', (string[])[c.Name, .. ((double[])[l.Layer, l.Value.Theory, l.Value.Empirical, l.Value.StandardError]).Select(Cell)])));
        return string.Join(Environment.NewLine, ["element,layer,theory,empirical,standardError", .. rows]) + Environment.NewLine;

        static string Cell(double x) => double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "";
    }
}
