using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Criticality;

/// <summary>The limits of g and its slope as K -> 0.</summary>
/// <param name="G">g(0), the mean of s(0)^2 over the two sides.</param>
/// <param name="Slope">The limit of g(K)/K where g(0) = 0, which is that of &lt;s'^2&gt; too; infinite for s like sqrt(z), 0 for s like z^2. NaN where g(0) is not 0, or the limit is not known.</param>
internal readonly record struct KernelAtZero(double G, double Slope)
{
    private const double Certain = 1e-3;

    /// <summary>The limits of an activation.</summary>
    /// <param name="evaluator">The activation.</param>
    /// <param name="least">The expectations at the least tabulated K, where no expansion is known.</param>
    public static KernelAtZero Of(ExpectationEvaluator evaluator, KernelSample least)
    {
        double left = evaluator.Function.Pieces.First(p => p.To >= 0).S(0);
        double right = Last(evaluator.Function).S(0);
        double g = 0.5 * ((left * left) + (right * right));
        return new KernelAtZero(g, g == 0 ? SlopeOf(evaluator, least) : double.NaN);
    }

    private static SmoothPiece Last(PiecewiseSmoothFunction s) => s.Pieces.Last(p => p.From <= 0);

    private static double SlopeOf(ExpectationEvaluator evaluator, KernelSample least)
    {
        if (SmallKernelExpansion.TryOf(evaluator.Activation, 2, out _)?[Quantity.Kernel] is KernelSeries series)
        {
            return series.Coefficient(1) is { IsZero: true } ? RunningErrorEvaluator.ValueOf(Expansion.Expand(series.Coefficient(2))) : double.PositiveInfinity;
        }

        // s is no power series at 0. Where g is a power of K to the accuracy of its degree K g'/g at the least K, that power decides; else nothing does.
        double degree = least.K * least.Slope / least.G;
        return Math.Abs(degree - 1) < Certain ? least.Slope
            : Math.Abs((2 * degree) - Math.Round(2 * degree)) > Certain ? double.NaN
            : degree > 1 ? 0
            : double.PositiveInfinity;
    }
}
