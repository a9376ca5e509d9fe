using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Criticality;

/// <summary>The limits of g and its slope as K -> 0.</summary>
/// <param name="G">g(0), the mean of s(0)^2 over the two sides.</param>
/// <param name="Slope">The limit of g(K)/K where g(0) = 0, which is that of &lt;s'^2&gt; too; infinite for s like sqrt(z), 0 for s like z^2. NaN where g(0) is not 0.</param>
internal readonly record struct KernelAtZero(double G, double Slope)
{
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
        try
        {
            KernelSeries series = SmallKernelExpansion.Of(evaluator.Activation, 2)[Quantity.Kernel]!;
            return series.Coefficient(1) is { IsZero: true } ? RunningErrorEvaluator.ValueOf(Expansion.Expand(series.Coefficient(2))) : double.PositiveInfinity;
        }
        catch (UserInputException)
        {
            // s is no power series at 0: K^d with d = K g'/g.
            double degree = least.K * least.Slope / least.G;
            return Math.Abs(degree - 1) < 1e-3 ? least.Slope : degree > 1 ? 0 : double.PositiveInfinity;
        }
    }
}
