using Theory.Networks;
using Theory.Numerics.Compilation;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>The exact law of the stochastic metric, for one input, at any width: no sampling, no expansion in 1/n.</summary>
/// <remarks>
/// Given Ghat(l) = q the next metric is C_b + (C_W/n) sum_j s(sqrt(q) xi_j)^2 with n independent standard normal xi_j. A function of Ghat(l+1), averaged given
/// q, is a function of ln q whose Fourier transform falls as |Gamma(n/2 + iw)|, whatever the activation, since q enters as the scale of n normal numbers
/// only. So a grid in ln q holds all there is to know, and a step of the chain is a matrix on it.
/// </remarks>
public static class MetricLaw
{
    /// <summary>The probabilities of quantiles, unless others are asked for.</summary>
    public static IReadOnlyList<double> DefaultProbabilities { get; } = [0.001, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.999];

    /// <summary>The laws of all layers.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="signal">One input.</param>
    /// <param name="probabilities">The probabilities of quantiles; <see cref="DefaultProbabilities"/> unless given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The network cannot have such a first layer, is infinitely wide, or its activation has a free parameter.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<LawLayer> Compute(Network network, Signal signal, IReadOnlyList<double>? probabilities = null, CancellationToken cancellation = default) =>
        Compute(network, signal, probabilities, long.MaxValue, LawAccuracy.Fine, LawAccuracy.Comparison, cancellation);

    /// <summary>The same with fewer digits, four to eight as errors say, in about half of the time.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="signal">One input.</param>
    /// <param name="probabilities">The probabilities of quantiles; <see cref="DefaultProbabilities"/> unless given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The network cannot have such a first layer, is infinitely wide, or its activation has a free parameter.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<LawLayer> ComputeQuickly(Network network, Signal signal, IReadOnlyList<double>? probabilities = null, CancellationToken cancellation = default) =>
        Compute(network, signal, probabilities, long.MaxValue, LawAccuracy.Quick, LawAccuracy.QuickComparison, cancellation);

    /// <summary>The same, of as many layers as an effort suffices for; then it says so as its end.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="signal">One input.</param>
    /// <param name="probabilities">The probabilities of quantiles; <see cref="DefaultProbabilities"/> unless given.</param>
    /// <param name="effort">The number of frequencies of laws given one metric; a million takes some seconds.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The network cannot have such a first layer, is infinitely wide, or its activation has a free parameter.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<LawLayer> ComputeQuickly(Network network, Signal signal, IReadOnlyList<double>? probabilities, long effort, CancellationToken cancellation) =>
        Compute(network, signal, probabilities, effort, LawAccuracy.Quick, LawAccuracy.QuickComparison, cancellation);

    private static FlowOutcome<LawLayer> Compute(
        Network network, Signal signal, IReadOnlyList<double>? probabilities, long effort, LawAccuracy accuracy, LawAccuracy otherAccuracy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentOutOfRangeException.ThrowIfNotEqual(signal.Count, 1, nameof(signal));
        probabilities ??= DefaultProbabilities;
        network.RequireNormal("the exact law");
        double k1 = signal.FirstKernel(network)[0];
        if (!(k1 > 0))
        {
            throw new UserInputException("K(1) is 0, as for an input of zeros without biases; a law needs a positive K(1)");
        }

        Dictionary<Activations.Activation, PiecewiseSmoothFunction> compiled = network.Activations.Distinct().ToDictionary(a => a, ActivationCompiler.Compile);
        PiecewiseSmoothFunction[] activations = [.. network.Activations.Select(a => compiled[a])];
        RowBudget budget = new(effort);
        LawValue none = new(0, 0);
        List<LawLayer> layers =
        [
            new LawLayer(1, k1) { Mean = new(k1, 0), Variance = none, ThirdCumulant = none, FourthCumulant = none, Quantiles = [.. probabilities.Select(p => (p, new LawValue(k1, 0)))] },
        ];
        using IEnumerator<ChainLayer> fine = new MetricChain(network, activations, accuracy, budget, cancellation).Run(k1).GetEnumerator();
        using IEnumerator<ChainLayer> comparison = new MetricChain(network, activations, otherAccuracy, budget, cancellation).Run(k1).GetEnumerator();
        try
        {
            while (MoveBoth(fine, comparison))
            {
                ChainLayer current = fine.Current;
                layers.Add(Join(current, comparison.Current, probabilities, network.WidthOf(current.Layer - 1), effort < long.MaxValue, order => TailGrowth.Decides(network, activations, current.Layer, order, accuracy.Cut)));
            }
        }
        catch (LawFailure failure)
        {
            return new FlowOutcome<LawLayer>(layers, new FlowEnd(layers.Count + 1, FlowEndKind.Expectation, $"the law ends at layer {layers.Count + 1}: {failure.Message}; use a depth below, or another K(1)"));
        }

        return new FlowOutcome<LawLayer>(layers, layers.Count == network.Depth ? null
            : new FlowEnd(layers.Count + 1, FlowEndKind.Overflow, $"the law ends at layer {layers.Count + 1}: the whole of it is beyond double precision; use a depth below, or another C_W or K(1)"));
    }

