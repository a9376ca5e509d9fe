using MathNet.Numerics.RootFinding;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>Finds the kernels at which chi_par = chi_perp, by sign changes and tangencies on a fine logarithmic grid.</summary>
internal sealed class RatioScan
{
    /// <summary>The least K that is searched.</summary>
    public const double LeastK = 1e-6;

    /// <summary>The largest K that is searched.</summary>
    public const double LargestK = 1e6;

    private const int PointsPerDecade = 10;

    /// <summary>Intervals in which the condition could vanish are divided so often by 2.</summary>
    private const int Refinements = 2;

    /// <summary>A value that changes by less than this fraction between neighbours does not vanish between them.</summary>
    private const double SlowChange = 0.3;

    /// <summary>An expectation that fails so often diverges at almost every K; failing is slow.</summary>
    private const int MaximumFailures = 10;

    /// <summary>A minimum of |chi_par/chi_perp - 1| below this is a tangency.</summary>
    private const double Tangency = 1e-11;

    private readonly ExpectationEvaluator _evaluator;

    private RatioScan(ExpectationEvaluator evaluator, RatioSample[] samples)
    {
        _evaluator = evaluator;
        Resolved = [.. samples.Where(s => s.IsResolved)];
        Roots = [.. SignChanges().Concat(Tangencies()).Order()];
    }

    /// <summary>The samples whose sign is certain, by rising K.</summary>
    public IReadOnlyList<RatioSample> Resolved { get; }

    /// <summary>The kernels that were found, by rising K.</summary>
    public IReadOnlyList<double> Roots { get; }

    /// <summary>Searches K from 1e-6 to 1e6.</summary>
    public static RatioScan Of(ExpectationEvaluator evaluator)
    {
        int count = (int)Math.Round(Math.Log10(LargestK / LeastK)) * PointsPerDecade;
        List<RatioSample> samples = [];
        int failures = 0;
        for (int i = 0; i <= count && failures < MaximumFailures; i++)
        {
            if (RatioSample.At(evaluator, LeastK * Math.Pow(10, (double)i / PointsPerDecade)) is RatioSample sample)
            {
                samples.Add(sample);
            }
            else
            {
                failures++;
            }
        }

        for (int i = 0; i < Refinements; i++)
        {
            samples = Refine(evaluator, samples);
        }

        return new RatioScan(evaluator, [.. samples]);
    }

    /// <summary>Halves the intervals where the condition is small compared with its change there and on both sides.</summary>
    private static List<RatioSample> Refine(ExpectationEvaluator evaluator, List<RatioSample> samples)
    {
        double[] changes = [0, .. samples.Zip(samples.Skip(1), (a, b) => Math.Abs(a.Excess - b.Excess)), 0];
        List<RatioSample> refined = [];
        for (int i = 0; i < samples.Count; i++)
        {
            refined.Add(samples[i]);
            if (i + 1 < samples.Count
                && SlowChange * Math.Min(Math.Abs(samples[i].Excess), Math.Abs(samples[i + 1].Excess)) < Math.Max(changes[i], Math.Max(changes[i + 1], changes[i + 2]))
                && RatioSample.At(evaluator, Math.Sqrt(samples[i].K * samples[i + 1].K)) is RatioSample middle)
            {
                refined.Add(middle);
            }
        }

        return refined;
    }

    private IEnumerable<double> SignChanges()
    {
        foreach ((RatioSample left, RatioSample right) in Resolved.Zip(Resolved.Skip(1)))
        {
            if (left.Excess > 0 != right.Excess > 0
                && Brent.TryFindRoot(Excess, Math.Log(left.K), Math.Log(right.K), 1e-15, 200, out double root))
            {
                yield return Math.Exp(root);
            }
        }
    }

    private IEnumerable<double> Tangencies()
    {
        for (int i = 1; i < Resolved.Count - 1; i++)
        {
            (RatioSample left, RatioSample middle, RatioSample right) = (Resolved[i - 1], Resolved[i], Resolved[i + 1]);
            double sign = Math.Sign(middle.Excess);
            if (sign * left.Excess > sign * middle.Excess && sign * right.Excess > sign * middle.Excess && sign * left.Excess > 0 && sign * right.Excess > 0)
            {
                (double k, double excess) = Minimise(x => sign * Excess(x), Math.Log(left.K), Math.Log(right.K));
                if (Math.Abs(excess) < Tangency)
                {
                    yield return Math.Exp(k);
                }
            }
        }
    }

    private double Excess(double logK) => RatioSample.At(_evaluator, Math.Exp(logK))?.Excess ?? double.NaN;

    /// <summary>Golden-section search; a minimum is only defined to half the digits, which 60 steps exceed.</summary>
    private static (double X, double Value) Minimise(Func<double, double> f, double a, double b)
    {
        double golden = (Math.Sqrt(5) - 1) / 2;
        (double x, double y) = (b - (golden * (b - a)), a + (golden * (b - a)));
        (double fx, double fy) = (f(x), f(y));
        for (int i = 0; i < 60; i++)
        {
            if (fx < fy)
            {
                (b, y, fy) = (y, x, fx);
                x = b - (golden * (b - a));
                fx = f(x);
            }
            else
            {
                (a, x, fx) = (x, y, fy);
                y = a + (golden * (b - a));
                fy = f(y);
            }
        }

        return fx < fy ? (x, fx) : (y, fy);
    }
}
