using Theory.Experiments.Figures;
using Theory.Numerics.Compilation;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Charts;

/// <summary>Figures of several activations side by side.</summary>
internal static class ComparisonFigures
{
    /// <summary>More curves than this cannot be told apart.</summary>
    private const int MostCurves = 8;

    /// <summary>The correlation of unrelated inputs through the layers, a curve each; the first ones where there are many.</summary>
    public static Figure Correlations(IReadOnlyList<ComparedActivation> rows, RecommendationOptions options) => new(
        "Correlation of unrelated inputs",
        FigureAxis.Layer,
        new FigureAxis("ρ"),
        rows.Where(r => r.Recommendation is not null).Take(MostCurves).Select((r, i) => new LineSeries(
            Typography.NameOf(r.Name),
            r.Recommendation!.Layers.Select(l => (double)l.Layer),
            r.Recommendation.Layers.Select(l => l.Correlation))
        { Hue = i }).Append<Series>(new ReferenceLine("bound", options.LargestCorrelation)))
    {
        Subtitle = $"as advised: {options.Depth} weight layers, width {options.Width}",
    };

    /// <summary>What the members of a family have, over its parameter.</summary>
    public static Figure Family(IReadOnlyList<ComparedActivation> rows, string family, string parameter)
    {
        double[] x = [.. rows.Select(r => r.Parameter!.Value)];
        return new Figure(
            $"The family {Typography.NameOf(family)}",
            new FigureAxis(parameter),
            new FigureAxis(""),
            [
                new LineSeries("a₁", x, rows.Select(r => Value(r.Classification?.A1))),
                new LineSeries("b₁", x, rows.Select(r => Value(r.Classification?.B1))) { Hue = 1 },
                new LineSeries("C_W as advised", x, rows.Select(r => r.Recommendation?.Cw ?? double.NaN)) { Hue = 2 },
                new LineSeries("C_b as advised", x, rows.Select(r => r.Recommendation?.Cb ?? double.NaN)) { Hue = 3 },
            ]);
    }

    private static double Value(Expressions.Expr? constant) => constant is null ? double.NaN : RunningErrorEvaluator.ValueOf(constant);
}
