using System.Collections.Concurrent;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Quadrature;
using Theory.Numerics.Quadrature.FixedNodes;

namespace Theory.Numerics.Kernels;

/// <summary>The kernel of any activation: Hermite series where few enough terms do, else interpolation or quadrature.</summary>
/// <remarks>
/// <para>
/// m inputs need m sets of coefficients, and a pair costs one weighted product of two of them. The truncation error is bounded, and with
/// a few hundred terms it is below 1e-13 unless the inputs are nearly parallel and s has a kink, or s is steep at these variances.
/// </para>
/// <para>
/// Of the pairs that are left, those of the same two variances (inputs of equal norm) share one interpolant in the angle; what is left
/// then is integrated one by one at about a millisecond each.
/// </para>
/// </remarks>
internal sealed class SeriesKernel : ITwoInputKernel, IVarianceSlopes
{
    // So small that the mixture of methods leaves a matrix positive semidefinite but for rounding.
    private const double UsualTolerance = 1e-13;

    // Of an interpolated expectation, with that of the values between which it lies.
    private const double InterpolationError = 1e-14;

    // What is left of g behind the terms of the series must not be rounding.
    private const double SufficientError = 1e-14;

    private const int FirstOrder = 64;
    private const int LargestOrder = 4096;

    // 16 bytes each: a quarter of a gigabyte.
    private const int LargestTable = 16_000_000;

    // Seconds: one pair by quadrature where the series is slow, at large K; and one coefficient of one variance (it grows with the order, as the nodes do).
    private const double QuadratureCost = 2.5e-3;
    private const double CoefficientCost = 3.5e-8;

    // More terms are tried although they seem not to suffice where they cost less than this share of the quadratures.
    private const double WorthTrying = 0.02;

    // An interpolant takes at least this many quadratures.
    private const int WorthInterpolating = 40;
    private const int Chunk = 1024;

    // The logarithmic derivatives change slowly from one variance to the next.
    private const int SlopeSamples = 8;

    private readonly PiecewiseSmoothFunction _function;
    private readonly Func<double, double, Correlation, TwoInputEstimate> _pair;
    private readonly Lazy<double> _secondsPerPair;
    private readonly Lazy<DirectQuadrature>? _direct;
    private readonly double _tolerance;

    /// <summary>Creates the kernel of an activation.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="pair">
    /// Both expectations at K_a, K_b, rho, for the pairs that the series does not reach; <see cref="TwoInputQuadrature"/> by default.
    /// </param>
    /// <param name="secondsPerPair">About how long that takes, which decides how many terms are worth computing.</param>
    /// <param name="tolerance">The truncation error of the series that is allowed.</param>
    /// <param name="activation">The activation again, whose expectations of one variance then come from fixed nodes where they suffice: images have a variance at every position.</param>
    internal SeriesKernel(
        PiecewiseSmoothFunction function,
        Func<double, double, Correlation, TwoInputEstimate>? pair = null,
        Lazy<double>? secondsPerPair = null,
        double tolerance = UsualTolerance,
        Activation? activation = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
        _pair = pair ?? Quadrature(function);
        _secondsPerPair = secondsPerPair ?? new Lazy<double>(QuadratureCost);
        _direct = activation is null ? null : new Lazy<DirectQuadrature>(() => new DirectQuadrature(activation));
        _tolerance = tolerance;
    }

    /// <summary>&lt;s^2&gt; and &lt;s'^2&gt; at a variance above 0, by one quadrature over a line.</summary>
    /// <exception cref="UserInputException">An expectation diverges or overflows.</exception>
    internal (double Value, double Derivative) OfEqualInputs(double k)
    {
        GaussianExpectations at = GaussianQuadrature.Evaluate(_function, k, HasDerivative ? [Quantity.Kernel, Quantity.ChiPerp] : [Quantity.Kernel]).OrThrow();
        return (at[Quantity.Kernel].Value, HasDerivative ? at[Quantity.ChiPerp].Value : 0);
    }

    private static Func<double, double, Correlation, TwoInputEstimate> Quadrature(PiecewiseSmoothFunction function)
    {
        var quadrature = new TwoInputQuadrature(function);
        return (ka, kb, rho) => quadrature.Evaluate(ka, kb, rho).OrThrow();
    }

    /// <inheritdoc/>
    public string Method => "Hermite series and quadrature";

    /// <inheritdoc/>
    public bool HasDerivative => _function.IsContinuous;

