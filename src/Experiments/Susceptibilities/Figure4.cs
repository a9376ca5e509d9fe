using System.Text.Json.Nodes;
using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;

namespace Theory.Experiments.Susceptibilities;

/// <summary>chi_par, chi_perp and their ratio for one activation: a curve of the paper's Figure 4.</summary>
/// <remarks>Near K = 0, chi_par = 1 + 2 a1 K + … and chi_perp = 1 + b1 K + … at C_W = 1/s'(0)^2, so that the ratio is 1 + (2 a1 - b1) K + ….</remarks>
public sealed class Figure4
{
    /// <summary>The expansion is compared where its first correction is at most this.</summary>
    private const double LargestCorrection = 0.01;

    /// <summary>Its second correction, as a fraction of the first.</summary>
    private const double NextOrder = 0.1;

    private static readonly Quantity[] Needed = [Quantity.ChiParallel, Quantity.ChiPerp];

    private readonly ExpectationEvaluator _evaluator;
    private readonly double _cw;
    private readonly ExpectationValues[] _points;

    private Figure4(ExpectationEvaluator evaluator, double cw, ExpectationValues[] points)
    {
        (_evaluator, _cw, _points) = (evaluator, cw, points);

        // No expansion at K = 0, as for sqrt(abs(z)), leaves both null.
        SmallKernelExpansion? small = SmallKernelExpansion.TryOf(evaluator.Activation, 2, out _);
        (A1, B1) = (small?.A1, small?.B1);
    }

    /// <summary>The name of the activation.</summary>
    public string Name => _evaluator.Activation.Name;

    /// <summary>a1; null where there is no expansion at K* = 0.</summary>
    public Expr? A1 { get; }

    /// <summary>b1; null where there is no expansion at K* = 0.</summary>
    public Expr? B1 { get; }

    /// <summary>2 a1 - b1, the slope of the ratio at K = 0; null where there is none.</summary>
    public Expr? Slope => A1 is not null && B1 is not null ? Expansion.Expand((2 * A1) - B1) : null;

    /// <summary>The kernels.</summary>
    public IEnumerable<double> K => _points.Select(p => p.K);

    /// <summary>chi_par for each kernel.</summary>
    public IEnumerable<double> Parallel => _points.Select(p => _cw * p[Quantity.ChiParallel].Value);

    /// <summary>chi_perp for each kernel.</summary>
    public IEnumerable<double> Perpendicular => _points.Select(p => _cw * p[Quantity.ChiPerp].Value);

    /// <summary>chi_par/chi_perp for each kernel; it does not depend on C_W.</summary>
    public IEnumerable<double> Ratio => Parallel.Zip(Perpendicular, (a, b) => a / b);

    /// <summary>Evaluates the curves.</summary>
    /// <exception cref="UserInputException">The activation jumps, or an expectation does not exist at a kernel.</exception>
    public static Figure4 Of(ExpectationEvaluator evaluator, double cw, IEnumerable<double> kernels, CancellationToken cancellation)
    {
        if (evaluator.Activation.FirstJump is Expr jump)
        {
            throw new UserInputException($"{evaluator.Activation.Name} jumps at z = {jump}, so that chi_perp diverges at every K; name continuous activations");
        }

        return new Figure4(evaluator, cw, [.. kernels.Order().Select(k =>
        {
            cancellation.ThrowIfCancellationRequested();
            return evaluator.Evaluate(k, quantities: Needed, cancellation: cancellation).OrThrow();
        })]);
    }

    /// <summary>Whether the ratio at the least K departs from 1 as a1 and b1 say; null where they do not exist or the least K is too large for them.</summary>
    public bool? IsConfirmed
    {
        get
        {
            if (Slope is not Expr slope || Math.Abs(RunningErrorEvaluator.ValueOf(slope)) * _points[0].K > LargestCorrection)
            {
                return null;
            }

            double correction = RunningErrorEvaluator.ValueOf(slope) * _points[0].K;
            double rounding = _points[0][Quantity.ChiParallel].RelativeError + _points[0][Quantity.ChiPerp].RelativeError + 1e-15;
            double nextOrder = correction == 0 ? _points[0].K : NextOrder * Math.Abs(correction);
            return Math.Abs(Ratio.First() - 1 - correction) <= nextOrder + rounding;
        }
    }

