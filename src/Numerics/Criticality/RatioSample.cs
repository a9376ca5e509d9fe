using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>The critical condition at one K.</summary>
/// <param name="K">The kernel.</param>
/// <param name="Excess">chi_par/chi_perp - 1.</param>
/// <param name="Error">A bound of its error.</param>
internal readonly record struct RatioSample(double K, double Excess, double Error)
{
    /// <summary>Closed forms that are known to this are taken as they are: quadrature beyond their reach takes long, and adds little.</summary>
    private const double SufficientError = 1e-12;

    private static readonly Quantity[] Needed = [Quantity.ChiParallel, Quantity.ChiPerp];

    /// <summary>True when the sign of the excess is certain.</summary>
    public bool IsResolved => Math.Abs(Excess) > 2 * Error;

    /// <summary>The condition at K; null where an expectation diverges, overflows, or vanishes in double precision.</summary>
    public static RatioSample? At(ExpectationEvaluator evaluator, double k)
    {
        bool hasClosedForms = Array.TrueForAll(Needed, q => evaluator.Derivation[q].Formula is not null);
        return hasClosedForms && Of(evaluator.Evaluate(k, EvaluationMethod.ClosedForm, Needed)) is { Error: < SufficientError } sample
            ? sample
            : Of(evaluator.Evaluate(k, quantities: Needed));
    }

    private static RatioSample? Of(ExpectationValues values)
    {
        (QuantityValue parallel, QuantityValue perpendicular) = (values[Quantity.ChiParallel], values[Quantity.ChiPerp]);
        double ratio = parallel.Value / perpendicular.Value;

        // Where a closed form cancels to nothing but rounding, even <s'^2> can come out negative.
        double error = (parallel.AbsoluteError + (Math.Abs(ratio) * perpendicular.AbsoluteError)) / Math.Abs(perpendicular.Value);
        return double.IsFinite(ratio) && error < 1e-3 ? new RatioSample(values.K, ratio - 1, error) : null;
    }
}
