using Theory.Networks;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The excess kurtosis of the off-diagonal element of the stochastic metric, Ghat_12.</summary>
/// <remarks>
/// Ghat_12 is a mean of n products s_1 s_2, whose fourth cumulant over n adds to that of the layer before. Where few neurons are active at both inputs at once, as max(0, z - 2)
/// at inputs that point apart, its tails are far heavier than those of either input alone.
/// </remarks>
public static class PairTails
{
    /// <summary>By layer, from 1; 0 where nothing fluctuates, NaN where a moment has no value.</summary>
    /// <param name="evaluators">The network with its activations.</param>
    /// <param name="layers">The flow of the two inputs.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<double> Of(NetworkEvaluator evaluators, IReadOnlyList<TwoInputLayer> layers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluators);
        ArgumentNullException.ThrowIfNull(layers);
        Network network = evaluators.Network;
        var kurtosis = new double[layers.Count];
        for (int i = 1; i < layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            TwoInputLayer before = layers[i - 1];
            double cw = network[layers[i].Layer].Cw;
            (double variance, double fourth) = Cumulants(evaluators.At(before.Layer)!.Function, before);
            variance *= cw * cw;
            fourth *= cw * cw * cw * cw;
            double whole = Math.Max(variance, layers[i].Vertex?.V1212 ?? variance);
            double before2 = 1 - (variance / whole);
            kurtosis[i] = whole > 0 ? (fourth / network.WidthBefore(layers[i].Layer) / whole / whole) + (kurtosis[i - 1] * before2 * before2) : 0;
        }

        return kurtosis;
    }

    /// <summary>The second and fourth cumulant of s_1 s_2.</summary>
    private static (double Variance, double Fourth) Cumulants(PiecewiseSmoothFunction s, TwoInputLayer at)
    {
        PairMoments moments = new(s, at.K11, at.K22, at.Rho);
        double Moment(int power)
        {
            double Power(double z) => SpecialFunctions.SmallPower(s.ValueAt(z), power);
            return moments.Expectation(Power, moments.Conditional(Power));
        }

        (double m1, double m2, double m3, double m4) = (Moment(1), Moment(2), Moment(3), Moment(4));
        double variance = Math.Max(0, m2 - (m1 * m1));
        double central = m4 - (4 * m1 * m3) + (6 * m1 * m1 * m2) - (3 * m1 * m1 * m1 * m1);
        return moments.Missing is null ? (variance, central - (3 * variance * variance)) : (double.NaN, double.NaN);
    }
}
