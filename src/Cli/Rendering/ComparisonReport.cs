using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Criticality;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering;

/// <summary>Several activations, or several members of a family, side by side: as text, JSON, CSV and Markdown.</summary>
internal static class ComparisonReport
{
    /// <summary>One row each.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<ComparedActivation> rows, RecommendationOptions options)
    {
        terminal.Output.WriteLine($"{rows.Count} activations, {options.Depth} weight layers, width {options.Width}, inputs with |x|^2/n_0 = {Format.Number(options.InputScale)}:");
        Tables.Write(
            terminal,
            ["activation", "class", "a1", "b1", "K", "C_b", "C_W", "gain", "|grad|^2", "correlation", "V/(nK^2)", "depth", "ends by", "verdict"],
            rows.Select(Cells));
        foreach (ComparedActivation row in rows.Where(r => r.Missing is not null))
        {
            Paragraph.Write(terminal.Output, $"  {row.Name}: ", row.Missing!);
        }

        Paragraph.Write(terminal.Output, "  ", "K, C_b, C_W, gain = sqrt(C_W): of hidden layers as advised; |grad|^2: first over last hidden layer; correlation: of the outputs of unrelated inputs; depth: to which these hidden layers do.");
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(IReadOnlyList<ComparedActivation> rows, RecommendationOptions options, string? parameter) => new()
    {
        ["depth"] = options.Depth,
        ["width"] = options.Width,
        ["inputScale"] = options.InputScale,
        ["parameter"] = parameter,
        ["activations"] = new JsonArray([.. rows.Select(RowToJson)]),
    };

    /// <summary>The rows as CSV, by number in the order of the table.</summary>
    public static string ToCsv(IReadOnlyList<ComparedActivation> rows) => Csv.Table(
        ["row", "parameter", "a1", "b1", "K", "cb", "cw", "gain", "hiddenGradientRatio", "correlation", "relativeFluctuation", "depthLimit"],
        rows.Select((r, i) => (IEnumerable<double?>)
        [
            i + 1, r.Parameter, Value(r.Classification?.A1), Value(r.Classification?.B1), r.Recommendation?.K1, r.Recommendation?.Cb, r.Recommendation?.Cw, Gain(r),
            r.Recommendation?.HiddenGradientRatio, r.Recommendation?.Correlation, r.Recommendation?.Layers[^2].RelativeFluctuation, r.Recommendation?.Reach.Depth,
        ]));

    /// <summary>The table of gains of docs/gains.md.</summary>
    public static string ToMarkdown(IReadOnlyList<ComparedActivation> rows, RecommendationOptions options)
    {
        using StringWriter text = new() { NewLine = "\n" };
        text.WriteLine("# Gains");
        text.WriteLine();
        text.WriteLine($"Hidden layers of {options.Depth} weight layers of width {options.Width} as advised ([what is chosen](advise.md)): the kernel K that they keep, C_b, C_W, the gain √C_W for those who initialise by");
        text.WriteLine("one (`kaiming_normal_` with fan-in and a=1 multiplies by it), the kernels that lie on this side of every other unstable fixed point (– for none), and the depth up to which these layers do, with");
        text.WriteLine($"what ends it. The first layer has C_W = K/(|x|²/n₀), the last one {Format.Number(options.OutputVariance)}/⟨s²⟩, both without biases. Where no initialisation keeps everything, the last column says what is missed.");
        text.WriteLine($"Written by `theory compare --markdown --depth {options.Depth} --width {options.Width}` <!-- tests: not run, it takes minutes -->.");
        text.WriteLine();
        text.WriteLine("| activation | class | K | C_b | C_W | gain | basin | depth | missed |");
        text.WriteLine("|---|---|--:|--:|--:|--:|---|---|---|");
        foreach (ComparedActivation row in rows)
        {
            text.WriteLine(row.Recommendation is not Recommendation r
                ? $"| {Name(row)} | – | – | – | – | – | – | – | {row.Missing} |"
                : $"| {Name(row)} | {ClassificationReport.Name(r.Classification.Class)} | {Digits(r.K1)} | {Digits(r.Cb)} | {Digits(r.Cw)} | {Digits(Math.Sqrt(r.Cw))} | {Basin(r)} | {Depth(r)} | {Missed(r)} |");
        }

        text.WriteLine();
        text.WriteLine("## Critical points");
        text.WriteLine();
        text.WriteLine("Where χ∥ = χ⊥ = 1 at a fixed point K*. An unstable one is no initialisation: kernels leave it. Where χ∥ = χ⊥ at every K there are others for every K* with C_b ≥ 0.");
        text.WriteLine();
        text.WriteLine("| activation | K* | C_b | C_W | gain | stability |");
        text.WriteLine("|---|--:|--:|--:|--:|---|");
        foreach ((ComparedActivation row, CriticalPoint point) in rows.SelectMany(r => r.Classification?.CriticalPoints.Select(p => (r, p)) ?? []))
        {
            text.WriteLine($"| {Name(row)} | {(point.K is double k ? Digits(k) + (k > 0 && row.Classification!.ConstantRatio is { IsOne: true } ? ", and others" : "") : "every K")} | {Digits(point.Cb)} | {Digits(point.Cw)} | {Digits(Math.Sqrt(point.Cw))} | {StabilityNames.Describe(point.Stability)} |");
        }

        return text.ToString();
    }

    /// <summary>A number with 15 digits.</summary>
    public static string Digits(double value) => value.ToString("G15", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Cells(ComparedActivation row) => row.Recommendation is not Recommendation r
        ? [row.Name, "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "none"]
        :
        [
            row.Name, ClassificationReport.Name(r.Classification.Class), Format.Number(Value(r.Classification.A1), 4), Format.Number(Value(r.Classification.B1), 4), Format.Number(r.K1, 4),
            Format.Number(r.Cb, 5), Format.Number(r.Cw, 6), Format.Number(Math.Sqrt(r.Cw), 6), Format.Number(r.HiddenGradientRatio, 3), Format.Number(r.Correlation, 3),
            Format.Number(r.Layers[^2].RelativeFluctuation, 3), Format.Number(r.Reach.Depth, 5), r.Reach.EndedBy ?? "-", r.IsFeasible ? "good" : Missed(r),
        ];

    private static JsonObject RowToJson(ComparedActivation row) => new()
    {
        ["activation"] = row.Name,
        ["parameter"] = Json.Number(row.Parameter),
        ["class"] = row.Classification is { } c ? ClassificationReport.Name(c.Class) : null,
        ["a1"] = Json.Number(row.Classification?.A1),
        ["b1"] = Json.Number(row.Classification?.B1),
        ["feasible"] = row.Recommendation?.IsFeasible,
        ["kernel"] = Json.Number(row.Recommendation?.K1),
        ["cb"] = Json.Number(row.Recommendation?.Cb),
        ["cw"] = Json.Number(row.Recommendation?.Cw),
        ["gain"] = Json.Number(Gain(row)),
        ["hiddenGradientRatio"] = Json.Number(row.Recommendation?.HiddenGradientRatio),
        ["correlation"] = Json.Number(row.Recommendation?.Correlation),
        ["relativeFluctuation"] = Json.Number(row.Recommendation?.Layers[^2].RelativeFluctuation),
        ["depthLimit"] = row.Recommendation?.Reach.Depth,
        ["depthLimitedBy"] = row.Recommendation?.Reach.EndedBy,
        ["missing"] = row.Missing,
    };

    private static double? Gain(ComparedActivation row) => row.Recommendation is { } r ? Math.Sqrt(r.Cw) : null;

    private static double? Value(Expressions.Expr? constant) => constant is null ? null : Numerics.Compilation.RunningErrorEvaluator.ValueOf(constant);

    private static string Name(ComparedActivation row) => $"`{row.Name.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Basin(Recommendation r) => r.Thresholds switch
    {
        (null, null) => r.Classification.Class == UniversalityClass.ScaleInvariant ? "every K stays" : "–",
        (double below, null) => $"K > {Format.Number(below, 6)}",
        (null, double above) => $"K < {Format.Number(above, 6)}",
        (double below, double above) => $"{Format.Number(below, 6)} < K < {Format.Number(above, 6)}",
    };

    private static string Depth(Recommendation r) => r.Reach.Depth is int depth ? $"{depth}, {r.Reach.EndedBy}" : "any";

    private static string Missed(Recommendation r) => string.Join(", ", r.Criteria.Where(c => !c.IsMet && c.IsDecisive).Select(c => c.Name));
}
