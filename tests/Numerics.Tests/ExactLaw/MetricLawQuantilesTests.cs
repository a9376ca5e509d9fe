using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;
using static Theory.Numerics.Tests.ExactLaw.Laws;
using Functions = MathNet.Numerics.SpecialFunctions;

namespace Theory.Numerics.Tests.ExactLaw;

/// <summary>The distribution of the metric: quantiles, probabilities, atoms.</summary>
public sealed class MetricLawQuantilesTests
{
    /// <summary>A probability has an error as every other number has: the law of two saturating neurons ends sharply, where a band of frequencies does not.</summary>
    [Fact]
    public void Probabilities_BeyondTheEdgeOfALaw_AreWithinTheirErrors()
    {
        LawLayer layer = Law("tanh", new(K1: 100, Cb: 0, Cw: 1, Width: 2, Depth: 2))[^1];
        foreach (double x in (double[])[1.0000001, 1.01, 1.1, 1.5])
        {
            LawValue probability = layer.Probability(x);
            Assert.InRange(1 - probability.Value, -probability.Error, probability.Error);
        }
    }

    /// <summary>A law of a spread of 1e-5 is narrower than a grid in ln G resolves: by Cantelli's inequality its quantiles are known all the same.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(5)]
    public void NarrowLaw_HasUsefulQuantiles(int width)
    {
        LawLayer layer = Law("1/(1+z^2)", new(K1: 1e-5, Cb: 1e-5, Cw: 1e-5, width, Depth: 2))[^1];
        foreach ((double p, LawValue quantile) in layer.Quantiles)
        {
            // 1/(1 + z^2)^2 = 1 - 2 z^2 for small z, and the mean of the squares is chi-squared.
            double expected = 2e-5 - (2e-10 * (2.0 / width) * MathNet.Numerics.Distributions.Gamma.InvCDF(0.5 * width, 1, 1 - p));
            Assert.InRange(expected, quantile.Value - quantile.Error - 1e-14, quantile.Value + quantile.Error + 1e-14);
            Assert.InRange(quantile.RelativeError, 0, 3e-4);
        }
    }

    /// <summary>Where a share of networks has all neurons saturated the law has an atom at its end, whose frequencies do not fall: errors must see it, whether the law is that of ln G or of ln(G - C_b).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.424)]
    public void AtomOfSaturatedNetworks_IsWithinTheErrorsOfQuantiles(double cb)
    {
        LawLayer layer = Law("hard_tanh", new(K1: 4.24, cb, Cw: 1.5, Width: 10, Depth: 2))[^1];
        double atom = Math.Pow(Functions.Erfc(1 / Math.Sqrt(2 * 4.24)), 10);
        foreach ((double p, LawValue quantile) in layer.Quantiles.Where(q => q.Probability > 1 - atom))
        {
            Assert.InRange(cb + 1.5, quantile.Value - quantile.Error, quantile.Value + quantile.Error);
        }
    }