    /// <inheritdoc/>
    public double Evaluate(PairBatch pairs, double[] values, double[] derivatives, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(derivatives);
        ArgumentNullException.ThrowIfNull(parallel);
        var clusters = new VarianceClusters(pairs.Variances);
        double[] variances = clusters.Variances;
        Quantity[] needed = HasDerivative ? [Quantity.Kernel, Quantity.ChiPerp] : [Quantity.Kernel];
        GaussianExpectations[] expectations = ExpectationsOf([.. variances.Select(k => k > 0 ? k : 1)], needed, parallel);

        var layer = new PairLayer(pairs, clusters, expectations);
        HermiteTable? table = Table(layer, parallel);
        var rest = new ConcurrentBag<int>();
        int chunks = (pairs.Count + Chunk - 1) / Chunk;
        var longest = new int[chunks];

        // An input with itself has the expectations of one variance. With opposite inputs they come from the same integral as those, so that opposite stays exactly opposite.
        bool anyOpposite = Array.Exists(pairs.Correlations, rho => rho == -1);
        var ownErrors = new double[chunks];
        ParallelLoop.For(chunks, parallel, chunk =>
        {
            int end = Math.Min(pairs.Count, (chunk + 1) * Chunk);
            for (int p = chunk * Chunk; p < end; p++)
            {
                int terms = layer.IsRegular(p) && table is not null ? table.TermsFor(pairs.Correlations[p]) : 0;
                if (terms > 0)
                {
                    longest[chunk] = Math.Max(longest[chunk], terms);
                    (values[p], derivatives[p]) = table!.Sum(layer.ClusterOfFirst(p), layer.ClusterOfSecond(p), pairs.Correlations[p], terms);
                }
                else if (!anyOpposite && pairs.Correlations[p] == 1 && layer.IsRegular(p) && layer.ClusterOfFirst(p) == layer.ClusterOfSecond(p))
                {
                    GaussianExpectations own = expectations[layer.ClusterOfFirst(p)];
                    values[p] = own[Quantity.Kernel].Value;
                    derivatives[p] = HasDerivative ? own[Quantity.ChiPerp].Value : double.NaN;
                    ownErrors[chunk] = Math.Max(ownErrors[chunk], Math.Max(own[Quantity.Kernel].RelativeError, HasDerivative ? own[Quantity.ChiPerp].RelativeError : 0));
                }
                else
                {
                    rest.Add(p);
                }
            }
        });

        // Sorted, so that nothing depends on which thread came first.
        (int[] single, double error) = Interpolate(layer, [.. rest.Order()], values, derivatives, parallel);

        double series = Math.Max(_tolerance + (table?.RoundingOf(longest.Max()) ?? 0), ownErrors.Max());
        return Math.Max(Math.Max(series, error), Integrate(layer, single, values, derivatives, parallel));
    }

    /// <remarks>
    /// K_a d&lt;s s&gt;/dK_a = &lt;z_a s'_a s_b&gt;/2 is at most sqrt(&lt;z^2 s'^2&gt; g)/2, and &lt;z^2 s'^2&gt; = K chi_perp + 4 K^2 h. Where s jumps, and for the
    /// derivatives, the dependence at full correlation stands for that of all. They are taken at a few variances from the smallest to the largest.
    /// </remarks>
    VarianceSlopes IVarianceSlopes.SlopesAt(double[] variances)
    {
        double value = 1;
        double derivative = 1;
        double[] sorted = [.. variances.Where(k => k > 0).Order()];
        int count = Math.Min(sorted.Length, SlopeSamples);
        foreach (double k in Enumerable.Range(0, count).Select(i => sorted[i * (sorted.Length - 1) / Math.Max(1, count - 1)]).Distinct())
        {
            GaussianExpectations at = GaussianQuadrature.Evaluate(_function, k, [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H]);
            double g = at[Quantity.Kernel].Value;
            if (g > 0)
            {
                double own = k * Math.Abs(at[Quantity.ChiParallel].Value) / g;
                double chi = HasDerivative ? at[Quantity.ChiPerp].Value : 0;
                double steep = chi > 0 ? Math.Sqrt(Math.Max(0, k * (chi + (4 * k * at[Quantity.H].Value)) / g)) : 1 + own;
                value = Math.Max(value, Math.Max(own, steep));
                derivative = chi > 0 ? Math.Max(derivative, 1 + (4 * k * Math.Abs(at[Quantity.H].Value) / chi)) : derivative;
            }
        }

        return new VarianceSlopes(value, derivative, false);
    }

