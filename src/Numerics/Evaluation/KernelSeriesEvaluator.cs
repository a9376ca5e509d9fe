using Theory.Asymptotics;
using Theory.Expressions;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Evaluation;

/// <summary>Numbers from small-K expansions.</summary>
public static class KernelSeriesEvaluator
{
    /// <summary>What is neglected may be this fraction of the leading term.</summary>
    private const double Tolerance = 1e-2;

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

    /// <summary>The same for another fraction than a hundredth.</summary>
    internal static double UsefulBelow(KernelSeries series, double tolerance)
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
            bound = b * b / (-2 * Math.Log(tolerance));
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