    /// <summary>
    /// Neurons that saturate nearly all, at one value or at several: quantiles are within their errors of those of sampled networks, between lattice points that are finer than the band too.
    /// Errors had looked at how quickly the last frequencies fall, and were a tenth of what lay beyond them.
    /// </summary>
    [Theory]
    [InlineData("hard_tanh", 24, 12.63, 3.246, 0.2187)]
    [InlineData("tanh", 46, 489.4, 0.516, 0.0026)]
    [InlineData("erf", 37, 383.9, 2.992, 0)]
    [InlineData("max(0,z)-max(0,z-1)", 25, 146.1, 0.869, 0.8306)]
    [InlineData("hard_sigmoid", 5, 20, 2, 0.01)]
    [InlineData("tanh", 6, 947.2, 0.497, 0.5177)]
    [InlineData("tanh(z)+step(z)", 19, 347.9, 0.681, 0)]
    public void QuantilesOfSaturatedNeurons_AreWithinTheirErrors(string name, int n, double k1, double cw, double cb)
    {
        const int Networks = 100_000;
        Func<double, double> s = new ExpectationEvaluator(Activation.Parse(name)).Function.ValueAt;
        Random random = new(20261129);
        double[] metrics = [.. Enumerable.Range(0, Networks).Select(_ => cb + (cw / n * Enumerable.Range(0, n).Sum(_ =>
        {
            double z = Math.Sqrt(-2 * k1 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return s(z) * s(z);
        }))).Order()];
        double Share(double x) => Math.Abs(Array.BinarySearch(metrics, x) is var at && at < 0 ? ~at : at) / (double)Networks;
        foreach (LawLayer layer in new[] { Law(name, new(k1, cb, cw, n, Depth: 2))[^1], MetricLaw.ComputeQuickly(new PlainLaw(k1, cb, cw, n, Depth: 2).Of(Activation.Parse(name)), Signal.Kernel(k1)).ToTheLast()[^1] })
        {
            foreach ((double p, LawValue quantile) in layer.Quantiles.Where(q => q.Value.Missing is null))
            {
                double chance = 4.5 * (Math.Sqrt(p * (1 - p) / Networks) + (1.0 / Networks));
                double margin = quantile.Error + (1e-12 * quantile.Value);
                Assert.InRange(p, Share(quantile.Value - margin) - chance, Share(quantile.Value + margin) + chance);
            }
        }
    }

    /// <summary>exp(-z^2) was taken for 0 at every z where it is so at three of them: all networks came out as C_b, exactly.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(324.5)]
    [InlineData(1e4)]
    public void NarrowPeaks_AreNotTakenForSilence(double k1)
    {
        LawLayer layer = Law("exp(-z^2)", new(k1, Cb: 0.1531, Cw: 2.295, Width: 22, Depth: 2))[^1];
        Assert.Equal(0.1531 + (2.295 / Math.Sqrt(1 + (4 * k1))), layer.Mean.Value, 1e-12);
        Assert.True(layer.Variance.Value > 1e-5);
    }

    /// <summary>After one neuron P(G at most the quantile) is the probability that was asked for: next to a pole of the density Newton's steps were too short ever to arrive.</summary>
    [Fact]
    public void QuantilesAfterOneNeuron_AreInversesOfTheDistribution() => Assert.All(
        ActivationCatalogue.Entries.Select(e => e.Example),
        name =>
        {
            LawLayer layer = Law(name, new(K1: 0.7097, Cb: 0.6946, Cw: 0.536, Width: 1, Depth: 2))[^1];
            Assert.All(layer.Quantiles.Where(q => q.Value.Missing is null), q => Assert.True(
                layer.Cumulative(q.Value.Value - q.Value.Error - 1e-9) - 1e-9 <= q.Probability && q.Probability <= layer.Cumulative(q.Value.Value + q.Value.Error + 1e-9) + 1e-9,
                $"{name}: {q.Probability} at {q.Value.Value}, where the distribution is {layer.Cumulative(q.Value.Value)}"));
        });

    /// <summary>GELU's squares fall like exp(-z^2) on one side: with two neurons and wide inputs much of the law lies hundreds of powers of ten below its mean.</summary>
    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(30, 2, 2)]
    [InlineData(1e3, 2, 2)]
    [InlineData(1e6, 2, 2)]
    [InlineData(240, 2, 6)]
    public void LongLeftTails_AreRight(double k1, int depth, int width)
    {
        const int Networks = 20_000;
        Activation activation = Activation.Parse("gelu");
        Func<double, double> s = new ExpectationEvaluator(activation).Function.ValueAt;
        PlainLaw law = new(k1, Cb: 0, Cw: 2, Width: width, depth);
        IReadOnlyList<LawLayer> layers = MetricLaw.Compute(law.Of(activation), law.Signal, cancellation: TestContext.Current.CancellationToken).ToTheLast();
        Random random = new(20261128);
        double[] metrics = [.. Enumerable.Repeat(k1, Networks)];
        foreach (LawLayer layer in layers.Skip(1))
        {
            for (int i = 0; i < Networks; i++)
            {
                metrics[i] = 2.0 / width * Enumerable.Range(0, width).Sum(_ =>
                {
                    double z = Math.Sqrt(-2 * metrics[i] * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                    return s(z) * s(z);
                });
            }

            double[] sorted = [.. metrics.Order()];
            double distance = Enumerable.Range(0, 100).Where(i => sorted[(i * 200) + 100] > 1e-250)
                .Max(i => Math.Abs(layer.Cumulative(sorted[(i * 200) + 100]) - (((i * 200) + 100.5) / Networks)));
            Assert.InRange(distance, 0, 2.4 / Math.Sqrt(Networks));
        }
    }

    /// <summary>Thresholds that few neurons reach, or none: nearly all networks, or all, are silent.</summary>
    [Theory]
    [InlineData(0.04)]
    [InlineData(0.001)]
    public void Thresholds_FarOut_LeaveSilentNetworks(double k1)
    {
        const int Width = 3;
        IReadOnlyList<LawLayer> layers = Law("max(0,z-1)", new(k1, Cb: 0, Cw: 2, Width, Depth: 3));
        double active = 0.5 * Functions.Erfc(1 / Math.Sqrt(2 * k1));
        Assert.Equal(3, layers.Count);
        Assert.Equal(Width * active, 1 - layers[1].Zero.Value, 1e-14 + (Width * active * active));
        Assert.InRange(layers[2].Zero.Value, layers[1].Zero.Value, 1);
        Assert.All(layers[2].Quantiles, q => Assert.Equal(0, q.Value.Value));
        Assert.Equal(k1 < 0.01, layers[1].Mean.Missing is not null);
    }

    /// <summary>One ReLU that is next to nothing beside the biases: half of the networks have G = C_b, the others C_b and half of a chi-squared law.</summary>
    [Fact]
    public void Quantiles_NextToBiases_AreThoseOfTheRest()
    {
        const double K1 = 1e-4;
        const double Cb = 1e-4;
        LawLayer layer = Law("relu", new(K1, Cb, Cw: 1, Width: 1, Depth: 2))[^1];
        foreach ((double p, LawValue quantile) in layer.Quantiles.Where(q => q.Probability != 0.5))
        {
            double xi = p < 0.5 ? 0 : Math.Sqrt(2) * Functions.ErfInv((2 * p) - 1);
            Assert.Equal(Cb + (K1 * xi * xi), quantile.Value, 1e-11 * quantile.Value);
            Assert.InRange(quantile.RelativeError, 0, 1e-9);
        }
    }

    /// <summary>A judge of samples asks for no quantiles.</summary>
    [Theory]
    [InlineData("tanh", 0.1)]
    [InlineData("relu", 0.3)]
    public void DistributionFunction_DoesNotDependOnTheQuantilesAskedFor(string activation, double cb)
    {
        PlainLaw law = new(K1: 1, Cb: cb, Cw: 1.5, Width: 3, Depth: 3);
        IReadOnlyList<LawLayer> all = Law(activation, law);
        IReadOnlyList<LawLayer> none = MetricLaw.Compute(law.Of(Activation.Parse(activation)), law.Signal, [], TestContext.Current.CancellationToken).ToTheLast();
        Assert.Empty(none[^1].Quantiles);
        Assert.All(all[^1].Quantiles, q => Assert.Equal(all[^1].Cumulative(q.Value.Value), none[^1].Cumulative(q.Value.Value)));
    }
}
