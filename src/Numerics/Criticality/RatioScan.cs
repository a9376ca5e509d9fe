using MathNet.Numerics.RootFinding;
using Theory.Asymptotics;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>Finds the kernels at which chi_par = chi_perp, by sign changes, folds and tangencies on a fine logarithmic grid.</summary>
/// <remarks>
/// Expectations are analytic functions of K for |arg K| &lt; pi/2, so that they vary slowly on the grid in log K wherever the activation varies: the range follows its
/// characteristic distances, and the ratio condition of s(z/a) is searched at a^2 times the kernels of that of s(z).
/// </remarks>
internal sealed class RatioScan
{
    /// <summary>The least K that is searched, in squares of the least distance on which the activation varies.</summary>
    private const double LeastK = 1e-6;

    /// <summary>The largest K that is searched, in squares of the largest distance on which the activation varies.</summary>
    private const double LargestK = 1e6;

    /// <summary>Kernels beyond this and its reciprocal are not searched.</summary>
    private const double FarthestK = 1e100;

    private const int PointsPerDecade = 10;

    /// <summary>Intervals in which the condition could vanish are divided so often by 2.</summary>
    private const int Refinements = 2;

    /// <summary>A value that changes by less than this fraction between neighbours does not vanish between them.</summary>
    private const double SlowChange = 0.3;

    /// <summary>An expectation that fails so often in a direction diverges at almost every K there; failing is slow.</summary>
    private const int MaximumFailures = 10;

    /// <summary>A minimum of |chi_par/chi_perp - 1| below this is a tangency.</summary>
    private const double Tangency = 1e-11;

    private readonly ExpectationEvaluator _evaluator;
    private readonly CancellationToken _cancellation;

    private RatioScan(ExpectationEvaluator evaluator, RatioSample[] samples, double[] failures, CancellationToken cancellation)
    {
        (_evaluator, _cancellation) = (evaluator, cancellation);
        Resolved = [.. samples.Where(s => s.IsResolved)];
        Searched = samples.Length == 0 ? null : new SearchedRange(samples[0].K, samples[^1].K);
        Unknown = [.. failures.Where(k => Searched is { } range && k > range.From && k < range.To).Concat(samples.Where(s => !s.IsResolved).Select(s => s.K)).Order()];
        Roots = [.. SignChanges().Concat(Tangencies()).Order()];
    }

    /// <summary>The samples whose sign is certain, by rising K.</summary>
    public IReadOnlyList<RatioSample> Resolved { get; }

    /// <summary>The kernels that were found, by rising K.</summary>
    public IReadOnlyList<double> Roots { get; }

    /// <summary>From the first to the last kernel at which the condition was evaluated; null where there was none.</summary>
    public SearchedRange? Searched { get; }

    /// <summary>The kernels in that range at which the condition could not be evaluated, or not told from rounding.</summary>
    public IReadOnlyList<double> Unknown { get; }

    /// <summary>Searches as far as the activation has something to show.</summary>
    public static RatioScan Of(ExpectationEvaluator evaluator, CancellationToken cancellation = default)
    {
        CharacteristicScales scales = CharacteristicScales.Of(evaluator.Activation);
        double from = Math.Max(LeastK * scales.Least * scales.Least, 1 / FarthestK);
        double to = Math.Min(LargestK * scales.Largest * scales.Largest, FarthestK);
        int count = (int)Math.Round(Math.Log10(to / from) * PointsPerDecade);
        List<double> failures = [];
        List<RatioSample> Towards(int first, int step)
        {
            List<RatioSample> found = [];
            int failed = 0;
            for (int i = first; i >= 0 && i <= count && failed < MaximumFailures; i += step)
            {
                cancellation.ThrowIfCancellationRequested();
                double k = from * Math.Pow(to / from, (double)i / count);
                if (RatioSample.At(evaluator, k) is RatioSample sample)
                {
                    found.Add(sample);
                }
                else
                {
                    failed++;
                    failures.Add(k);
                }
            }

            return found;
        }

        List<RatioSample> samples = Towards((count / 2) - 1, -1);
        samples.Reverse();
        samples.AddRange(Towards(count / 2, 1));
        for (int i = 0; i < Refinements; i++)
        {
            samples = Refine(evaluator, samples, cancellation);
        }

        return new RatioScan(evaluator, [.. samples], [.. failures], cancellation);
    }

    /// <summary>Halves the intervals where the condition is small compared with its change there and on both sides.</summary>
    private static List<RatioSample> Refine(ExpectationEvaluator evaluator, List<RatioSample> samples, CancellationToken cancellation)
    {
        double[] changes = [0, .. samples.Zip(samples.Skip(1), (a, b) => Math.Abs(a.Excess - b.Excess)), 0];
        List<RatioSample> refined = [];
        for (int i = 0; i < samples.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
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

    private List<double> Tangencies()
    {
        List<double> found = [];
        for (int i = 1; i < Resolved.Count - 1; i++)
        {
            (RatioSample left, RatioSample middle, RatioSample right) = (Resolved[i - 1], Resolved[i], Resolved[i + 1]);
            double sign = Math.Sign(middle.Excess);
            if (sign * left.Excess >= sign * middle.Excess && sign * right.Excess > sign * middle.Excess && sign * left.Excess > 0 && sign * right.Excess > 0)
            {
                (double logK, double excess) = Minimise(x => sign * Excess(x), Math.Log(left.K), Math.Log(right.K));
                if (RatioSample.At(_evaluator, Math.Exp(logK)) is { IsResolved: true } least && sign * least.Excess < 0)
                {
                    // The grid saw one sign on both sides of two zeros.
                    foreach (double end in (ReadOnlySpan<double>)[left.K, right.K])
                    {
                        if (Brent.TryFindRoot(Excess, Math.Min(Math.Log(end), logK), Math.Max(Math.Log(end), logK), 1e-15, 200, out double root))
                        {
                            found.Add(Math.Exp(root));
                        }
                    }
                }
                else if (Math.Abs(excess) < Tangency)
                {
                    found.Add(Math.Exp(logK));
                }
            }
        }

        return found;
    }

    private double Excess(double logK)
    {
        _cancellation.ThrowIfCancellationRequested();
        return RatioSample.At(_evaluator, Math.Exp(logK))?.Excess ?? double.NaN;
    }

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