    /// <summary>What the curves say about the paper's statement that the ratio tends to 1 as K -> 0.</summary>
    public string Statement
    {
        get
        {
            string at = $"at K = {Format.Number(_points[0].K)}";
            if (Slope is not Expr slope)
            {
                return $"{Name}: the ratio is {Format.Number(Ratio.First(), 10)} {at}; a1 and b1, which would say more, need s smooth at 0 with s(0) = 0 and a slope.";
            }

            string verdict = IsConfirmed switch { true => "CONFIRMED", false => "REFUTED", _ => "UNDECIDED, the least K is too large," };
            return $"{verdict} for {Name}: with a1 = {A1} and b1 = {B1} the ratio must be 1 + (2 a1 - b1) K = 1 + {slope} K near K = 0; {at} it is 1 + {Format.Number((Ratio.First() - 1) / _points[0].K, 6)} K.";
        }
    }

    /// <summary>The JSON object of one activation.</summary>
    public JsonObject ToJson() => new()
    {
        ["activation"] = Name,
        ["a1"] = Json.Number(A1),
        ["b1"] = Json.Number(B1),
        ["ratioSlope"] = Json.Number(Slope),
        ["confirmed"] = IsConfirmed,
        ["statement"] = Statement,
        ["points"] = new JsonArray([.. Rows().Select(r =>
            new JsonObject { [nameof(K)] = r[0], ["chiParallel"] = Json.Number(r[1]), ["chiPerp"] = Json.Number(r[2]), ["ratio"] = Json.Number(r[3]) })]),
    };

    /// <summary>K, chi_par, chi_perp and the ratio.</summary>
    public IEnumerable<double[]> Rows() => K.Zip(Parallel, Perpendicular).Zip(Ratio, (r, q) => (double[])[r.First, r.Second, r.Third, q]);

    /// <summary>chi_par and chi_perp of several activations.</summary>
    public static Figure Susceptibilities(IReadOnlyList<Figure4> curves, double cw) => new(
        "Susceptibilities against the kernel",
        new FigureAxis("kernel K", AxisScale.Log10),
        new FigureAxis("χ∥, χ⊥", AxisScale.Log10),
        [
            .. curves.SelectMany((c, i) => (Series[])
            [
                new LineSeries($"χ∥, {Typography.NameOf(c.Name)}", c.K, c.Parallel) { Hue = i },
                new LineSeries($"χ⊥, {Typography.NameOf(c.Name)}", c.K, c.Perpendicular) { Hue = i, Dashed = true },
            ]),
            new ReferenceLine("criticality: 1", 1),
        ])
    {
        Subtitle = $"C_W = {Format.Number(cw)}",
    };

    /// <summary>The ratio of several activations, with its expansion at K = 0.</summary>
    public static Figure Ratios(IReadOnlyList<Figure4> curves) => new(
        "Ratio of the susceptibilities",
        new FigureAxis("kernel K", AxisScale.Log10),
        new FigureAxis("χ∥/χ⊥"),
        [
            .. curves.SelectMany((c, i) => (Series[])
            [
                new LineSeries(Typography.NameOf(c.Name), c.K, c.Ratio) { Hue = i },
                .. c.Slope is Expr slope
                    ? [new LineSeries($"1 + {Typography.Formula(slope.ToString())} K", c.K, SmallKernel(c, RunningErrorEvaluator.ValueOf(slope))) { Hue = i, Dashed = true }]
                    : (Series[])[],
            ]),
            new ReferenceLine("1", 1),
        ])
    {
        Subtitle = "it does not depend on C_W; dashed: 1 + (2a₁ − b₁)K",
    };

    /// <summary>The expansion where it still lies between the values of the curve.</summary>
    private static IEnumerable<double> SmallKernel(Figure4 curve, double slope)
    {
        (double least, double largest) = (curve.Ratio.Min(), curve.Ratio.Max());
        return curve.K.Select(k => 1 + (slope * k) is var y && y >= least - 0.02 && y <= largest + 0.02 ? y : double.NaN);
    }
}
