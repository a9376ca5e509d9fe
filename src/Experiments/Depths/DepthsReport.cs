using Theory.Experiments.Fitting;
using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Depths;

/// <summary>The table in which theory meets training.</summary>
internal static class DepthsReport
{
    private static readonly string[] Header =
    [
        "f", "hidden layers", "networks", "C_W", "class", "K(1)", "K(L)", "log₁₀ of gradient growth", "V/(nK²)", "ξ∥",
        "loss: median", "16% to 84%", "s.d. (decades)", "diverged", "not learned", "recommended / this", "pairs", "the recommended one is",
    ];

    /// <summary>One row for each ensemble.</summary>
    public static string ToCsv(IReadOnlyList<DepthsRow> rows) => Csv.Table(
        [
            "ensemble", "hiddenLayers", "cb", "cw", "firstKernel", "lastKernel", "explodesInLayer", "log10GradientGrowth", "relativeFluctuation", "parallelDepth",
            "targetVariance", "networks", "medianLoss", "lowerLoss", "upperLoss", "lossDeviationInDecades", "diverged", "notLearned", "recommendedRatio", "recommendedRatioLower", "recommendedRatioUpper", "pairsWon", "pairsLost",
        ],
        rows.Select((r, i) => (IEnumerable<double?>)
        [
            i + 1, r.Outcome.Setting.HiddenLayers, r.Outcome.Setting.Cb, r.Outcome.Setting.Cw, r.Theory.First, r.Theory.Last, r.Theory.ExplodesIn, LogGrowth(r), r.Theory.Fluctuation,
            r.Theory.CorrelationDepth, r.Outcome.TargetVariance, r.Networks, r.RelativeLoss * r.Outcome.TargetVariance, r.Outcome.RelativeLoss(0.16) * r.Outcome.TargetVariance, r.Outcome.RelativeLoss(0.84) * r.Outcome.TargetVariance,
            r.Outcome.Deviation, r.Outcome.Diverged, r.Outcome.NotLearned, r.AgainstRecommended?.Ratio, r.AgainstRecommended?.Lower, r.AgainstRecommended?.Upper, r.AgainstRecommended?.Wins, r.AgainstRecommended?.Defeats,
        ]));

    /// <summary>All rows in one table, and what its columns mean.</summary>
    public static string ToText(FittingWork work, IReadOnlyList<DepthsRow> rows) =>
        $"{work.Models} networks of width {FittingWork.Width} in each row, {work.Steps} steps of {work.Optimizer.Name} ({Format.Number(work.Optimizer.LearningRate)}), trained at once." + Environment.NewLine + Environment.NewLine
        + "**Beforehand**: the universality class; at infinite width, for inputs at the corners of the cube, |x|²/n₀ = 4, the kernel of the first and the last layer, the" + Environment.NewLine
        + "growth of |dL/dz|² from the last layer to the first, and ξ∥ = -1/ln χ∥ at K(1), negative where deviations of the kernel grow; at this width V/(nK²) of the" + Environment.NewLine
        + "last layer, which the theory needs small." + Environment.NewLine + Environment.NewLine
        + "**What happened**: the final mean squared error relative to the best constant's, over all networks, those that diverged being infinitely bad (inf); the standard" + Environment.NewLine
        + "deviation of its log₁₀ over finite networks; networks that diverged, and those above half the best constant's loss." + Environment.NewLine + Environment.NewLine
        + "**Recommended / this**: the median loss of the same networks with the recommended C_W, divided by this one's; in brackets 99.7% by resampling networks. Pairs: networks that" + Environment.NewLine
        + "start from the same random numbers; how many end better with the recommended C_W, and how many worse. 3 standard errors of a fair coin decide." + Environment.NewLine + Environment.NewLine
        + MarkdownTable.Write(Header, rows.Select(Cells)) + Environment.NewLine
        + "## Is the recommended C_W as good as the paper's?" + Environment.NewLine + Environment.NewLine
        + "Over all targets and depths, by the last column." + Environment.NewLine + Environment.NewLine
        + MarkdownTable.Write(
            ["instead of", "better", "equal", "worse"],
            DepthsRow.Compared.Select(label =>
            {
                MedianRatio[] ratios = [.. rows.Where(r => r.Outcome.Setting.Label == label).Select(r => r.AgainstRecommended!)];
                return (IReadOnlyList<string>)
                    [label, $"{ratios.Count(r => r.IsSmaller == true)}", $"{ratios.Count(r => r.IsSmaller is null)}", $"{ratios.Count(r => r.IsSmaller == false)}"];
            })) + Environment.NewLine;

    /// <summary>The comparison with the recommended initialisation in a word.</summary>
    public static string Word(MedianRatio? ratio) => ratio is null ? "" : ratio.IsSmaller switch { true => "better", false => "worse", null => "equal" };

    private static double? LogGrowth(DepthsRow row) => row.Theory.GradientGrowth is double growth ? Math.Log10(growth) : null;

    private static IReadOnlyList<string> Cells(DepthsRow r) =>
    [
        r.Outcome.Target.Formula.Replace("|", "&#124;", StringComparison.Ordinal), $"{r.Outcome.Setting.HiddenLayers}", r.Outcome.Setting.Label, Format.Number(r.Outcome.Setting.Cw, 4), r.Theory.Class,
        Short(r.Theory.First), r.Theory.ExplodesIn is int layer ? $"explodes in layer {layer}" : Short(r.Theory.Last ?? double.NaN),
        LogGrowth(r) is double growth ? Format.Number(Math.Abs(growth) < 1e-9 ? 0 : growth, 3) : "-", r.Theory.Fluctuation is double v ? Short(v) : "-", Short(r.Theory.CorrelationDepth),
        Short(r.RelativeLoss), $"{Short(r.Outcome.RelativeLoss(0.16))} to {Short(r.Outcome.RelativeLoss(0.84))}", Format.Number(r.Outcome.Deviation, 2), $"{r.Outcome.Diverged}", $"{r.Outcome.NotLearned}",
        r.AgainstRecommended is MedianRatio m ? $"{Short(m.Ratio)} ({Short(m.Lower)} to {Short(m.Upper)})" : "", r.AgainstRecommended is MedianRatio p ? $"{p.Wins}:{p.Defeats}" : "", Word(r.AgainstRecommended),
    ];

    private static string Short(double value) => double.IsPositiveInfinity(value) ? "inf" : Format.Number(value, 2);
}