    /// <summary>At every variance; where there are thousands of them, as of images, interpolated between some.</summary>
    private GaussianExpectations[] ExpectationsOf(double[] variances, Quantity[] needed, ParallelOptions parallel)
    {
        VarianceInterpolant? interpolant = variances.Length < VarianceInterpolant.WorthMaking ? null : VarianceInterpolant.TryCreate(variances, k =>
        {
            GaussianExpectations exact = GaussianQuadrature.Evaluate(_function, k, needed).OrThrow();
            double[] values = [.. needed.Select(q => exact[q].Value)];
            return (values, values);
        }, parallel);
        GaussianExpectations[] result = new GaussianExpectations[variances.Length];
        ParallelLoop.For(variances.Length, parallel, i => result[i] = interpolant is null
            ? ExpectationsAt(variances[i], needed)
            : new GaussianExpectations(variances[i], needed, [.. interpolant.At(variances[i]).Select(v => new Estimate(v, InterpolationError * Math.Abs(v), Math.Abs(v)))]));
        return result;
    }

    private GaussianExpectations ExpectationsAt(double variance, Quantity[] needed)
    {
        Estimate?[] quick = new Estimate?[needed.Length];
        if (!_function.Outgrows(0))
        {
            _direct?.Value.TryEvaluate(variance, needed, quick);
        }

        return Array.TrueForAll(quick, e => e is { IsDefined: true, RelativeError: <= SufficientError })
            ? new GaussianExpectations(variance, needed, Array.ConvertAll(quick, e => e!.Value))
            : GaussianQuadrature.Evaluate(_function, variance, needed).OrThrow();
    }

    // Raises the order while the pairs that this saves from quadrature would cost more than the coefficients do.
    private HermiteTable? Table(PairLayer layer, ParallelOptions parallel)
    {
        HermiteTable? table = null;
        double[] variances = [.. layer.Clusters.Variances.Select(k => k > 0 ? k : 1)];
        for (int order = FirstOrder; order <= LargestOrder && (long)order * variances.Length <= LargestTable; order *= 4)
        {
            double cost = CoefficientCost * order * Math.Sqrt(order / (double)FirstOrder) * variances.Length;
            int left = layer.Left(table, 1);
            int gain = table is null ? left : layer.Left(table, table.LargestCorrelationOfFourTimes);
            if (left == 0 || (table is not null && Math.Max(gain, left * WorthTrying) * _secondsPerPair.Value <= cost))
            {
                break;
            }

            table = HermiteTable.Compute(_function, variances, layer.Expectations, order, _tolerance, parallel);
        }

        return table;
    }

    // One interpolant for all pairs of the same two variances, where there are enough of them; returns the pairs that are left.
    private (int[] Left, double Error) Interpolate(
        PairLayer layer, int[] pairs, double[] values, double[] derivatives, ParallelOptions parallel)
    {
        List<int> left = [];
        double error = 0;
        foreach (IGrouping<(int, int, bool), int> group in pairs.GroupBy(layer.GroupOf))
        {
            int[] inner = [.. group.Where(p => Math.Abs(layer.Pairs.Correlations[p]) < 1)];
            AngleInterpolant? interpolant = inner.Length > WorthInterpolating && layer.IsRegular(inner[0])
                ? AngleInterpolant.TryCreate(
                    _pair,
                    layer.VarianceOfFirst(inner[0]),
                    layer.VarianceOfSecond(inner[0]),
                    Math.Sign(layer.Pairs.Correlations[inner[0]]),
                    inner.Max(layer.AngleOf),
                    layer.KernelScale(inner[0]),
                    HasDerivative ? layer.DerivativeScale(inner[0]) : 0,
                    parallel)
                : null;
            if (interpolant is null)
            {
                left.AddRange(group);
                continue;
            }

            ParallelLoop.For(inner.Length, parallel, i => (values[inner[i]], derivatives[inner[i]]) = interpolant.At(layer.AngleOf(inner[i])));
            left.AddRange(group.Where(p => Math.Abs(layer.Pairs.Correlations[p]) == 1));
            error = Math.Max(error, interpolant.Error);
        }

        return ([.. left], error);
    }

    private double Integrate(PairLayer layer, int[] pairs, double[] values, double[] derivatives, ParallelOptions parallel)
    {
        var errors = new double[pairs.Length];
        ParallelLoop.For(pairs.Length, parallel, i =>
        {
            int p = pairs[i];
            TwoInputEstimate at = _pair(layer.VarianceOfFirst(p), layer.VarianceOfSecond(p), layer.Pairs.WholeCorrelationOf(p));
            values[p] = at.KernelProduct.Value;
            derivatives[p] = at.DerivativeProduct.Value;
            double kernelScale = layer.KernelScale(p);
            double derivativeScale = HasDerivative ? layer.DerivativeScale(p) : 0;
            errors[i] = Math.Max(
                kernelScale > 0 ? at.KernelProduct.AbsoluteError / kernelScale : 0,
                derivativeScale > 0 ? at.DerivativeProduct.AbsoluteError / derivativeScale : 0);
        });
        return errors.DefaultIfEmpty(0).Max();
    }
}
