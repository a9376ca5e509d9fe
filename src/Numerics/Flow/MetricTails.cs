using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow;

/// <summary>How heavy the tails of the stochastic metric are: the excess kurtosis of Ghat(l) over networks, from &lt;s^2&gt; to &lt;s^8&gt;.</summary>
/// <remarks>
/// Given Ghat(l) = G, Ghat(l+1) - C_b is C_W times a mean of n independent s(z)^2 with z ~ N(0, G), whose cumulants are C_W^r kappa_r(s^2)/n^(r-1). The law of
/// total cumulance sums them over G: exactly at layer 2, beyond it with what differs between networks of layer l distributed like a logarithmic normal number of
/// the same variance, and with what its third and fourth cumulants differ from those of that carried on by the slope of g.
/// </remarks>
public static class MetricTails
{
    private static readonly Quantity EighthMoment = Quantity.Of(Integrand.Of(8), "eighth moment, source of the fourth cumulant of the metric", "fourth cumulant of a mean");

    private static readonly Quantity[] Moments = [Quantity.Kernel, Quantity.FourthMoment, Quantity.SixthMoment, EighthMoment];

    /// <summary>Gauss and Hermite's five nodes for a normal number, with their weights.</summary>
    private static readonly (double Node, double Weight)[] Nodes =
    [
        (0, 8.0 / 15),
        (1.3556261799742659, 0.22207592200561266), (-1.3556261799742659, 0.22207592200561266),
        (2.8569700138728056, 0.011257411327720689), (-2.8569700138728056, 0.011257411327720689),
    ];

    /// <summary>The layers of a flow with their kurtosis, or why there is none; layers after one whose metric spreads as much as its mean have neither.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="layers">Their flow.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<FlowLayer> AddTo(NetworkEvaluator network, IReadOnlyList<FlowLayer> layers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(layers);
        FlowLayer[] result = [.. layers];
        Cumulants before = default;
        for (int i = 1; i < result.Length && double.IsFinite(result[i].K) && double.IsFinite(result[i - 1].K) && before.Variance <= 1; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int layer = result[i].Layer;
            if (Next(network.At(layer - 1)!, result[i - 1], before, network.Network.WidthOf(layer - 1), network.Network[layer].Cw, out Cumulants next) is NoValue none)
            {
                for (int j = i; j < result.Length; j++)
                {
                    result[j] = result[j] with { NoMetricKurtosis = none };
                }

                break;
            }

            before = next;
            result[i] = result[i] with { MetricKurtosis = next.ExcessKurtosis };
        }

        return result;
    }

    /// <summary>The cumulants of the next layer's Ghat - C_b relative to powers of its mean at infinite width; or why there are none.</summary>
    private static NoValue? Next(ExpectationEvaluator evaluator, FlowLayer layer, Cumulants before, double n, double cw, out Cumulants next)
    {
        next = default;
        double signal = layer.K - layer.Bias;
        double spread = Math.Sqrt(Math.Log(1 + before.Variance));
        double g = evaluator.Evaluate(Quantity.Kernel, layer.K).Value;
        if (g == 0)
        {
            return null;
        }

        // d ln g/d ln K: chi_par is C_W g'.
        double slope = layer.ChiParallel / cw * layer.K / g;
        bool isPower = PowerLawFlow.Of(evaluator.Derivation) is not null;
        List<(double Weight, double Mean, double Second, double Third, double Fourth)> given = [];
        foreach ((double node, double weight) in before.Variance == 0 ? [(0, 1)] : Nodes)
        {
            double k = before.Variance == 0 ? layer.K : layer.K + (signal * (Math.Exp((spread * node) - (spread * spread / 2)) - 1));
            ExpectationValues values = evaluator.Evaluate(isPower ? 1 : k, quantities: Moments);
            if (Moments.Select(q => values[q].Missing ?? Underflow(q, values[q], k)).FirstOrDefault(m => m is not null) is NoValue none)
            {
                return none;
            }

            double own = values[Quantity.Kernel].Value;
            double m4 = values[Quantity.FourthMoment].Value / own / own;
            double m6 = values[Quantity.SixthMoment].Value / own / own / own;
            double m8 = values[EighthMoment].Value / own / own / own / own;
            double mean = isPower ? Math.Pow(k / layer.K, slope) : own / g;
            given.Add((
                weight,
                mean,
                mean * mean * (m4 - 1) / n,
                mean * mean * mean * (m6 - (3 * m4) + 2) / n / n,
                mean * mean * mean * mean * (m8 - (4 * m6) - (3 * m4 * m4) + (12 * m4) - 6) / n / n / n));
        }

        double average = given.Sum(v => v.Weight * v.Mean);
        double variance = given.Sum(v => v.Weight * (v.Second + SpecialFunctions.SmallPower(v.Mean - average, 2)));
        double third = given.Sum(v => v.Weight * (v.Third + (3 * (v.Mean - average) * v.Second) + SpecialFunctions.SmallPower(v.Mean - average, 3)));
        double fourth = given.Sum(v => v.Weight * (v.Fourth + (4 * (v.Mean - average) * v.Third) + (3 * v.Second * v.Second)
            + (6 * SpecialFunctions.SmallPower(v.Mean - average, 2) * v.Second) + SpecialFunctions.SmallPower(v.Mean - average, 4))) - (3 * variance * variance);

        // What distinguishes the metric before from a logarithmic normal number reaches the next by d ln g/d ln(K - C_b).
        slope *= signal / layer.K;
        Cumulants lognormal = Cumulants.OfLogarithmicNormal(before.Variance);
        third += SpecialFunctions.SmallPower(slope, 3) * (before.Third - lognormal.Third);
        fourth = Math.Max(fourth + (SpecialFunctions.SmallPower(slope, 4) * (before.Fourth - lognormal.Fourth)), given.Sum(v => v.Weight * v.Fourth));
        next = new Cumulants(variance / SpecialFunctions.SmallPower(average, 2), third / SpecialFunctions.SmallPower(average, 3), fourth / SpecialFunctions.SmallPower(average, 4));
        return double.IsFinite(next.Fourth) && double.IsFinite(next.Variance) ? null : new NoValue(NoValueKind.Overflows, "the fourth cumulant of the metric is beyond double precision");
    }

    /// <summary>A moment of what does not vanish that is too small for a double.</summary>
    private static NoValue? Underflow(Quantity quantity, QuantityValue value, double k) => double.IsNormal(value.Value) ? null
        : new NoValue(NoValueKind.Failed, string.Create(CultureInfo.InvariantCulture, $"{quantity} is below the range of double precision at K = {k:G3}"));

    /// <summary>Second, third and fourth cumulant in units of powers of the mean.</summary>
    private readonly record struct Cumulants(double Variance, double Third, double Fourth)
    {
        /// <summary>Fourth cumulant over squared variance; 0 for what does not fluctuate but for rounding.</summary>
        public double ExcessKurtosis => Variance > 1e-15 ? Fourth / Variance / Variance : 0;

        public static Cumulants OfLogarithmicNormal(double variance)
        {
            double w = 1 + variance;
            return new Cumulants(variance, variance * variance * (variance + 3), variance * variance * ((w * w * w * w) + (2 * w * w * w) + (3 * w * w) - 6));
        }
    }
}
