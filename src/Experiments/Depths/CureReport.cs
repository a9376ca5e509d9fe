using Theory.Experiments.Fitting;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Depths;

/// <summary>The table of MRePU about 0 and about its inflection.</summary>
internal static class CureReport
{
    /// <summary>All rows in one table, and what its columns mean.</summary>
    public static string ToText(FittingWork work, IReadOnlyList<DepthsRow> rows) =>
        $"{work.Models} networks of width {FittingWork.Width} in each row, {work.Steps} steps of {Optimizer(work)}, trained at once." + Environment.NewLine + Environment.NewLine
        + $"**{CureCatalogue.Critical}**: C_b = 0, and a first layer such that K(1) = {Format.Number(CureCatalogue.CriticalKernel)}. All others: what `theory recommend` says for this activation, width and depth and inputs" + Environment.NewLine
        + $"with |x|²/n₀ = {Format.Number(FittingCatalogue.InputScale)}, the corners of the cube. **{CureCatalogue.AtInflection}**: the same activation, its biases such that neurons start about w = {CureCatalogue.Inflection}." + Environment.NewLine + Environment.NewLine
        + "**K(L), gradient growth, V/(nK²)**: predicted at infinite width for these inputs: variance of the outputs, |dL/dz|² of the first over that of the last layer, fluctuation. **Loss**:" + Environment.NewLine
        + "median of the final mean squared errors relative to the best constant's, networks that diverged being infinitely bad. **Gradient**: median squared error of the derivative relative" + Environment.NewLine
        + "to the target's mean square, over networks whose output is finite." + Environment.NewLine + Environment.NewLine
        + MarkdownTable.Write(
            ["f", "hidden layers", "networks", "C_W: first", "between", "last", "C_b", "K(L)", "log₁₀ of gradient growth", "V/(nK²)", "loss", "16% to 84%", "gradient", "diverged", "not learned"],
            rows.Select(Cells)) + Environment.NewLine;

    /// <summary>The optimizer and its learning rate, at each depth if it depends on it.</summary>
    public static string Optimizer(FittingWork work)
    {
        (int Hidden, double Rate)[] rates = [.. work.Ensembles.Select(e => (e.HiddenLayers, work.OptimizerOf(e).LearningRate)).Distinct()];
        return rates.Select(r => r.Rate).Distinct().Count() == 1
            ? $"{work.Optimizer.Name} ({Format.Number(rates[0].Rate)})"
            : $"{work.Optimizer.Name} ({string.Join(", ", rates.Select(r => $"{Format.Number(r.Rate)} with {r.Hidden} hidden layers"))})";
    }

    private static IReadOnlyList<string> Cells(DepthsRow r) =>
    [
        r.Outcome.Target.Formula.Replace("|", "&#124;", StringComparison.Ordinal), $"{r.Outcome.Setting.HiddenLayers}", r.Outcome.Setting.Label,
        Short(r.Outcome.Setting.Ends!.FirstCw), Short(r.Outcome.Setting.Cw), Short(r.Outcome.Setting.Ends.LastCw), Short(r.Outcome.Setting.Cb),
        r.Theory.ExplodesIn is int layer ? $"explodes in layer {layer}" : Short(r.Theory.Last ?? double.NaN),
        r.Theory.GradientGrowth is double growth ? Format.Number(Math.Log10(growth), 2) : "-", r.Theory.Fluctuation is double v ? Short(v) : "-",
        Short(r.RelativeLoss), $"{Short(r.Outcome.RelativeLoss(0.16))} to {Short(r.Outcome.RelativeLoss(0.84))}", Short(r.Outcome.GradientError.Median / r.Outcome.TargetGradientSquare),
        $"{r.Outcome.Diverged}", $"{r.Outcome.NotLearned}",
    ];

    private static string Short(double value) => double.IsPositiveInfinity(value) ? "inf" : Format.Number(value, 3);
}
