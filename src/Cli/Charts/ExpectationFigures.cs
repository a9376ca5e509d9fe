using Theory.Activations;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Cli.Charts;

/// <summary>Figures of expectations against K, and of the activation itself.</summary>
internal static class ExpectationFigures
{
    /// <summary>What <see cref="AgainstKernel"/> draws.</summary>
    public static IReadOnlyList<Quantity> Drawn { get; } = [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp];

    /// <summary>Kernel and susceptibilities against K, both axes logarithmic.</summary>
    public static Figure AgainstKernel(Activation activation, double cw, IReadOnlyList<ExpectationValues> points)
    {
        ExpectationValues[] ordered = [.. points.OrderBy(p => p.K)];
        return new Figure(
            $"Gaussian expectations of {Typography.NameOf(activation)}",
            new FigureAxis("kernel K", AxisScale.Log10),
            new FigureAxis("", AxisScale.Log10),
            [
                Line("C_W g/K", ordered, v => cw * v[Quantity.Kernel].Value / v.K) with { Hue = 0 },
                .. BothSigns("χ∥", ordered, v => EvaluatedValues.Scaled(Quantity.ChiParallel, v[Quantity.ChiParallel], cw), 1),
                .. BothSigns("χ⊥", ordered, v => EvaluatedValues.Scaled(Quantity.ChiPerp, v[Quantity.ChiPerp], cw), 2),
                new ReferenceLine("criticality: 1", 1),
            ])
        {
            Subtitle = $"C_W = {Format.Number(cw)}",
        };
    }

    /// <summary>The activation and its derivative.</summary>
    public static Figure OfActivation(Activation activation, PiecewiseSmoothFunction s)
    {
        double[] breakpoints = [.. s.Breakpoints];
        double reach = breakpoints.Select(Math.Abs).Append(0.5).Max() + 1.5;

        // The pen is lifted at breakpoints, so that jumps are not drawn as slopes.
        double[] z = [.. Enumerable.Range(0, 801).Select(i => reach * (i - 400) / 400).Concat(breakpoints.SelectMany(b => (double[])[b - 1e-9, b, b + 1e-9])).Order()];
        return new Figure(
            Typography.NameOf(activation),
            new FigureAxis("z"),
            new FigureAxis(""),
            [
                new LineSeries("s(z)", z, z.Select(x => breakpoints.Contains(x) ? double.NaN : s.ValueAt(x))),
                new LineSeries("s′(z)", z, z.Select(x => breakpoints.Contains(x) ? double.NaN : s.PieceAt(x).S1(x))) { Dashed = true },
            ])
        {
            Subtitle = $"s(z) = {Typography.Formula(activation.Definition.ToString())}",
        };
    }

    /// <summary>A logarithmic axis has no negative values: where they are negative, their magnitude is dotted.</summary>
    private static IEnumerable<Series> BothSigns(string label, ExpectationValues[] points, Func<ExpectationValues, double> value, int hue)
    {
        yield return Line(label, points, value) with { Hue = hue, Dashed = hue == 1 };
        if (points.Any(p => value(p) < 0))
        {
            yield return Line($"−{label}, where it is negative", points, p => -value(p)) with { Hue = hue, Dotted = true };
        }
    }

    private static LineSeries Line(string label, ExpectationValues[] points, Func<ExpectationValues, double> value) =>
        new(label, points.Select(p => p.K), points.Select(value));
}
