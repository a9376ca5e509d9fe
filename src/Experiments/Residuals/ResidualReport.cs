using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Validation.DrawnArchitectures;

namespace Theory.Experiments.Residuals;

/// <summary>Tables of networks with and without skips.</summary>
internal static class ResidualReport
{
    /// <summary>One row for each network.</summary>
    public static string ToCsv(IReadOnlyList<ResidualOutcome> outcomes) => Csv.Table(
        ["ensemble", "learningRate", "firstKernel", "largestKernel", "explodesInLayer", "log10GradientGrowth", "relativeFluctuation", "largestSigma", "network", "trainingLoss", "testLoss", "testError", "divergedAt"],
        outcomes.SelectMany((o, i) => o.Record.Networks.Select((n, k) => (IEnumerable<double?>)
        [
            i + 1, o.Setting.LearningRate, o.Theory.First, o.Theory.Largest, o.Theory.ExplodesIn, o.Theory.LogGradient, o.Theory.Fluctuation, o.LargestSigma,
            k + 1, n.TrainingLosses[^1], n.TestLosses[^1], n.Error, n.DivergedAt,
        ])));

    /// <summary>What was predicted, and what happened.</summary>
    public static string ToText(ResidualWork work, IReadOnlyList<ResidualComparison> all) =>
        $"{(work.Source == ResidualData.Generated ? "Two half circles" : $"Images of {work.Source}")}, |x|²/n₀ = 1 each: {work.Training} to learn, {work.Test} to test. {work.Blocks} blocks of width {work.Width}, {work.Models} networks in each row, "
        + $"{work.Epochs} epochs of {work.Optimizer} in batches of {work.Batch}," + Environment.NewLine
        + $"mean squared error on one-hot targets without their mean; the best constant has {Format.Number(ResidualData.ConstantLoss(work.Source), 3)}." + Environment.NewLine + Environment.NewLine
        + "## What the theory says beforehand" + Environment.NewLine + Environment.NewLine
        + "**K(1), largest K**: variance of neurons behind the first layer, and the largest behind any. **Gradient growth**: |dL/dz|² behind the first layer over that of the outputs. **V/(nK²)**: of the" + Environment.NewLine
        + $"last hidden layer. **σ**: the largest deviation of K of any layer, measured on {work.Drawn} drawn networks of this and of half this width, in standard errors." + Environment.NewLine + Environment.NewLine
        + MarkdownTable.Write(
            ["networks", "start", "activation", "layers", "K(1)", "largest K", "log₁₀ of gradient growth", "V/(nK²)", "σ"],
            all.Select(c => (IReadOnlyList<string>)
            [
                c.Setting.Kind, c.Setting.Start, c.Setting.Activation, $"`{c.Setting.Layers}`", Format.Number(c.Theory.First, 3),
                c.Theory.ExplodesIn is int layer ? $"explodes in layer {layer}" : Format.Number(c.Theory.Largest, 3), Format.Number(c.Theory.LogGradient, 2), Format.Number(c.Theory.Fluctuation, 2),
                Format.Number(c.Rates[0].LargestSigma, 2),
            ])) + Environment.NewLine
        + "## What happened" + Environment.NewLine + Environment.NewLine
        + "**Error**: share of test images that are classified wrongly, over all networks, those that diverged being wrong everywhere. **Not learned**: wrong about more than half of them." + Environment.NewLine
        + "**Losses**: medians over networks that have one, the training loss over the last epoch." + Environment.NewLine + Environment.NewLine
        + MarkdownTable.Of(
            all.SelectMany(c => c.Rates),
            new("networks", o => o.Setting.Kind),
            new("start", o => o.Setting.Start),
            new("activation", o => o.Setting.Activation),
            new("learning rate", o => Format.Number(o.Setting.LearningRate)),
            new("error: median", o => o.Error.Median),
            new("16% to 84%", o => $"{Format.Number(o.Error.Lower, 3)} to {Format.Number(o.Error.Upper, 3)}"),
            new("test loss", o => o.Loss.Median),
            new("training loss", o => o.TrainingLoss.Median),
            new("diverged", o => o.Diverged),
            new("not learned", o => o.NotLearned)) + Environment.NewLine;

    /// <summary>All numbers as JSON.</summary>
    public static JsonObject ToJson(ResidualWork work, IReadOnlyList<ResidualOutcome> outcomes) => new()
    {
        ["data"] = work.Source,
        ["blocks"] = work.Blocks,
        ["width"] = work.Width,
        ["models"] = work.Models,
        ["drawn"] = work.Drawn,
        ["training"] = work.Training,
        ["test"] = work.Test,
        ["epochs"] = work.Epochs,
        ["batch"] = work.Batch,
        ["optimizer"] = work.Optimizer,
        ["ensembles"] = new JsonArray([.. outcomes.Select(ToJson)]),
    };

    private static JsonObject ToJson(ResidualOutcome o) => new()
    {
        ["kind"] = o.Setting.Kind,
        ["start"] = o.Setting.Start,
        ["activation"] = o.Setting.Activation,
        ["layers"] = o.Setting.Layers,
        ["learningRate"] = o.Setting.LearningRate,
        ["parameters"] = o.Record.Parameters,
        ["theory"] = new JsonObject
        {
            ["firstKernel"] = Json.Number(o.Theory.First),
            ["largestKernel"] = Json.Number(o.Theory.Largest),
            ["explodesInLayer"] = o.Theory.ExplodesIn,
            ["log10GradientGrowth"] = Json.Number(o.Theory.LogGradient),
            ["relativeFluctuation"] = Json.Number(o.Theory.Fluctuation),
        },
        ["drawn"] = o.Drawn is null ? null : new JsonArray([.. o.Drawn.Select(ToJson)]),
        ["error"] = StatisticsJson.Of(o.Error, withRange: true),
        ["testLoss"] = StatisticsJson.Of(o.Loss, withRange: true),
        ["trainingLoss"] = StatisticsJson.Of(o.TrainingLoss, withRange: true),
        ["diverged"] = o.Diverged,
        ["notLearned"] = o.NotLearned,
    };

    private static JsonObject ToJson(MeasuredLayer layer)
    {
        MeasuredValue k = layer.Kernels[0];
        return new JsonObject
        {
            ["layer"] = layer.Layer,
            ["text"] = layer.Text,
            ["theory"] = Json.Number(k.Theory),
            ["measured"] = Json.Number(k.Measured),
            ["standardError"] = Json.Number(k.StandardError),
            ["extrapolated"] = Json.Number(k.Extrapolated),
            ["extrapolatedError"] = Json.Number(k.ExtrapolatedError),
            ["sigma"] = Json.Number(k.Sigma),
        };
    }
}
