using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow;

/// <summary>An initialisation at which the flow of an activation can be followed for some layers, for those who give none.</summary>
/// <param name="K1">K(1).</param>
/// <param name="Cw">C_W; C_b is 0.</param>
/// <param name="Explanation">Why these values.</param>
public sealed record SuggestedInitialisation(double K1, double Cw, string Explanation)
{
    /// <summary>The kernel may change by this fraction in the first layer.</summary>
    private const double LargestFirstChange = 0.1;

    /// <summary>A kernel that grows by less in a layer stays.</summary>
    private const double Growth = 1e-9;

    /// <summary>Kernels that are tried: 1, 0.5, 0.2, 0.1, … 1e-12.</summary>
    private static readonly double[] Scales = [.. Enumerable.Range(0, 37).Select(i => (i % 3) switch { 0 => 1.0, 1 => 0.5, _ => 0.2 } / Math.Pow(10, i / 3))];

    /// <summary>Suggests C_W, and K(1) unless the user chose it.</summary>
    /// <remarks>
    /// Where s(0) = 0 and s is smooth there with slope s1, C_W = 1/s1^2 keeps small kernels, and K(1) is chosen small enough that the
    /// first layer changes it by at most a tenth. Otherwise, or where no K(1) down to 1e-12 is that small, C_W = K(1)/g(K(1)), at K(1) = 1 or the
    /// largest smaller one at which g and &lt;s^4&gt; exist.
    /// </remarks>
    /// <exception cref="UserInputException">The kernel vanishes, as for s = 0, or diverges at K(1).</exception>
    public static SuggestedInitialisation For(ExpectationEvaluator evaluator, double? k1)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        if (SlopeAtZero(evaluator.Function) is double slope)
        {
            double cw = 1 / (slope * slope);
            if ((k1 ?? SmallKernel(evaluator, cw)) is double start)
            {
                return new SuggestedInitialisation(start, cw, "C_W = 1/s'(0)^2 keeps small kernels" + (Grows(evaluator, start, cw)
                    ? $", but K* = 0 is unstable: they grow; see theory advise {evaluator.Activation.Name}"
                    : ""));
            }
        }

        (double k, double g) = ExistingKernel(evaluator, k1);
        return g > 0
            ? new SuggestedInitialisation(k, k / g, string.Create(CultureInfo.InvariantCulture, $"C_W = K/g(K) keeps the kernel K = {k}"))
            : throw new UserInputException($"the activation {evaluator.Activation} is zero, so that its kernel vanishes");
    }

    /// <summary>The largest of <see cref="Scales"/> that the first layer keeps within a tenth; null if there is none.</summary>
    /// <remarks>z exp(z^2/4) has no kernel at K = 1, but a small one at 0.1.</remarks>
    private static double? SmallKernel(ExpectationEvaluator evaluator, double cw)
    {
        double[] small = [.. Scales.Where(k => Math.Abs((cw * evaluator.Evaluate(Quantity.Kernel, k).Value / k) - 1) <= LargestFirstChange).Take(1)];
        return small.Length == 0 ? null : small[0];
    }

    /// <summary>Whether C_W drives a kernel away from 0, beyond what rounding could do.</summary>
    private static bool Grows(ExpectationEvaluator evaluator, double k, double cw) =>
        (cw * evaluator.Evaluate(Quantity.Kernel, k).Value / k) - 1 > Growth;

    /// <summary>g at the kernel that is given, or at the largest of <see cref="Scales"/> at which it exists and, if there is one, its fluctuation too.</summary>
    private static (double K, double G) ExistingKernel(ExpectationEvaluator evaluator, double? k1)
    {
        bool Exists(Quantity quantity, double k) => evaluator.Evaluate(quantity, k).Missing is not { Kind: NoValueKind.Diverges };
        IEnumerable<double> existing = Scales.Where(k => Exists(Quantity.Kernel, k));
        double start = k1 ?? existing.Where(k => Exists(Quantity.FourthMoment, k)).Concat(existing).FirstOrDefault(1);
        return (start, evaluator.Evaluate(Quantity.Kernel, start).OrThrow().Value);
    }

    /// <summary>s'(0) when s(0) = 0 and s is smooth at 0 with a slope; else null.</summary>
    private static double? SlopeAtZero(PiecewiseSmoothFunction s)
    {
        SmoothPiece? piece = s.Pieces.FirstOrDefault(p => p.From < 0 && p.To > 0);
        return piece is not null && piece.S(0) == 0 && piece.S1(0) is not 0 and var slope ? slope : null;
    }
}
