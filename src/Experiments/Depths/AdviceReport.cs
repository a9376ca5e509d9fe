using Theory.Experiments.Fitting;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Depths;

/// <summary>The tables of networks initialised as advised and otherwise.</summary>
internal static class AdviceReport
{
    /// <summary>One row for each ensemble.</summary>
    public static string ToCsv(IReadOnlyList<AdviceRow> rows) => Csv.Table(
        ["ensemble", "hiddenLayers", "firstCb", "firstCw", "cb", "cw", "lastCb", "lastCw", "lastKernel", "log10GradientGrowth", "relativeFluctuation", "networks", "relativeLoss", "diverged", "notLearned", "ratio", "ratioLower", "ratioUpper", "pairsWon", "pairsLost"],
        rows.Select((r, i) => (IEnumerable<double?>)
        [
            i + 1, r.Outcome.Setting.HiddenLayers, r.Outcome.Setting.Ends!.FirstCb, r.Outcome.Setting.Ends.FirstCw, r.Outcome.Setting.Cb, r.Outcome.Setting.Cw, r.Outcome.Setting.Ends.LastCb, r.Outcome.Setting.Ends.LastCw,
            r.Theory.Last, LogGrowth(r), r.Theory.Fluctuation, r.Outcome.Record.Networks.Count, r.RelativeLoss, r.Outcome.Diverged, r.Outcome.NotLearned,
            r.Against?.Ratio, r.Against?.Lower, r.Against?.Upper, r.Against?.Wins, r.Against?.Defeats,
        ]));

    /// <summary>All rows in one table, and what its columns mean.</summary>
    public static string ToText(FittingWork work, IReadOnlyList<AdviceRow> rows) =>
        $"{work.Models} networks of width {FittingWork.Width} in each row, {work.Steps} steps of {work.Optimizer.Name} ({Format.Number(work.Optimizer.LearningRate)}), trained at once." + Environment.NewLine + Environment.NewLine
        + $"**advised**: what `theory recommend` says for this activation, width and depth and inputs with |x|²/n₀ = {Format.Number(AdviceCatalogue.InputScale, 3)}, the mean over the cube; it knows nothing of the target." + Environment.NewLine
        + "**by hand**: the paper's C_W = 1 for ReLU and GELU, its numbers for MRePU taken for standard deviations; tanh at C_W = 1. **PyTorch's default**: variance 1/(3 fan-in) of weights and" + Environment.NewLine
        + "biases. **Keras' default**: variance 2/(fan-in + fan-out) of weights, no biases. Weights are normal in all." + Environment.NewLine + Environment.NewLine
        + "**K(L), gradient growth, V/(nK²)**: predicted for inputs of the mean scale: variance of the outputs, |dL/dz|² of the first over that of the last layer, fluctuation. **Loss**: median of the" + Environment.NewLine
        + "final mean squared errors relative to the best constant's. **Advised / this**: ratio of the medians, in brackets 99.7% by resampling networks. Pairs start from the same random" + Environment.NewLine
        + "numbers; 3 standard errors of a fair coin decide." + Environment.NewLine + Environment.NewLine
        + MarkdownTable.Write(
            ["f", "activation", "hidden layers", "start", "C_W: first", "between", "last", "C_b", "K(L)", "log₁₀ of gradient growth", "V/(nK²)", "loss", "diverged", "not learned", "advised / this", "pairs", "the advised one is"],
            rows.Select(Cells)) + Environment.NewLine;

    private static double? LogGrowth(AdviceRow r) => r.Theory.GradientGrowth is double growth ? Math.Log10(growth) : null;

    private static IReadOnlyList<string> Cells(AdviceRow r) =>
    [
        r.Outcome.Target.Formula.Replace("|", "&#124;", StringComparison.Ordinal), r.Outcome.Setting.Activation, $"{r.Outcome.Setting.HiddenLayers}", r.Outcome.Setting.Label,
        Short(r.Outcome.Setting.Ends!.FirstCw), Short(r.Outcome.Setting.Cw), Short(r.Outcome.Setting.Ends.LastCw), Short(r.Outcome.Setting.Cb),
        r.Theory.ExplodesIn is int layer ? $"explodes in layer {layer}" : Short(r.Theory.Last ?? double.NaN), LogGrowth(r) is double g ? Format.Number(g, 2) : "-",
        r.Theory.Fluctuation is double v ? Format.Number(v, 2) : "-", Short(r.RelativeLoss), $"{r.Outcome.Diverged}", $"{r.Outcome.NotLearned}",
        r.Against is { } m ? $"{Short(m.Ratio)} ({Short(m.Lower)} to {Short(m.Upper)})" : "", r.Against is { } p ? $"{p.Wins}:{p.Defeats}" : "", DepthsReport.Word(r.Against),
    ];

    private static string Short(double value) => double.IsPositiveInfinity(value) ? "inf" : Format.Number(value, 3);
}
