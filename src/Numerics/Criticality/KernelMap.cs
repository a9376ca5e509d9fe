using MathNet.Numerics.RootFinding;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>The map K -> C_b + C_W g(K) of an activation for any C_b and C_W, on a table of g over log K.</summary>
/// <remarks>Fixed points are where the gap F(K) = K - C_W g(K) equals C_b; structure finer than 1 % of K is missed.</remarks>
internal sealed class KernelMap
{
    /// <summary>The distance of grid points in log K.</summary>
    private const double Step = 0.01;

    /// <summary>The steps in log K above the table.</summary>
    private const double Outward = 0.5;

    /// <summary>Kernels below the table are looked at in such steps of log K, as long as they are not too many.</summary>
    private const double StepBelow = 0.1;
    private const int LeastStepsBelow = 8;
    private const int MostStepsBelow = 300;

    /// <summary>No fixed point lies below this fraction of C_W g(0).</summary>
    private const double BelowAll = 0.9;

    /// <summary>Beyond, squares of K overflow.</summary>
    private const double LargestLogK = 340;

    /// <summary>An excess that is within its error is taken for that of a fixed point where the error is no more than this fraction of K.</summary>
    private const double LargestError = 1e-6;

    private readonly double[] _k;
    private readonly double[] _g;

    private KernelMap(ExpectationEvaluator evaluator, KernelTable table)
    {
        Table = table;
        Tail = new KernelTail(evaluator, table);
        int count = (int)Math.Ceiling((table.To - table.From) / Step) + 1;
        LogK = [.. Enumerable.Range(0, count).Select(i => table.From + ((table.To - table.From) * i / (count - 1)))];
        Samples = [.. LogK.Select(table.At)];
        _k = [.. Samples.Select(s => s.K)];
        _g = [.. Samples.Select(s => s.G)];
    }

    /// <summary>The table.</summary>
    public KernelTable Table { get; }

    /// <summary>What lies beyond the table.</summary>
    public KernelTail Tail { get; }

    /// <summary>The kernels of the table.</summary>
    public SearchedRange Searched => new(_k[0], _k[^1]);

    /// <summary>The grid.</summary>
    public double[] LogK { get; }

    /// <summary>The expectations on the grid.</summary>
    public KernelSample[] Samples { get; }

    /// <summary>Tabulates an activation.</summary>
    /// <exception cref="UserInputException">Its kernel exists nowhere.</exception>
    public static KernelMap Of(ExpectationEvaluator evaluator, CancellationToken cancellation = default) =>
        new(evaluator, KernelTable.Of(evaluator, cancellation));

    /// <summary>F on the grid: K - C_W g(K).</summary>
    public void Gaps(double cw, Span<double> gaps)
    {
        for (int i = 0; i < gaps.Length; i++)
        {
            gaps[i] = _k[i] - (cw * _g[i]);
        }
    }