    /// <summary>Goes to the next layer at both settings, side by side.</summary>
    private static bool MoveBoth(IEnumerator<ChainLayer> fine, IEnumerator<ChainLayer> comparison)
    {
        var other = Task.Run(comparison.MoveNext);
        bool hasNext;
        try
        {
            hasNext = fine.MoveNext();
        }
        finally
        {
            ((IAsyncResult)other).AsyncWaitHandle.WaitOne();
        }

        return other.GetAwaiter().GetResult() && hasNext;
    }

    private static LawLayer Join(ChainLayer fine, ChainLayer comparison, IReadOnlyList<double> probabilities, int width, bool isLimited, Func<int, bool> isKnown)
    {
        LawValue Cumulant(int i) => !isKnown(i + 1) ? LawValue.None("s grows faster than linearly, and networks too rare to be followed decide this moment")
            : fine.Cumulants is double[] a && comparison.Cumulants is double[] b
            ? WithRounding(OrRounding(Value(a[i], b[i], Math.Pow(a[1], 0.5 * (i + 1))), a[i], b[i], Math.Pow(a[0], i + 1)), i + 1, a[0], width)
            : LawValue.None("part of the law of the layer before is beyond double precision");
        LawDistribution distribution = SharpestDistribution.Of(fine, comparison, probabilities.Count > 0 ? probabilities : DefaultProbabilities, isLimited);
        (LawValue mean, LawValue variance) = (Cumulant(0), Cumulant(1));
        return new LawLayer(fine.Layer, fine.Law, comparison.Law, distribution)
        {
            Mean = mean,
            Variance = variance,
            ThirdCumulant = Cumulant(2),
            FourthCumulant = Cumulant(3),
            Quantiles = [.. probabilities.Select(p => (p, WithinCantelli(distribution.Quantile(p, fine.Law.Zero), p, mean, variance)))],
        };
    }

    /// <summary>
    /// A quantile that is no further from the mean than Cantelli's inequality allows, where that says more: of laws so narrow that a grid in ln G does not resolve them, mean and variance still have all digits. None where the error is as large as the value.
    /// </summary>
    private static LawValue WithinCantelli(LawValue quantile, double p, LawValue mean, LawValue variance)
    {
        // The squares of metrics below this underflow.
        const double Least = 1e-140;
        if (quantile.Missing is null && mean.Missing is null && variance.Missing is null && mean.Value > Least && variance.Value >= 0)
        {
            double deviation = Math.Sqrt(variance.Value + variance.Error);
            double low = mean.Value - mean.Error - (deviation * Math.Sqrt((1 - p) / p));
            double high = mean.Value + mean.Error + (deviation * Math.Sqrt(p / (1 - p)));
            if (high - low < 2 * quantile.Error)
            {
                // Where both exclude each other the grid, in ln G, is off by more than a factor.
                (double start, double end) = (Math.Max(low, quantile.Value - quantile.Error), Math.Min(high, quantile.Value + quantile.Error));
                (low, high) = start <= end ? (start, end) : (low, high);
                quantile = new LawValue(0.5 * (low + high), 0.5 * (high - low));
            }
        }

        return quantile.Missing is null && quantile.Error > 0 && quantile.Error >= Math.Abs(quantile.Value) ? LawValue.None("two computations share none of its digits") : quantile;
    }

    /// <summary>A cumulant without a digit that is nothing but the rounding of powers of the mean, as where the metric does not fluctuate, is 0 to that.</summary>
    private static LawValue OrRounding(LawValue value, double fine, double comparison, double power)
    {
        const double Rounding = 1e-14;
        return value.Missing is not null && Math.Max(Math.Abs(fine), Math.Abs(comparison)) <= Rounding * power ? new LawValue(0, Rounding * power) : value;
    }

    /// <summary>
    /// Adds the rounding that both computations share: cumulants of one neuron are differences of its moments, of the order of the mean's powers, and means are kept as logarithms.
    /// </summary>
    private static LawValue WithRounding(LawValue value, int order, double mean, int width)
    {
        const double Rounding = 1e-15;
        double moments = order == 1 ? 0 : MathNet.Numerics.SpecialFunctions.Factorial(order) * Math.Pow(mean, order) / Math.Pow(width, order - 1);
        return value.Missing is not null || value is { Value: 0, Error: 0 } || !double.IsFinite(moments) ? value
            : value with { Error = value.Error + (Rounding * (moments + (order * Math.Abs(Math.Log(mean) * value.Value)))) };
    }

    /// <summary>A value and its error; none where that is larger than either the value or what numbers of its kind are. What is 0 at both settings, as a variance, is 0.</summary>
    private static LawValue Value(double fine, double comparison, double scale) =>
        double.IsFinite(fine) && fine != comparison && 2 * Math.Abs(fine - comparison) >= Math.Max(Math.Abs(fine), scale)
            ? LawValue.None("two computations share none of its digits")
            : LawValue.Of(fine, comparison, scale);
}
