using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Flow;

/// <summary>
/// The cumulants of the mean of n independent C_W s(z)^2 with z ~ N(0, K) and their derivatives in K, up to what the next order in 1/n needs.
/// </summary>
/// <param name="Mean1">C_W g', the parallel susceptibility.</param>
/// <param name="Mean2">C_W g''.</param>
/// <param name="Mean3">C_W g'''.</param>
/// <param name="Mean4">C_W g''''.</param>
/// <param name="Variance">C_W^2 (m4 - g^2)/n.</param>
/// <param name="Variance1">Its first derivative.</param>
/// <param name="Variance2">Its second derivative.</param>
/// <param name="ThirdCumulant">C_W^3 (m6 - 3 m4 g + 2 g^3)/n^2.</param>
internal readonly record struct LayerCumulants(
    double Mean1, double Mean2, double Mean3, double Mean4, double Variance, double Variance1, double Variance2, double ThirdCumulant)
{
    private static readonly Quantity[] NextOrder =
    [
        Quantity.KernelThirdDerivative, Quantity.KernelFourthDerivative, Quantity.FourthMomentDerivative, Quantity.FourthMomentSecondDerivative, Quantity.SixthMoment,
    ];

    /// <summary>The cumulants at the K of the given values.</summary>
    public static LayerCumulants Of(ExpectationEvaluator evaluator, ExpectationValues values, double cw, double n)
    {
        double k = values.K;
        (double g, double g1, double g2, double m4) = (values[Quantity.Kernel].Value, values[Quantity.ChiParallel].Value,
            values[Quantity.KernelSecondDerivative].Value, values[Quantity.FourthMoment].Value);

        // These feed only the next order: where one of them overflows or diverges earlier than what the leading order needs, that is NaN.
        ExpectationValues next = evaluator.Evaluate(k, quantities: NextOrder);
        (double m41, double m42) = (next[Quantity.FourthMomentDerivative].Value, next[Quantity.FourthMomentSecondDerivative].Value);
        return new LayerCumulants(
            cw * g1,
            cw * g2,
            cw * next[Quantity.KernelThirdDerivative].Value,
            cw * next[Quantity.KernelFourthDerivative].Value,
            cw * cw * (m4 - (g * g)) / n,
            cw * cw * (m41 - (2 * g * g1)) / n,
            cw * cw * (m42 - (2 * g1 * g1) - (2 * g * g2)) / n,
            cw * cw * cw * (next[Quantity.SixthMoment].Value - (3 * m4 * g) + (2 * g * g * g)) / (n * n));
    }
}
