using System.Runtime.Intrinsics;
using Theory.Expectations;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>The Hermite series of an activation at several variances, truncated, with the bound on what the truncation loses.</summary>
/// <remarks>
/// By Cauchy-Schwarz the terms of &lt;s s&gt; beyond order N are at most |rho|^(N+1) sqrt(tail_a tail_b), tail = g(K) - sum_(n&lt;=N) h_n^2, and
/// likewise those of &lt;s' s'&gt;, whose coefficients are sqrt(n+1) h_(n+1)/sqrt(K), with chi_perp in place of g.
/// </remarks>
internal sealed class HermiteTable
{
    /// <summary>Orders are multiples of this.</summary>
    public const int Step = 16;

    // What remains of g after the subtraction of squares is known to a few rounding errors of g.
    private const double Rounding = 4e-15;
    private const double Epsilon = 2.220446049250313e-16;

    private readonly double[][] _values;
    private readonly double[][] _derivatives;
    private readonly double[] _largestCorrelation;
    private readonly double _remainder;
    private readonly double _decay;
    private readonly double[] _rounding;

    private HermiteTable(double[][] values, double[][] derivatives, double[] largestCorrelation, double remainder, double decay, double[] rounding) =>
        (_values, _derivatives, _largestCorrelation, _remainder, _decay, _rounding) = (values, derivatives, largestCorrelation, remainder, decay, rounding);

