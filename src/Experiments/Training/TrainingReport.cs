using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Training;

/// <summary>Tables of trained ensembles.</summary>
internal static class TrainingReport
{
    /// <summary>All numbers as JSON.</summary>
    public static JsonObject ToJson(TrainingWork work, IReadOnlyList<TrainingOutcome> outcomes) => new()
    {
        ["width"] = work.Width,
        ["models"] = work.Models,
        ["epochs"] = work.Steps,
        ["optimizer"] = work.Optimizer.Name,
        ["learningRate"] = work.Optimizer.LearningRate,
        ["samples"] = new JsonArray([.. outcomes.Select(o => (JsonNode)work.SamplesInStep(o.Setting))]),
        ["ensembles"] = new JsonArray([.. outcomes.Select(ToJson)]),
    };

    /// <summary>One row for each ensemble, checkpoint and layer.</summary>
    public static string ToCsv(IReadOnlyList<TrainingOutcome> outcomes) => Csv.Table(
        [
            "ensemble", "hiddenLayers", "cw", "radius", "epoch", "overflowed", "layer", "kernelMean", "kernelDeviation", "kernelMedian",
            "chiPerpMean", "chiPerpDeviation", "gradientFactorMean", "gradientFactorDeviation", "vertex", "vertexStandardError",
        ],
        outcomes.SelectMany((o, i) => o.Checkpoints.SelectMany(c => c.Layers.Select(l => (IEnumerable<double?>)
        [
            i + 1, o.Setting.HiddenLayers, o.Setting.Cw, o.Setting.Radius, c.Epoch, c.Overflowed, l.Layer, l.Kernel.Mean, l.Kernel.Deviation,
            l.Kernel.Median, l.ChiPerp?.Mean, l.ChiPerp?.Deviation, l.GradientFactor?.Mean, l.GradientFactor?.Deviation, l.Vertex?.Value, l.Vertex?.StandardError,
        ]))));

    /// <summary>The paper's table: mean (standard deviation) of the kernel per layer and epoch, and the networks left out.</summary>
    public static string KernelTable(TrainingOutcome outcome) =>
        Table(outcome, "Kernel: mean (standard deviation) over networks, with the median", l => $"{Short(l.Kernel.Mean)} ({Short(l.Kernel.Deviation)}) {Short(l.Kernel.Median)}", _ => true);

    /// <summary>χ⊥ and V per hidden layer and epoch.</summary>
    public static string StatisticsTables(TrainingOutcome outcome) =>
        Table(outcome, "χ⊥ = C_W ⟨s′²⟩: mean (standard deviation) over networks", l => $"{Short(l.ChiPerp!.Mean)} ({Short(l.ChiPerp.Deviation)})", l => l.ChiPerp is not null)
        + Environment.NewLine
        + Table(outcome, "Growth of a random gradient's squared length, with trained weights", l => $"{Short(l.GradientFactor!.Mean)} ({Short(l.GradientFactor.Deviation)})", l => l.GradientFactor is not null)
        + Environment.NewLine
        + Table(outcome, "Four-point vertex V ± standard error", l => $"{Short(l.Vertex!.Value)} ± {Short(l.Vertex.StandardError)}", l => l.Vertex is not null);

    /// <summary>Losses and outputs, one row for each ensemble.</summary>
    public static string OutputTable(TrainingWork work, IReadOnlyList<TrainingOutcome> outcomes) =>
        MarkdownTable.Titled<TrainingOutcome>(
            "Losses: medians over networks, 1 = the loss of the best constant. Variation: the standard deviation of the ensemble's mean output over test inputs,"
            + Environment.NewLine + "1 = that of the target, 0 = a constant. S.d. over networks: of the output, averaged over test inputs.",
            outcomes,
            new("ensemble", o => o.Setting.Label),
            new("C_W", o => o.Setting.Cw, 4),
            new("trained", o => $"{o.Trained} of {work.Models}"),
            new("training loss: start", o => o.Losses[0].Median / PolarRegression.TargetVariance),
            new("end", o => o.RelativeTrainingLoss),
            new("test loss", o => o.RelativeTestLoss),
            new("variation of the mean output", o => o.RelativeVariation),
            new("s.d. over networks", o => o.OutputSpread));

    private static string Table(TrainingOutcome outcome, string title, Func<LayerOutcome, string> cell, Func<LayerOutcome, bool> select)
    {
        LayerOutcome[] layers = [.. outcome.Checkpoints[0].Layers.Where(select)];
        string table = MarkdownTable.Write(
            ["layer", .. outcome.Checkpoints.Select(c => c.Epoch == 0 ? "at initialisation" : $"epoch {c.Epoch}")],
            [
                .. layers.Select((l, i) => (IReadOnlyList<string>)[Format.Number(l.Layer), .. outcome.Checkpoints.Select(c => cell(c.Layers[i]))]),
                ["overflowed", .. outcome.Checkpoints.Select(c => Format.Number(c.Overflowed))],
            ]);
        return $"{outcome.Setting.Label}. {title}" + Environment.NewLine + Environment.NewLine + table;
    }

    private static JsonObject ToJson(TrainingOutcome o) => new()
    {
        ["label"] = o.Setting.Label,
        ["activation"] = o.Setting.Activation,
        ["hiddenLayers"] = o.Setting.HiddenLayers,
        ["cw"] = o.Setting.Cw,
        ["radius"] = o.Setting.Radius,
        ["trained"] = o.Trained,
        ["relativeTestLoss"] = Json.Number(o.RelativeTestLoss),
        ["relativeVariation"] = Json.Number(o.RelativeVariation),
        ["outputSpread"] = Json.Number(o.OutputSpread),
        ["losses"] = new JsonArray([.. o.Losses.Select(l => StatisticsJson.Of(l))]),
        ["checkpoints"] = new JsonArray([.. o.Checkpoints.Select(c => new JsonObject
        {
            ["epoch"] = c.Epoch,
            ["overflowed"] = c.Overflowed,
            ["layers"] = new JsonArray([.. c.Layers.Select(l => new JsonObject
            {
                ["layer"] = l.Layer,
                ["kernel"] = StatisticsJson.Of(l.Kernel),
                ["chiPerp"] = l.ChiPerp is null ? null : StatisticsJson.Of(l.ChiPerp),
                ["gradientFactor"] = l.GradientFactor is null ? null : StatisticsJson.Of(l.GradientFactor),
                ["vertex"] = Json.Number(l.Vertex?.Value),
                ["vertexStandardError"] = Json.Number(l.Vertex?.StandardError),
            })]),
        })]),
        ["outputs"] = new JsonArray([.. o.Outputs.Select((y, i) => new JsonObject
        {
            ["target"] = o.Targets[i],
            ["mean"] = Json.Number(y.Mean),
            ["deviation"] = Json.Number(y.Deviation),
        })]),
    };

    private static string Short(double value) => Format.Number(value, 3);
}
