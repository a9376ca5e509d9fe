using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;
using Functions = MathNet.Numerics.SpecialFunctions;

namespace Theory.Numerics.Tests.ExactLaw;

public sealed class MetricLawTests
{
    /// <summary>Rounding of the reference formulas themselves.</summary>
    private const double Rounding = 2e-13;

    /// <summary>tanh, K(1) = 1, C_W = 1.5, layer 4, from an independent program (Fourier extension in G, with up to 73 modes).</summary>
    [Theory]
    [InlineData(10, -1.1873440e-2, 0.188546814, 1e-9)]
    [InlineData(40, -2.90001302e-3, 0.19048462, 1e-8)]
    public void Tanh_AgreesWithAnIndependentProgram(int n, double shift, double variance, double tolerance)
    {
        PlainLaw law = new(K1: 1, Cb: 0, Cw: 1.5, n, Depth: 4);
        ExpectationEvaluator tanh = new(Activation.Parse("tanh"));
        LawLayer last = MetricLaw.Compute(law.Of(tanh.Activation), law.Signal).ToTheLast()[^1];
        Assert.Equal(shift, last.Mean.Value - law.Flow(tanh)[^1].K, tolerance);
        Assert.Equal(variance, n * last.Variance.Value, tolerance);
        Assert.InRange(last.Mean.RelativeError, 0, 1e-10);
    }

    /// <summary>s(z) = z: G is a product of independent chi-squared means.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(7, 5)]
    [InlineData(512, 8)]
    public void Linear_HasTheMomentsOfProductsOfChiSquared(int n, int depth)
    {
        foreach (LawLayer layer in Law("z", new(K1: 0.7, Cb: 0, Cw: 1, n, depth)))
        {
            double second = Math.Pow(1 + (2.0 / n), layer.Layer - 1);
            double third = Math.Pow((1 + (2.0 / n)) * (1 + (4.0 / n)), layer.Layer - 1);
            AssertIs(0.7, layer.Mean);
            AssertIs(0.49 * (second - 1), layer.Variance, formula: 1e-15);
            AssertIs(0.343 * (third - (3 * second) + 2), layer.ThirdCumulant, formula: 1e-15);
        }
    }

