using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Evaluation;

/// <summary>Numbers from small-K expansions.</summary>
public static class KernelSeriesEvaluator
{
    /// <summary>What is neglected may be this fraction of the leading term.</summary>
    private const double Tolerance = 1e-2;

    /// <summary>How far below the estimate the values are looked at, in factors of 2.</summary>
    private const int HalvingsBelow = 8;

    private const int Bisections = 5;

    private const int FixedPointSteps = 20;

    /// <summary>The coefficient of a term in double precision.</summary>
    public static double Coefficient(KernelTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return RunningErrorEvaluator.ValueOf(term.Coefficient);
    }

    /// <summary>The sum of the terms at a kernel.</summary>
    public static double Value(KernelSeries series, double K)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.Terms.Sum(t => Value(t, K));
    }

    /// <summary>A term at a kernel.</summary>
    public static double Value(KernelTerm term, double K)
    {
        ArgumentNullException.ThrowIfNull(term);
        return Coefficient(term) * Math.Pow(K, term.HalfPower / 2.0);
    }

    /// <summary>
    /// The K up to which a truncated expansion is of use: there the first neglected term reaches a hundredth of the leading one, or stops being smaller
    /// than the last one kept, or what lies beyond a kink away from 0 reaches a hundredth, or the series ceases to converge. Infinite for exact sums; NaN when nothing is known of the neglected terms.
    /// </summary>
    public static double UsefulBelow(KernelSeries series) => UsefulBelow(series, Tolerance);

    /// <summary>
    /// The same, checked by values: what lies beyond a kink may be a large multiple of its density there (s^4 of hard swish is K^4 beside z^4), and the terms after
    /// the first neglected one may add up. Up to the K returned the sum differs from the expectation by less than a hundredth of the leading term.
    /// </summary>
    /// <param name="series">The expansion.</param>
    /// <param name="evaluator">Evaluates the activation that was expanded.</param>
    /// <param name="quantity">The quantity that was expanded.</param>
    /// <returns>The K; infinite for exact sums; NaN when nothing is known, also because the values could not be computed.</returns>
    public static double UsefulBelow(KernelSeries series, ExpectationEvaluator evaluator, Quantity quantity)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        double bound = UsefulBelow(series);
        if (!double.IsFinite(bound))
        {
            return bound;
        }

        if (series.Terms.Count == 0)
        {
            // Only what lies beyond a kink, as of the mean of hard tanh: without a leading term there is no hundredth of it.
            return double.NaN;
        }

        bool Holds(double k)
        {
            QuantityValue exact = evaluator.Evaluate(quantity, k);
            return exact.IsDefined
                && Math.Abs(exact.Value - Value(series, k)) + exact.AbsoluteError <= Tolerance * Math.Abs(Value(series.Terms[0], k));
        }

        // Upwards to the first failure: an error that changes its sign vanishes at single K.
        double good = double.NaN;
        for (int i = -4 * HalvingsBelow; i <= 0; i++)
        {
            double k = bound * Math.Pow(2, i / 4.0);
            if (Holds(k))
            {
                good = k;
            }
            else if (double.IsFinite(good))
            {
                break;
            }
        }

        if (!(good < bound))
        {
            return good;
        }

        double bad = good * Math.Pow(2, 0.25);
        for (int i = 0; i < Bisections; i++)
        {
            double middle = Math.Sqrt(good * bad);
            (good, bad) = Holds(middle) ? (middle, bad) : (good, middle);
        }

        return good;
    }

    /// <summary>The same as an estimate, for another fraction than a hundredth.</summary>
    /// <param name="series">The expansion.</param>
    /// <param name="tolerance">The fraction.</param>
    /// <param name="kinkPower">What lies beyond a kink at b is taken to be exp(-b^2/(2K)) times this power of b^2/K, relative to the leading term.</param>
    internal static double UsefulBelow(KernelSeries series, double tolerance, int kinkPower = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series is { BigO: not null, FirstNeglected: null } or { BigO: not null, Terms.Count: 0 })
        {
            return double.NaN;
        }

        double bound = double.PositiveInfinity;
        if (series.Convergence.Kink is Expr kink)
        {
            double b = RunningErrorEvaluator.ValueOf(kink);
            double ratio = -2 * Math.Log(tolerance);
            for (int i = 0; i < FixedPointSteps && kinkPower > 0; i++)
            {
                ratio = (2 * kinkPower * Math.Log(ratio)) - (2 * Math.Log(tolerance));
            }

            bound = b * b / ratio;
        }

        if (series.Convergence.Below is Expr below)
        {
            bound = Math.Min(bound, RunningErrorEvaluator.ValueOf(below));
        }

        return series.FirstNeglected is KernelTerm neglected
            ? Math.Min(bound, Math.Min(Where(neglected, series.Terms[0], tolerance), Where(neglected, series.Terms[^1], 1)))
            : bound;
    }

    /// <summary>The K at which a later term is so large compared with an earlier one.</summary>
    private static double Where(KernelTerm later, KernelTerm earlier, double ratio) =>
        Math.Pow(ratio * Math.Abs(Coefficient(earlier) / Coefficient(later)), 2.0 / (later.HalfPower - earlier.HalfPower));
}
