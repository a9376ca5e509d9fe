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
        VertexComparison[] all = [.. byCw.Concat(byWidth).Distinct()];
        EnsembleComparison[] comparisons = [.. all.Select(v => v.Comparison)];
        bool? agree = comparisons.Any(c => c.Verdict == Verdict.Refuted) ? false : comparisons.All(c => c.Verdict == Verdict.Confirmed) ? true : null;
        VertexComparison[] unclear = [.. all.Where(v => v.IsIncreasing != true)];
        return
        [
            new("V grows with the layers.", unclear.Length == 0 ? true : unclear.Any(v => v.IsIncreasing == false) ? false : null, $"Measured V increases from each layer to the next in {all.Length - unclear.Length} of {all.Length} ensembles."
                + string.Concat(unclear.Select(v => $" At C_W = {Format.Number(v.Setting.Cw)}, width {v.Setting.Width} it {(v.IsIncreasing == false ? "falls" : "does not within its errors")}; theory {(v.TheoryIsIncreasing ? "has it grow" : "does not have it grow either")}."))),
            new("V grows more steeply for larger C_W.", MeasuredOrder.IsIncreasing([.. byCw.Select(v => v.Last)]),
                $"V({VertexWork.Depth}) = {string.Join(", ", byCw.Select(v => $"{Text(v)} at C_W = {Format.Number(v.Setting.Cw)}"))}."),
            new("V grows faster for smaller widths.", MeasuredOrder.IsSmaller(byWidth[^1].Last, byWidth[0].Last),
                $"V({VertexWork.Depth}) = {string.Join(", ", byWidth.Select(v => $"{Text(v)} at width {v.Setting.Width}"))}; to leading order it does not depend on the width."),
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
            new("Inflected MRePU: V of the last layer is smaller than that of MRePU at C_W = 1.", MeasuredOrder.IsSmaller(a.Last, b.Last),
                $"V({VertexWork.Depth}) = {Text(a)}, of MRePU {Text(b)}."),
            new("Inflected MRePU: the measured vertex follows eq. 8.", comparisons.Any(c => c.Verdict == Verdict.Refuted) ? false : comparisons.All(c => c.Verdict == Verdict.Confirmed) ? true : null,
                $"{string.Join(" ", inflected.Select((v, i) => $"C_W = {Format.Number(v.Setting.Cw)}: {comparisons[i].Sentence}."))}"),
        ];
    }

    private static string Text(VertexComparison vertex) => $"{Format.Number(vertex.Last.Value, 3)} ± {Format.Number(vertex.Last.StandardError, 2)}";
}