    /// <summary>Densities of linear networks are Meijer G functions (Zavatone-Veth and Pehlevan, arXiv:2104.11734); after two layers of width 2 a Bessel function.</summary>
    [Fact]
    public void Linear_TwoLayersOfWidthTwo_HaveABesselLaw()
    {
        LawLayer layer = Law("z", new(K1: 1, Cb: 0, Cw: 1, Width: 2, Depth: 3))[^1];
        foreach (double x in (double[])[1e-6, 0.01, 0.3, 1, 4, 20])
        {
            double root = 2 * Math.Sqrt(x);
            Assert.Equal(1 - (root * Functions.BesselK(1, root)), layer.Cumulative(x), 1e-11);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void Linear_SecondLayer_IsChiSquared(int n)
    {
        LawLayer layer = Law("z", new(K1: 2, Cb: 0, Cw: 0.5, n, Depth: 2))[^1];
        foreach ((double p, LawValue quantile) in layer.Quantiles)
        {
            Assert.Equal(p, Functions.GammaLowerRegularized(0.5 * n, 0.5 * n * quantile.Value), 1e-10);
        }
    }

    /// <summary>Where a law goes on beyond double precision, what is within is not disturbed by where it is cut.</summary>
    [Theory]
    [InlineData(8e303)]
    [InlineData(3e-261)]
    public void Linear_AtTheEndsOfDoublePrecision_IsChiSquared(double k1)
    {
        const int Width = 10;
        double Cumulative(double x) => Functions.GammaLowerRegularized(0.5 * Width, Math.Min(0.5 * Width * (x / k1), 1e3));
        LawLayer layer = Law("z", new(k1, Cb: 0, Cw: 1, Width, Depth: 2))[^1];
        int known = 0;
        foreach ((double p, LawValue quantile) in layer.Quantiles.Where(q => q.Value.Missing is null))
        {
            Assert.Equal(p, Cumulative(quantile.Value), 1e-11);
            known++;
        }

        Assert.InRange(known, 5, 12);
        Assert.Equal(1 - Cumulative(Math.Exp(700)), layer.Above.Value, 1e-11);
        Assert.Equal(Cumulative(Math.Exp(-600)), layer.Below.Value, 1e-11);
    }

    /// <summary>Var G = K^2 ((1 + 5/n)^(l-1) - 1), and G = 0 where no neuron of a layer is active.</summary>
    [Theory]
    [InlineData(4, 6)]
    [InlineData(10, 5)]
    [InlineData(300, 6)]
    public void ReLU_HasItsMoments_AndDies(int n, int depth)
    {
        foreach (LawLayer layer in Law("relu", new(K1: 3, Cb: 0, Cw: 2, n, depth)))
        {
            AssertIs(3, layer.Mean);
            AssertIs(9 * (Math.Pow(1 + (5.0 / n), layer.Layer - 1) - 1), layer.Variance);
            Assert.Equal(1 - Math.Pow(1 - Math.Pow(2, -n), layer.Layer - 1), layer.Zero.Value, 1e-13);
        }
    }

    /// <summary>The second layer of ReLU is a binomial mixture of chi-squared laws.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(30)]
    public void ReLU_SecondLayer_IsAMixture(int n)
    {
        LawLayer layer = Law("relu", new(K1: 1, Cb: 0, Cw: 2, n, Depth: 2))[^1];
        foreach (double x in (double[])[1e-7, 0.05, 0.4, 1, 2.5])
        {
            double expected = Math.Pow(2, -n) + Enumerable.Range(1, n).Sum(k => Functions.Binomial(n, k) * Math.Pow(2, -n) * Functions.GammaLowerRegularized(0.5 * k, 0.25 * n * x));
            Assert.Equal(expected, layer.Cumulative(x), 1e-10);
        }
    }

    /// <summary>After one neuron the law has the edges and atoms of s(z)^2, which no band of frequencies resolves.</summary>
    [Theory]
    [InlineData("tanh", 1.0, 0.3, 1.5)]
    [InlineData("tanh", 90.0, 0, 2)]
    [InlineData("hard_tanh", 2.0, 0, 1)]
    [InlineData("erf", 5.0, 0, 1)]
    public void OneNeuron_HasTheLawOfItsSquare(string name, double k1, double cb, double cw)
    {
        double Inverse(double s) => name == "tanh" ? Math.Atanh(s) : name == "erf" ? Functions.ErfInv(s) : s;
        double Expected(double x) => x < cb ? 0 : x >= cb + cw ? 1 : Functions.Erf(Inverse(Math.Sqrt((x - cb) / cw)) / Math.Sqrt(2 * k1));
        LawLayer layer = Law(name, new(k1, cb, cw, Width: 1, Depth: 2))[^1];
        foreach (double x in (double[])[0.01, cb + (0.2 * cw), cb + (0.9 * cw), cb + (0.9999 * cw), cb + (1.01 * cw)])
        {
            LawValue probability = layer.Probability(x);
            Assert.Equal(Expected(x), probability.Value, Math.Min(probability.Error, 1e-10));
        }

        foreach ((double p, LawValue quantile) in layer.Quantiles)
        {
            Assert.InRange(p, Expected(quantile.Value - quantile.Error) - 1e-13, Expected(quantile.Value + quantile.Error) + 1e-13);
            Assert.InRange(quantile.RelativeError, 0, 1e-8);
        }
    }

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

    /// <summary>Whatever the activation, the law of a sum given the layer before is that of sampled networks.</summary>
    [Theory]
    [InlineData("gelu", 40, 3, 2, 1.8, 0)]
    [InlineData("mrepu:2", 64, 3, 0.02, 1, 0)]
    [InlineData("hard_tanh", 16, 3, 1, 2, 0.1)]
    public void SampledNetworks_HaveThisLaw(string name, int n, int depth, double k1, double cw, double cb)
    {
        const int Networks = 50_000;
        Activation activation = Activation.Parse(name);
        Func<double, double> s = new ExpectationEvaluator(activation).Function.ValueAt;
        LawLayer layer = Law(name, new(k1, cb, cw, n, depth))[^1];
        Random random = new(20261127);
        var metrics = new double[Networks];
        for (int i = 0; i < Networks; i++)
        {
            double g = k1;
            for (int l = 2; l <= depth; l++)
            {
                double sum = 0;
                for (int j = 0; j < n; j++)
                {
                    double z = Math.Sqrt(-2 * g * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                    sum += s(z) * s(z);
                }

                g = cb + (cw * sum / n);
            }

            metrics[i] = g;
        }

        Array.Sort(metrics);
        double distance = Enumerable.Range(0, 200).Max(i => Math.Abs(layer.Cumulative(metrics[(i * 250) + 125]) - (((i * 250) + 125.5) / Networks)));

        // Kolmogorov: sqrt(N) times the distance exceeds 2.4 once in 50,000 times.
        Assert.InRange(distance, 0, 2.4 / Math.Sqrt(Networks));
        double mean = metrics.Average();
        double deviation = Math.Sqrt(layer.Variance.Value / Networks);
        Assert.InRange(Math.Abs(mean - layer.Mean.Value), 0, 4.5 * deviation);
    }

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

    /// <summary>The squares of sign are 1 in every network, at any depth: 0 is a variance, not a number without digits.</summary>
    [Fact]
    public void AMetricThatDoesNotFluctuate_HasVarianceZero()
    {
        foreach (LawLayer layer in Law("sign", new PlainLaw(1, Cb: 0, Cw: 1.5, Width: 5, Depth: 4)).Skip(1))
        {
            Assert.Null(layer.Variance.Missing);
            Assert.InRange(Math.Abs(layer.Variance.Value) + layer.Variance.Error, 0, 1e-13);
            Assert.Equal(1.5, layer.Mean.Value, 1e-13);
            Assert.All(layer.Quantiles, q => Assert.InRange(Math.Abs(q.Value.Value - 1.5), 0, q.Value.Error + 1e-12));
            Assert.InRange(layer.Error, 0, 1e-4);
        }
    }

    /// <summary>Squares that vanish for large z have all moments; those that grow like powers of powers of z have not.</summary>
    [Theory]
    [InlineData("z*exp(-z^2)", true)]
    [InlineData("exp(-abs(z))", true)]
    [InlineData("1/cosh(z)", true)]
    [InlineData("relu", true)]
    [InlineData("repu:3", false)]
    public void Moments_AreKnownUnlessRareNetworksDecideThem(string activation, bool known)
    {
        LawLayer layer = Law(activation, new PlainLaw(0.5, Cb: 0, Cw: 1, Width: 8, Depth: 4))[^1];
        Assert.Equal(known, layer.Mean.Missing is null && layer.Variance.Missing is null);
    }

    /// <summary>A quick law is right to its own, larger error estimates.</summary>
    [Theory]
    [InlineData("tanh", 1.0, 1.5, 20)]
    [InlineData("mrepu:2", 0.1, 0.2, 512)]
    public void QuickLaws_AreRightToTheirErrors(string activation, double k1, double cw, int width)
    {
        PlainLaw law = new(k1, Cb: 0, cw, width, Depth: 3);
        LawLayer exact = Law(activation, law)[^1];
        LawLayer quick = MetricLaw.ComputeQuickly(law.Of(Activation.Parse(activation)), law.Signal, cancellation: TestContext.Current.CancellationToken).ToTheLast()[^1];
        foreach ((LawValue a, LawValue b) in exact.Quantiles.Select(q => q.Value).Zip(quick.Quantiles.Select(q => q.Value)).Append((exact.Mean, quick.Mean)).Append((exact.Variance, quick.Variance)))
        {
            // The variance of MRePU, s^4 ~ z^12 twice, belongs to networks that a quick law cuts off.
            if (b.Missing is null)
            {
                Assert.InRange(Math.Abs(a.Value - b.Value), 0, a.Error + b.Error);
                Assert.InRange(b.RelativeError, 0, 1e-4);
            }
        }

        Assert.Equal(activation == "tanh", quick.Variance.Missing is null);
        Assert.All(quick.Quantiles, q => Assert.Null(q.Value.Missing));
    }

    /// <summary>s(z) = z + z^3 has g(q) = q + 6 q^2 + 15 q^3, so that the mean of layer 3 follows from the moments of X = s^2 at K(1).</summary>
    [Theory]
    [InlineData(10, 0.3)]
    [InlineData(64, 1)]
    public void Cubes_HaveTheMeanOfTheirMoments(int n, double k1)
    {
        LawLayer layer = Law("z+z^3", new(k1, Cb: 0, Cw: 0.5, n, Depth: 3))[^1];
        double[] x = [.. Enumerable.Range(0, 4).Select(k => MomentOfSquare(k, k1))];

        // The second and third moment of a sum of n independent terms.
        double second = (n * x[2]) + (n * (n - 1.0) * x[1] * x[1]);
        double third = (n * x[3]) + (3.0 * n * (n - 1) * x[2] * x[1]) + (n * (n - 1.0) * (n - 2) * x[1] * x[1] * x[1]);
        double c = 0.5 / n;
        double expected = 0.5 * ((c * n * x[1]) + (6 * c * c * second) + (15 * c * c * c * third));
        Assert.InRange(Math.Abs(layer.Mean.Value - expected), 0, layer.Mean.Error + (1e-12 * expected));
        Assert.InRange(layer.Mean.RelativeError, 0, 1e-4);
    }

    /// <summary>E (z + z^3)^(2k) = sum_j C(2k, j) (2k + 2j - 1)!! q^(k + j).</summary>
    private static double MomentOfSquare(int k, double q) =>
        Enumerable.Range(0, (2 * k) + 1).Sum(j => Functions.Binomial(2 * k, j) * Enumerable.Range(1, k + j).Aggregate(1.0, (p, i) => p * ((2 * i) - 1)) * Math.Pow(q, k + j));

    [Fact]
    public void Widths_MayDifferByLayer()
    {
        // E G^2 = product of (1 + 2/n_l) for a linear network.
        PlainLaw law = new(K1: 1, Cb: 0, Cw: 1, Width: 0, Depth: 4) { LayerWidths = [30, 4, 11] };
        IReadOnlyList<LawLayer> layers = Law("z", law);
        AssertIs((1 + (2.0 / 30)) * (1 + (2.0 / 4)) * (1 + (2.0 / 11)) - 1, layers[^1].Variance);
    }

    /// <summary>A quarter of networks of two ReLUs is silent, but goes on where the next layer has biases.</summary>
    [Fact]
    public void SilentNetworks_GoOnFromBiases()
    {
        const double Cb = 0.1;
        Elementwise relu = new(Activation.Parse("relu"));
        Network network = new([new Linear(0, 2, 2), relu, new Linear(0, 2, 2), relu, new Linear(Cb, 2)]);
        LawLayer last = MetricLaw.Compute(network, new PlainLaw(K1: 1, Cb: 0, Cw: 2, Width: 2, Depth: 3).Signal, cancellation: TestContext.Current.CancellationToken).ToTheLast()[^1];
        Assert.Equal(Cb + 1, last.Mean.Value, 1e-11);
        Assert.Equal(0, last.Zero.Value);
        Assert.Equal(0, last.Cumulative(0.9999 * Cb));
        Assert.Equal(0.25 + (0.75 * 0.25), last.Cumulative(Cb), 1e-11);
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

    [Fact]
    public void Biases_BoundTheMetricFromBelow()
    {
        LawLayer layer = Law("tanh", new(K1: 1, Cb: 0.4, Cw: 1, Width: 12, Depth: 3))[^1];
        Assert.Equal(0, layer.Cumulative(0.4), 1e-7);
        Assert.All(layer.Quantiles, q => Assert.True(q.Value.Value > 0.4));
    }

    [Fact]
    public void Outputs_AreANormalMixture()
    {
        LawLayer layer = Law("relu", new(K1: 1, Cb: 0.1, Cw: 1.8, Width: 20, Depth: 3))[^1];
        double step = 0.05;
        double[] z = [.. Enumerable.Range(-400, 801).Select(i => i * step)];
        double[] density = [.. z.Select(layer.OutputDensity)];
        double mass = step * density.Sum();
        double second = step * z.Zip(density, (a, p) => a * a * p).Sum();
        double fourth = step * z.Zip(density, (a, p) => a * a * a * a * p).Sum();
        Assert.Equal(1, mass, 1e-11);
        Assert.Equal(layer.Mean.Value, second, 1e-10);
        Assert.Equal(layer.OutputKurtosis.Value, (fourth / second / second) - 3, 1e-8);
    }

    /// <summary>
    /// Failures in threads of threads were an internal fault; and metrics exp(700) above C_b, whose ln came out infinite, were followed until memory was used up.
    /// </summary>
    [Fact]
    public void LawThatCannotBeFollowed_IsTheEndOfTheFlow()
    {
        PlainLaw law = new(K1: 1, Cb: 0.01, Cw: 0.9, Width: 5, Depth: 7);
        FlowOutcome<LawLayer> outcome = MetricLaw.ComputeQuickly(law.Of(Activation.Parse("mrepu:2")), law.Signal, cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(outcome.Layers.Count, 3, 6);
        Assert.Contains("for so few neurons", outcome.End!.Text, StringComparison.Ordinal);
    }

    /// <summary>Far above the bias laws differ by shifts alone; each took its own row, and all together fifteen gigabytes.</summary>
    [Fact]
    public void LawsFarAboveTheBias_KeepNoRowsOfTheirOwn()
    {
        PlainLaw law = new(K1: 1.4, Cb: 1e-4, Cw: 0.5, Width: 1000, Depth: 7);
        IReadOnlyList<LawLayer> layers = MetricLaw.ComputeQuickly(law.Of(Activation.Parse("mrepu:3")), law.Signal, cancellation: TestContext.Current.CancellationToken).ToTheLast();
        Assert.Equal(1, layers[^1].Above.Value, 1e-10);
    }

    [Fact]
    public void WeightsThatAreKept_HaveALimit()
    {
        RowBudget budget = new(1);
        budget.Keep(1L << 28);
        budget.Release(1L << 28);
        budget.Keep(1L << 28);
        Assert.Throws<LawFailure>(() => budget.Keep(1L << 28));
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

    private static IReadOnlyList<LawLayer> Law(string activation, PlainLaw law) =>
        MetricLaw.Compute(law.Of(Activation.Parse(activation)), law.Signal, cancellation: TestContext.Current.CancellationToken).ToTheLast();

    /// <summary>The value is right to its own error estimate, and that is small; the formula of the expected value has a rounding error too.</summary>
    private static void AssertIs(double expected, LawValue actual, double formula = 0)
    {
        Assert.Null(actual.Missing);
        Assert.InRange(Math.Abs(actual.Value - expected), 0, actual.Error + formula + (Rounding * Math.Abs(expected)));
        Assert.InRange(actual.Error, 0, 1e-9 * Math.Abs(expected));
    }
}
