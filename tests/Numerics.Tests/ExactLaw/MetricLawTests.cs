using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;
using static Theory.Numerics.Tests.ExactLaw.Laws;
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

    /// <summary>The value is right to its own error estimate, and that is small; the formula of the expected value has a rounding error too.</summary>
    private static void AssertIs(double expected, LawValue actual, double formula = 0)
    {
        Assert.Null(actual.Missing);
        Assert.InRange(Math.Abs(actual.Value - expected), 0, actual.Error + formula + (Rounding * Math.Abs(expected)));
        Assert.InRange(actual.Error, 0, 1e-9 * Math.Abs(expected));
    }
}
