using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Fitting;

/// <summary>Tables of networks that have learned functions.</summary>
internal static class FittingReport
{
    /// <summary>All numbers as JSON.</summary>
    public static JsonObject ToJson(FittingWork work, IReadOnlyList<FittingOutcome> outcomes) => new()
    {
        ["width"] = FittingWork.Width,
        ["models"] = work.Models,
        ["steps"] = work.Steps,
        ["optimizer"] = work.Optimizer.Name,
        ["learningRate"] = work.Optimizer.LearningRate,
        ["ensembles"] = new JsonArray([.. outcomes.Select(o => ToJson(work, o))]),
    };

    /// <summary>One row for each network.</summary>
    public static string ToCsv(IReadOnlyList<FittingOutcome> outcomes) => Csv.Table(
        ["ensemble", "hiddenLayers", "cb", "cw", "network", "loss", "gradientError", "roughness", "divergedAt"],
        outcomes.SelectMany((o, i) => o.Record.Networks.Select((n, k) => (IEnumerable<double?>)
            [i + 1, o.Setting.HiddenLayers, o.Setting.Cb, o.Setting.Cw, k + 1, n.Loss, n.GradientError, n.Roughness, n.DivergedAt])));

    /// <summary>Losses, errors of the gradient and failures, a table for each target; and what the theory said.</summary>
    public static string ToText(FittingWork work, IReadOnlyList<FittingOutcome> outcomes) =>
        string.Concat(outcomes.GroupBy(o => o.Target.Name).Select(g => Table(work, [.. g])))
        + "S.d.: standard deviation over networks; in decades: of log₁₀ of the loss. Gradient: mean squared error of the gradient relative to the target's" + Environment.NewLine
        + "mean square. Roughness: Σ|f′(x+h) - 2f′(x) + f′(x-h)| along a line with h = 0.01, twice the sum of the jumps of f′. Not learned: final loss above" + Environment.NewLine
        + "half that of the best constant. Losses are over networks whose output is finite." + Environment.NewLine + Environment.NewLine
        + "## What the theory said beforehand" + Environment.NewLine + Environment.NewLine
        + "At infinite width, for inputs at the corners of the cube, |x|²/n₀ = 4; gradient growth is that of |dL/dz|² from the last layer to the first; V/(nK²) in the last layer." + Environment.NewLine + Environment.NewLine
        + FittingTheory.Table(outcomes);

    private static string Table(FittingWork work, IReadOnlyList<FittingOutcome> outcomes)
    {
        FittingOutcome first = outcomes[0];
        int dimension = first.Target.Dimension;
        string grid = $"{CubeGrid.TestPointsPerAxis(dimension)}{(dimension == 1 ? "" : dimension == 2 ? "²" : "³")}";
        string title = $"**f = {first.Target.Formula}** on [-2, 2]{(dimension == 1 ? "" : dimension == 2 ? "²" : "³")}: {work.Models} networks, {work.Steps} steps of {work.Optimizer.Name} "
            + $"({Format.Number(work.Optimizer.LearningRate)}), {work.SamplesInStep(first.Setting)} samples a step. Final loss: mean squared error on {grid} points; the best constant has "
            + $"{Format.Number(first.TargetVariance, 3)}. Roughness of the target: {Format.Number(first.TargetRoughness, 3)}.";
        return MarkdownTable.Titled<FittingOutcome>(
            title,
            outcomes,
            new("networks", o => o.Setting.Label),
            new("C_W", o => o.Setting.Cw),
            new("final loss: mean", o => o.Loss.Mean),
            new("s.d.", o => o.Loss.Deviation),
            new("median", o => o.Loss.Median),
            new("16% to 84%", o => $"{Format.Number(o.Loss.Lower, 3)} to {Format.Number(o.Loss.Upper, 3)}"),
            new("s.d. (decades)", o => o.Deviation),
            new("gradient: median", o => o.GradientError.Median / o.TargetGradientSquare),
            new("roughness: median", o => o.Roughness.Median),
            new("diverged", o => o.Diverged),
            new("not learned", o => o.NotLearned)) + Environment.NewLine;
    }

    private static JsonObject ToJson(FittingWork work, FittingOutcome o)
    {
        FittingTheory theory = FittingTheory.Of(o.Setting);
        return new JsonObject
        {
            ["label"] = o.Setting.Label,
            ["target"] = o.Target.Formula,
            ["dimension"] = o.Target.Dimension,
            ["activation"] = o.Setting.Activation,
            ["hiddenLayers"] = o.Setting.HiddenLayers,
            ["cb"] = o.Setting.Cb,
            ["cw"] = o.Setting.Cw,
            ["samplesInStep"] = work.SamplesInStep(o.Setting),
            ["targetVariance"] = o.TargetVariance,
            ["targetGradientSquare"] = o.TargetGradientSquare,
            ["targetRoughness"] = o.TargetRoughness,
            ["loss"] = StatisticsJson.Of(o.Loss, withRange: true),
            ["lossDeviationInDecades"] = Json.Number(o.Deviation),
            ["gradientError"] = StatisticsJson.Of(o.GradientError, withRange: true),
            ["roughness"] = StatisticsJson.Of(o.Roughness, withRange: true),
            ["diverged"] = o.Diverged,
            ["notLearned"] = o.NotLearned,
            ["theory"] = new JsonObject
            {
                ["class"] = theory.Class,
                ["firstKernel"] = theory.First,
                ["lastKernel"] = Json.Number(theory.Last),
                ["gradientGrowth"] = Json.Number(theory.GradientGrowth),
                ["relativeFluctuation"] = Json.Number(theory.Fluctuation),
                ["parallelDepth"] = Json.Number(theory.CorrelationDepth),
                ["explodesInLayer"] = theory.ExplodesIn,
            },
            ["trainingLosses"] = new JsonArray([.. o.Losses.Select(l => StatisticsJson.Of(l, withRange: true))]),
        };
    }
}
