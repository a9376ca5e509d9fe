using MathNet.Numerics.Integration;
using Theory.Activations;
using Theory.Numerics.ExactLaw;
using Functions = MathNet.Numerics.SpecialFunctions;

namespace Theory.Numerics.Tests.ExactLaw;

/// <summary>Laws in separate parts, with nothing between them: right within a gap and beyond it.</summary>
public sealed class SeparatePartsTests
{
    /// <summary>P(|xi| &gt; x).</summary>
    private static double Beyond(double x) => Functions.Erfc(x / Math.Sqrt(2));

    /// <summary>One neuron z step(z - 1), where a metric is 0 or at least C_W, in the layer after the first and the next.</summary>
    [Fact]
    public void OneNeuronWithAThreshold_LeavesAGapAboveZero()
    {
        const double K1 = 2, Cw = 3;
        IReadOnlyList<LawLayer> layers = Law("z*step(z-1)", new(K1, Cb: 0, Cw, Width: 1, Depth: 3));
        static double Above(double x, double q) => 0.5 * Beyond(Math.Sqrt(Math.Max(1, x / Cw) / q));
        double AboveNext(double x)
        {
            // The metric before is C_W z^2, z above 1 with variance K1.
            double sum = 0;
            for (double from = 1; from < 15; from += 0.25)
            {
                sum += GaussLegendreRule.Integrate(z => Above(x, Cw * z * z) * Math.Exp(-0.5 * z * z / K1) / Math.Sqrt(2 * Math.PI * K1), from, from + 0.25, 16);
            }

            return sum;
        }

        foreach ((LawLayer layer, Func<double, double> above) in ((LawLayer, Func<double, double>)[])[(layers[1], x => Above(x, K1)), (layers[2], AboveNext)])
        {
            foreach (double x in (double[])[1e-3, 0.5 * Cw, 0.999 * Cw, 1.01 * Cw, 3 * Cw, 20 * Cw])
            {
                LawValue probability = layer.Probability(x);
                Assert.InRange(Math.Abs(1 - above(x) - probability.Value), 0, probability.Error);
                Assert.InRange(probability.Error, 0, 1e-9);
            }

            Assert.Equal(1 - above(0), layer.Zero.Value, 1e-11);
            Assert.All(layer.Quantiles.Where(q => q.Value.Value > 0), q =>
            {
                Assert.InRange(q.Value.Value, Cw, double.PositiveInfinity);
                Assert.InRange(1 - q.Probability, above(q.Value.Value + q.Value.Error) - 1e-12, above(q.Value.Value - q.Value.Error) + 1e-12);
            });
        }
    }

    /// <summary>The squares of one neuron 2 step(z - 1/2) - 1/2 are 1/4 or 9/4: an atom, a gap, another atom.</summary>
    [Fact]
    public void OneBoundedNeuron_HasTwoValues()
    {
        const double Cb = 0.1, Cw = 2;
        IReadOnlyList<LawLayer> layers = Law("2step(z-0.5)-0.5", new(K1: 1, Cb, Cw, Width: 1, Depth: 3));
        double low = Cb + (0.25 * Cw), high = Cb + (2.25 * Cw);
        double Share(double q) => 1 - (0.5 * Beyond(0.5 / Math.Sqrt(q)));
        double second = Share(1), third = (second * Share(low)) + ((1 - second) * Share(high));
        foreach ((LawLayer layer, double share) in ((LawLayer, double)[])[(layers[1], second), (layers[2], third)])
        {
            Assert.Equal(0, layer.Cumulative(0.99 * low), 1e-11);
            Assert.All((double[])[1.01 * low, 0.5 * (low + high), 0.99 * high], x => Assert.InRange(layer.Probability(x).Value - share, -1e-11, 1e-11));
            Assert.Equal(1, layer.Cumulative(1.01 * high), 1e-11);
            Assert.All(layer.Quantiles, q => Assert.Equal(q.Probability < share ? low : high, q.Value.Value, 1e-8));
        }
    }

    /// <summary>Two neurons with a threshold: none is active, one is, or both, with 0, at least C_W/2, or at least C_W; the law has edges, which its errors must see.</summary>
    [Fact]
    public void TwoNeuronsWithAThreshold_AreRightBeyondTheGap()
    {
        const double Cw = 2;
        LawLayer layer = Law("z*step(z-1)", new(K1: 1, Cb: 0, Cw, Width: 2, Depth: 2))[^1];
        double active = 0.5 * Beyond(1), silent = 1 - active;
        double Cumulative(double x)
        {
            double square = 2 * x / Cw;
            double one = square <= 1 ? 0 : active - (0.5 * Beyond(Math.Sqrt(square)));
            return (silent * silent) + (2 * silent * one) + Both(square);
        }

        static double Both(double square) => square <= 2 ? 0
            : GaussLegendreRule.Integrate(z => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * 0.5 * (Beyond(1) - Beyond(Math.Sqrt(square - (z * z)))), 1, Math.Sqrt(square - 1), 128);

        foreach (double x in (double[])[0.01, 0.3, 0.7, 1.2, 1.6, 2.5, 6])
        {
            LawValue probability = layer.Probability(x);
            Assert.InRange(Math.Abs(Cumulative(x) - probability.Value), 0, probability.Error + 1e-7);
            Assert.InRange(probability.Error, 0, 0.02);
        }

        Assert.All(layer.Quantiles.Where(q => q.Value.Value > 0), q => Assert.InRange(
            q.Probability, Cumulative(q.Value.Value - q.Value.Error) - 1e-7, Cumulative(q.Value.Value + q.Value.Error) + 1e-7));
    }

    /// <summary>Networks that fall silent far above a small bias go on from it, twelve powers of ten below the others; beyond the gap the law is that without biases.</summary>
    [Fact]
    public void PartsFarAboveABias_HaveTheLawWithoutBiases()
    {
        PlainLaw without = new(K1: 1e8, Cb: 0, Cw: 2, Width: 2, Depth: 4);
        IReadOnlyList<LawLayer> plain = Law("relu", without), biased = Law("relu", without with { Cb = 1e-6 });
        foreach ((LawLayer expected, LawLayer actual) in plain.Zip(biased).Skip(1))
        {
            foreach (double x in (double[])[100, 1e6, 3e7, 1e8, 1e9])
            {
                Assert.Equal(expected.Cumulative(x), actual.Cumulative(x), 1e-9);
            }

            Assert.All(expected.Quantiles.Zip(actual.Quantiles).Where(q => q.First.Value.Value > 1e5), q => Assert.Equal(1, q.Second.Value.Value / q.First.Value.Value, 1e-7));
        }
    }

    private static IReadOnlyList<LawLayer> Law(string activation, PlainLaw law) =>
        MetricLaw.Compute(law.Of(Activation.Parse(activation)), law.Signal, cancellation: TestContext.Current.CancellationToken).ToTheLast();
}