    /// <summary>Computes the series.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="variances">The variances, positive.</param>
    /// <param name="expectations">The kernel and, unless s jumps, chi_perp at each of them.</param>
    /// <param name="order">The number of terms, a multiple of <see cref="Step"/>.</param>
    /// <param name="tolerance">The truncation error that is allowed, relative to sqrt(g g) and sqrt(chi_perp chi_perp).</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static HermiteTable Compute(
        PiecewiseSmoothFunction function,
        double[] variances,
        GaussianExpectations[] expectations,
        int order,
        double tolerance,
        ParallelOptions parallel)
    {
        var values = new double[variances.Length][];
        var derivatives = new double[variances.Length][];
        VarianceInterpolant? interpolant = variances.Length < VarianceInterpolant.WorthMaking ? null
            : VarianceInterpolant.TryCreate(variances, k => Exact(function, k, order), parallel);
        ParallelLoop.For(variances.Length, parallel, i =>
        {
            // One more, for the last coefficient of s'.
            double[] h = interpolant?.At(variances[i]) ?? HermiteCoefficients.Compute(function, variances[i], Math.Sqrt(expectations[i][Quantity.Kernel].Value), order);
            double inverse = 1 / Math.Sqrt(variances[i]);
            values[i] = h[..order];
            derivatives[i] = [.. Enumerable.Range(1, order).Select(n => Math.Sqrt(n) * h[n] * inverse)];
        });

        var largest = new double[order / Step];
        double[] valueTail = Tails(values, i => expectations[i][Quantity.Kernel].Value);
        double[] derivativeTail = function.IsContinuous ? Tails(derivatives, i => expectations[i][Quantity.ChiPerp].Value) : valueTail;
        for (int j = 0; j < largest.Length; j++)
        {
            largest[j] = LargestCorrelation(Math.Max(valueTail[j], derivativeTail[j]) / tolerance, (j + 1) * Step);
        }

        // Tails of kinks are powers of the order, those of smooth functions about exp(-c sqrt(order)), whose exponent doubles once more.
        double Remainder(int j) => Math.Max(valueTail[j], derivativeTail[j]);
        int quarter = (largest.Length / 4) - 1;
        double decay = quarter < 0 ? 1 : Math.Min(1, Remainder(largest.Length - 1) / Remainder(quarter));
        return new HermiteTable(values, derivatives, largest, Remainder(largest.Length - 1) / tolerance, function.Breakpoints.Any() ? decay : decay * decay,
            Powers([.. values, .. function.IsContinuous ? derivatives : []]));
    }

    private static (double[] Values, double[] Scales) Exact(PiecewiseSmoothFunction function, double k, int order)
    {
        double scale = Math.Sqrt(GaussianQuadrature.Evaluate(function, k, [Quantity.Kernel]).OrThrow()[Quantity.Kernel].Value);
        return (HermiteCoefficients.Compute(function, k, scale, order), [.. Enumerable.Repeat(scale, order + 1)]);
    }

    /// <summary>The largest correlation that four times as many terms would reach, if what remains fell on as it fell over the last three quarters of these.</summary>
    public double LargestCorrelationOfFourTimes => LargestCorrelation(_remainder * _decay, 4 * Step * _largestCorrelation.Length);

    /// <summary>What rounding does to a sum of so many terms, relative to sqrt(g g) and sqrt(chi_perp chi_perp): rho^n is known to n rounding errors, and a term is h_n^2 at most.</summary>
    public double RoundingOf(int terms) => terms == 0 ? 0 : Epsilon * ((2 * _rounding[(terms / Step) - 1]) + (terms / (double)Step));

    /// <summary>The number of terms that a correlation needs; 0 if there are not enough.</summary>
    public int TermsFor(double rho)
    {
        double r = Math.Abs(rho);
        for (int j = 0; j < _largestCorrelation.Length; j++)
        {
            if (r <= _largestCorrelation[j])
            {
                return (j + 1) * Step;
            }
        }

        return 0;
    }

    /// <summary>Sums the series of two inputs.</summary>
    public (double Value, double Derivative) Sum(int a, int b, double rho, int terms)
    {
        double square = rho * rho;
        double fourth = square * square;
        var p0 = Vector256.Create(1, rho, square, square * rho);
        Vector256<double> p1 = p0 * fourth;
        Vector256<double> p2 = p1 * fourth;
        Vector256<double> p3 = p2 * fourth;
        double step = fourth * fourth * fourth * fourth;
        Vector256<double> v0 = default, v1 = default, v2 = default, v3 = default;
        Vector256<double> d0 = default, d1 = default, d2 = default, d3 = default;
        ReadOnlySpan<double> va = _values[a].AsSpan(0, terms), vb = _values[b].AsSpan(0, terms);
        ReadOnlySpan<double> da = _derivatives[a].AsSpan(0, terms), db = _derivatives[b].AsSpan(0, terms);
        for (int n = 0; n < terms; n += Step)
        {
            v0 = Vector256.FusedMultiplyAdd(Load(va, n) * Load(vb, n), p0, v0);
            v1 = Vector256.FusedMultiplyAdd(Load(va, n + 4) * Load(vb, n + 4), p1, v1);
            v2 = Vector256.FusedMultiplyAdd(Load(va, n + 8) * Load(vb, n + 8), p2, v2);
            v3 = Vector256.FusedMultiplyAdd(Load(va, n + 12) * Load(vb, n + 12), p3, v3);
            d0 = Vector256.FusedMultiplyAdd(Load(da, n) * Load(db, n), p0, d0);
            d1 = Vector256.FusedMultiplyAdd(Load(da, n + 4) * Load(db, n + 4), p1, d1);
            d2 = Vector256.FusedMultiplyAdd(Load(da, n + 8) * Load(db, n + 8), p2, d2);
            d3 = Vector256.FusedMultiplyAdd(Load(da, n + 12) * Load(db, n + 12), p3, d3);
            p0 *= step;
            p1 *= step;
            p2 *= step;
            p3 *= step;
        }

        return (Vector256.Sum(v0 + v1 + (v2 + v3)), Vector256.Sum(d0 + d1 + (d2 + d3)));
    }

    // |rho|^n remainder <= 1
    private static double LargestCorrelation(double remainder, int terms) => remainder <= 1 ? 1 : Math.Pow(remainder, -1.0 / terms);

    // The largest of all tails at every multiple of the step, relative to the whole; not a number, and so of no use, where the whole is not.
    private static double[] Tails(double[][] coefficients, Func<int, double> whole)
    {
        var tails = new double[coefficients[0].Length / Step];
        for (int i = 0; i < coefficients.Length; i++)
        {
            double total = whole(i);
            double rest = total;
            for (int n = 0; n < coefficients[i].Length && total != 0; n++)
            {
                rest -= coefficients[i][n] * coefficients[i][n];
                if ((n + 1) % Step == 0)
                {
                    tails[n / Step] = Math.Max(tails[n / Step], Math.Abs(rest / total) + Rounding);
                }
            }
        }

        return tails;
    }

    // The largest mean of n, weighted by the squares of the coefficients, at every multiple of the step.
    private static double[] Powers(double[][] coefficients)
    {
        double[] largest = new double[coefficients[0].Length / Step];
        foreach (double[] row in coefficients)
        {
            (double sum, double weighted) = (0, 0);
            for (int n = 0; n < row.Length; n++)
            {
                sum += row[n] * row[n];
                weighted += n * row[n] * row[n];
                if ((n + 1) % Step == 0 && sum > 0)
                {
                    largest[n / Step] = Math.Max(largest[n / Step], weighted / sum);
                }
            }
        }

        return largest;
    }

    private static Vector256<double> Load(ReadOnlySpan<double> row, int i) => Vector256.Create(row.Slice(i, Vector256<double>.Count));
}
