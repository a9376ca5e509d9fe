using Theory.Asymptotics;
using Theory.Expectations;

namespace Theory.Numerics.Evaluation;

/// <summary>The constant of &lt;s'^2&gt;_K ~ c/sqrt(K) as K -> infinity for activations that saturate.</summary>
public static class Saturation
{
    /// <summary>Where corrections of relative order 1/K are below rounding, and s' is still wide enough to be found.</summary>
    private const double LargeK = 1e12;

    private const double LargestError = 1e-6;

    /// <summary>
    /// c = (2 pi)^(-1/2) times the integral of s'^2: the density of N(0, K) is flat where s' is not 0. Null when s does not saturate, jumps, or the
    /// integral could not be found to six digits.
    /// </summary>
    public static double? ChiPerpConstant(ExpectationEvaluator evaluator)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        if (evaluator.Activation.FirstJump is not null || !LargeKernelExpansion.Of(evaluator.Activation).Saturates)
        {
            return null;
        }

        QuantityValue value = evaluator.Evaluate(Quantity.ChiPerp, LargeK);
        return value.Value > 0 && value.RelativeError < LargestError ? value.Value * Math.Sqrt(LargeK) : null;
    }
}
