using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;

namespace Theory.Experiments.Vertex;

/// <summary>Figure 6: the four-point vertex of MRePU over layers, for several C_W and several widths.</summary>
internal sealed class VertexExperiment(string name, string title) : TypedExperiment<VertexWork, VertexMeasurement>
{
    public override string Name => name;

    public override string Title => title;

    protected override VertexWork Work(ExperimentSettings settings) => new VertexWork(name, settings);

    protected override ExperimentReport Report(VertexWork work, IReadOnlyList<VertexMeasurement> outcomes)
    {
        Dictionary<string, ExpectationEvaluator> evaluators = ((string[])[VertexWork.ActivationName, VertexWork.InflectedName]).ToDictionary(a => a, a => new ExpectationEvaluator(Activation.Parse(a)));
        VertexComparison[] both = [.. outcomes.Select(m => new VertexComparison(m, Theory(new NetworkEvaluator(VertexWork.NetworkOf(m.Setting), evaluators[m.Setting.Activation ?? VertexWork.ActivationName]))))];
        VertexComparison[] all = [.. both.Where(v => v.Setting.Activation is null)];
        VertexComparison[] inflected = [.. both.Except(all)];
        VertexComparison[] byCw = [.. all.Where(v => v.Setting.Width == 512).OrderBy(v => v.Setting.Cw)];
        VertexComparison[] byWidth = [.. all.Where(v => v.Setting.Cw == 1).OrderBy(v => v.Setting.Width)];
        string subtitle = $"{VertexWork.ActivationName}, |x|²/n₀ = {Format.Number(VertexWork.InputSquare)}, {work.Models} networks each";
        return new ExperimentReport(
            new JsonObject { ["ensembles"] = new JsonArray([.. both.Select(v => v.ToJson())]) },
            Csv.Table(VertexComparison.Columns, both.SelectMany(v => v.Rows())),
            string.Join(Environment.NewLine, both.Select(v => v.ToText())),
            [.. Claims(byCw, byWidth), .. OfTheCure(byCw, inflected)],
            [
                ("vertex-cw", VertexFigures.Of("Four-point vertex over layers: C_W", [.. byCw.Select(v => ($"C_W = {Format.Number(v.Setting.Cw)}", v))], $"{subtitle}, width 512")),
                ("vertex-width", VertexFigures.Of("Four-point vertex over layers: width", [.. byWidth.Select(v => ($"width {v.Setting.Width}", v))], $"{subtitle}, C_W = 1")),
                ("vertex-inflected", VertexFigures.Of(
                    "Four-point vertex over layers: MRePU about its inflection", [.. inflected.Select(v => ($"C_W = {Format.Number(v.Setting.Cw)}", v))],
                    $"{VertexWork.InflectedName}, |x|²/n₀ = {Format.Number(VertexWork.InputSquare)}, {work.Models} networks each, width 512")),
            ]);
    }

    private static IReadOnlyList<FlowLayer> Theory(NetworkEvaluator network) => MetricTails.AddTo(network, KernelFlow.Compute(network, VertexWork.Input).ToTheLast());

    private static Claim[] Claims(VertexComparison[] byCw, VertexComparison[] byWidth)
    {
        double[] last = [.. byCw.Select(v => v.Last)];
        double[] widths = [.. byWidth.Select(v => v.Last)];
        VertexComparison[] all = [.. byCw.Concat(byWidth).Distinct()];
        EnsembleComparison[] comparisons = [.. all.Select(v => v.Comparison)];
        bool? agree = comparisons.Any(c => c.Verdict == Verdict.Refuted) ? false : comparisons.All(c => c.Verdict == Verdict.Confirmed) ? true : null;
        VertexComparison[] falling = [.. all.Where(v => !v.IsIncreasing)];
        return
        [
            new("V grows with the layers.", falling.Length == 0, $"Measured V increases from each layer to the next in {all.Length - falling.Length} of {all.Length} ensembles."
                + string.Concat(falling.Select(v => $" Not at C_W = {Format.Number(v.Setting.Cw)}, width {v.Setting.Width}, where theory {(v.TheoryIsIncreasing ? "has it grow" : "does not have it grow either")}."))),
            new("V grows more steeply for larger C_W.", last.Zip(last.Skip(1)).All(pair => pair.Second > pair.First),
                $"V({VertexWork.Depth}) = {string.Join(", ", byCw.Select(v => $"{Format.Number(v.Last, 3)} at C_W = {Format.Number(v.Setting.Cw)}"))}."),
            new("V grows faster for smaller widths.", byWidth[0].Last - byWidth[^1].Last > 2 * Math.Sqrt(Square(byWidth[0].LastError) + Square(byWidth[^1].LastError)) ? true
                : widths[0] < widths[^1] - (2 * byWidth[^1].LastError) ? false : null,
                $"V({VertexWork.Depth}) = {string.Join(", ", byWidth.Select(v => $"{Format.Number(v.Last, 3)} ± {Format.Number(v.LastError, 2)} at width {v.Setting.Width}"))}; to leading order it does not depend on the width."),
            new("The measured vertex follows eq. 8.", agree, $"{string.Join(" ", all.Select((v, i) => $"C_W = {Format.Number(v.Setting.Cw)}, width {v.Setting.Width}: {comparisons[i].Sentence}."))}"),
        ];
    }

    /// <summary>What the paper does not have: at its inflection V of MRePU stays small at criticality.</summary>
    private static Claim[] OfTheCure(VertexComparison[] mrepu, VertexComparison[] inflected)
    {
        (VertexComparison a, VertexComparison b) = (inflected.Single(v => v.Setting.Cw == 1), mrepu.Single(v => v.Setting.Cw == 1));
        EnsembleComparison[] comparisons = [.. inflected.Select(v => v.Comparison)];
        return
        [
            new("Inflected MRePU: V of the last layer is smaller than that of MRePU at C_W = 1.", a.Last < b.Last,
                $"V({VertexWork.Depth}) = {Format.Number(a.Last, 3)} ± {Format.Number(a.LastError, 2)}, of MRePU {Format.Number(b.Last, 3)} ± {Format.Number(b.LastError, 2)}."),
            new("Inflected MRePU: the measured vertex follows eq. 8.", comparisons.Any(c => c.Verdict == Verdict.Refuted) ? false : comparisons.All(c => c.Verdict == Verdict.Confirmed) ? true : null,
                $"{string.Join(" ", inflected.Select((v, i) => $"C_W = {Format.Number(v.Setting.Cw)}: {comparisons[i].Sentence}."))}"),
        ];
    }

    private static double Square(double x) => x * x;
}
