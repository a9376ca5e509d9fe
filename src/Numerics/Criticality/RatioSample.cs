using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>The critical condition at one K.</summary>
/// <param name="K">The kernel.</param>
/// <param name="Excess">chi_par/chi_perp - 1.</param>
/// <param name="Error">A bound of its error.</param>
internal readonly record struct RatioSample(double K, double Excess, double Error)
{
    private static readonly Quantity[] Needed = [Quantity.ChiParallel, Quantity.ChiPerp];

    /// <summary>True when the sign of the excess is certain.</summary>
    public bool IsResolved => Math.Abs(Excess) > 2 * Error;

    /// <summary>The condition at K; null where an expectation diverges, overflows, or vanishes in double precision.</summary>
    public static RatioSample? At(ExpectationEvaluator evaluator, double k)
    {
        ExpectationValues values = evaluator.Evaluate(k, quantities: Needed);
        (QuantityValue parallel, QuantityValue perpendicular) = (values[Quantity.ChiParallel], values[Quantity.ChiPerp]);
        double ratio = parallel.Value / perpendicular.Value;
        double error = (parallel.AbsoluteError + (Math.Abs(ratio) * perpendicular.AbsoluteError)) / perpendicular.Value;
        return double.IsFinite(ratio) && error < 1e-3 ? new RatioSample(k, ratio - 1, error) : null;
    }
}
