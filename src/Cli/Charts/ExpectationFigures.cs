using Theory.Activations;
using Theory.Cli.Commands;
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
            $"Gaussian expectations of {activation.Name}",
            new FigureAxis("kernel K", AxisScale.Log10),
            new FigureAxis("", AxisScale.Log10),
            [
                Line("C_W g/K", ordered, v => cw * v[Quantity.Kernel].Value / v.K),
                Line("χ∥", ordered, v => EvaluateCommand.Scaled(Quantity.ChiParallel, v[Quantity.ChiParallel], cw)),
                Line("χ⊥", ordered, v => EvaluateCommand.Scaled(Quantity.ChiPerp, v[Quantity.ChiPerp], cw)),
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
            activation.Name,
            new FigureAxis("z"),
            new FigureAxis(""),
            [
                new LineSeries("σ(z)", z, z.Select(x => breakpoints.Contains(x) ? double.NaN : s.ValueAt(x))),
                new LineSeries("σ′(z)", z, z.Select(x => breakpoints.Contains(x) ? double.NaN : s.PieceAt(x).S1(x))) { Dashed = true },
            ])
        {
            Subtitle = $"σ(z) = {activation.Definition}",
        };
    }

    private static LineSeries Line(string label, ExpectationValues[] points, Func<ExpectationValues, double> value) =>
        new(label, points.Select(p => p.K), points.Select(value));
}