    /// <summary>The largest F: for a larger C_b there is no fixed point.</summary>
    public double LargestGap(double cw)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < _k.Length; i++)
        {
            largest = Math.Max(largest, _k[i] - (cw * _g[i]));
        }

        return largest;
    }

    /// <summary>The fixed point between grid points i - 1 and i, between which F passes C_b.</summary>
    public KernelSample Between(int i, double cw, double cb)
    {
        (double low, double high) = (LogK[i - 1], LogK[i]);
        bool rising = Samples[i - 1].K - (cw * Samples[i - 1].G) < cb;
        double x = 0.5 * (low + high);
        KernelSample sample = Table.At(x);
        for (int n = 0; n < 60; n++)
        {
            double gap = sample.K - (cw * sample.G) - cb;
            if (gap < 0 == rising)
            {
                low = x;
            }
            else
            {
                high = x;
            }

            // dF/dlog K = K - C_W K g'; Newton where it stays inside the bracket, else bisection.
            double next = x - (gap / (sample.K * (1 - (cw * sample.Slope))));
            next = next > low && next < high ? next : 0.5 * (low + high);
            bool done = Math.Abs(next - x) <= 1e-13 * Math.Max(1, Math.Abs(x));
            x = next;
            sample = Table.At(x);
            if (done)
            {
                break;
            }
        }

        return sample;
    }

    /// <summary>The fixed points below the table, where F has risen through C_b before it begins, as that of tanh near C_b = 1e-13; null where the expectations do not tell.</summary>
    /// <param name="cw">C_W.</param>
    /// <param name="cb">C_b.</param>
    /// <param name="atZero">g(0), from which g hardly differs before K is of the size of a fixed point.</param>
    public IReadOnlyList<KernelSample>? Below(double cw, double cb, double atZero)
    {
        double least = LeastBelow(cw, cb, atZero);
        double first = _k[0] - (cw * _g[0]);
        if (!(least > 0 && least < _k[0] && first >= cb))
        {
            return [];
        }

        int steps = Math.Clamp((int)Math.Ceiling(Math.Log(_k[0] / least) / StepBelow), LeastStepsBelow, MostStepsBelow);
        List<KernelSample> found = [];
        double low = least;
        for (int i = 1; i <= steps; i++)
        {
            double high = i == steps ? _k[0] : least * Math.Pow(_k[0] / least, (double)i / steps);
            double excess = i == steps ? first - cb : Excess(high, cw, cb);
            if (double.IsNaN(excess))
            {
                return null;
            }

            if (excess == 0 && i < steps)
            {
                // The sign is not certain so near to a fixed point; the next one will tell.
                continue;
            }

            bool rises = excess >= 0;
            if (rises != (found.Count % 2 == 1))
            {
                if (Bisect(low, high, cw, cb, rises) is not KernelSample crossing)
                {
                    return null;
                }

                found.Add(crossing);
            }

            low = high;
        }

        return found.Count % 2 == 1 ? found : null;
    }

    /// <summary>Below, C_b + C_W g(K) is larger than K.</summary>
    public static double LeastBelow(double cw, double cb, double atZero) => Math.Max(cb, BelowAll * cw * atZero);

    /// <summary>F - C_b at any K; 0 where its sign is not certain, NaN where the expectations are not known.</summary>
    private double Excess(double k, double cw, double cb)
    {
        if (Table.Outcome(k, out KernelSample s, out double uncertainty) is SampleOutcome.Failed or SampleOutcome.Infinite)
        {
            return double.NaN;
        }

        double excess = s.K - (cw * s.G) - cb;
        double error = s.G == 0 ? 0 : uncertainty * cw * s.G;
        return Math.Abs(excess) > error + (1e-15 * k) ? excess : error <= LargestError * k ? 0 : double.NaN;
    }

    private KernelSample? Bisect(double low, double high, double cw, double cb, bool rises)
    {
        while (high - low > 1e-14 * high)
        {
            double middle = low + ((high - low) / 2);
            double excess = Excess(middle, cw, cb);
            if (double.IsNaN(excess))
            {
                return null;
            }

            if (excess == 0)
            {
                // As near as can be told.
                low = high = middle;
            }
            else if (excess >= 0 == rises)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return Table.Outcome(high, out KernelSample sample, out _) is SampleOutcome.Failed or SampleOutcome.Infinite ? null : sample;
    }

    /// <summary>A fixed point near one of the table, to the accuracy of the expectations themselves.</summary>
    /// <remarks>Where chi_par is nearly 1 the gap is lost in rounding near the fixed point: signs within the error would choose an end of that range, not its middle.</remarks>
    public double Polish(double logK, double cw, double cb)
    {
        foreach (double reach in (ReadOnlySpan<double>)[1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, Step])
        {
            (double low, double high) = (Excess(Math.Exp(logK - reach), cw, cb), Excess(Math.Exp(logK + reach), cw, cb));
            if (low * high < 0 && Crossing(logK - reach, logK + reach, cw, cb) is double root)
            {
                return root;
            }
        }

        return Math.Exp(logK);
    }

    /// <summary>The fixed point between two kernels at which the gap lies on different sides of C_b, from the expectations themselves; null where they fail.</summary>
    public double? Crossing(double fromLogK, double toLogK, double cw, double cb)
    {
        double Gap(double x) => Table.TryExact(Math.Exp(x), out KernelSample s, out _) ? s.K - (cw * s.G) - cb : double.NaN;
        (double low, double high) = (Gap(fromLogK), Gap(toLogK));

        // Brent's accuracy is that of the function as well, in absolute terms: unscaled, any gap below 1e-15 would do for a kernel of 1e-10.
        double scale = Math.Max(Math.Abs(low), Math.Abs(high));
        return low < 0 != high < 0 && Brent.TryFindRoot(x => Gap(x) / scale, fromLogK, toLogK, 1e-15, 100, out double root) ? Math.Exp(root) : null;
    }

    /// <summary>The first fixed point above the table, where the gap is known to rise through C_b there; null where the expectations fail before.</summary>
    public double? Beyond(double cw, double cb)
    {
        double below = Table.To;
        for (double above = below + Outward; above < LargestLogK; below = above, above += Outward)
        {
            if (!Table.TryExact(Math.Exp(above), out KernelSample s, out _))
            {
                return null;
            }

            if (s.K - (cw * s.G) >= cb)
            {
                return Crossing(below, above, cw, cb);
            }
        }

        return null;
    }
}
