using MathNet.Numerics.Integration;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.AngleLaw;
using Functions = MathNet.Numerics.SpecialFunctions;
using Law = Theory.Numerics.AngleLaw.AngleLaw;

namespace Theory.Numerics.Tests.AngleLaw;

/// <summary>The exact law of the correlation of two inputs, against closed laws, integrals and networks that are drawn.</summary>
public sealed class AngleLawTests
{
    /// <summary>Activations, slopes, widths and correlations to draw networks for; narrow ones have long tails and take a minute.</summary>
    public static TheoryData<string, double, int, double> Drawn =>
        [.. LongTests.Cases<TheoryDataRow<string, double, int, double>>([new("relu", 0, 48, 0.3), new("leaky_relu:0.2", 0.2, 24, -0.5), new("relu", 0, 6, 0.3), new("abs", -1, 5, 0.5)], few: 1)];

    /// <summary>The same of few neurons.</summary>
    public static TheoryData<string, double, int, double> Narrow =>
        [.. LongTests.Cases<TheoryDataRow<string, double, int, double>>([new("leaky_relu:0.1", 0.1, 10, -0.5), new("relu", 0, 2, 0.3), new("relu", 0, 3, 0.3), new("relu", 0, 5, -0.5), new("relu", 0, 10, 0.3), new("relu", 0, 16, 0.3), new("leaky_relu:0.1", 0.1, 2, -0.5), new("leaky_relu:0.1", 0.1, 3, -0.5), new("leaky_relu:0.1", 0.1, 5, 0.3), new("leaky_relu:0.1", 0.1, 16, -0.5)], few: 2)];

    /// <summary>Linear networks: the moments of the sample correlation (Hotelling 1953).</summary>
    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(10, 0.3)]
    [InlineData(10, -0.9)]
    [InlineData(40, 0)]
    [InlineData(200, 0.95)]
    public void LinearLayer_HasTheLawOfASampleCorrelation(int n, double rho)
    {
        AngleLayer layer = Compute("linear", n, 2, rho)[1];
        double ratio = Math.Exp(Functions.GammaLn((n + 1) / 2.0) - Functions.GammaLn(n / 2.0));
        double mean = 2.0 / n * ratio * ratio * rho * Hypergeometric(0.5, 0.5, (0.5 * n) + 1, rho * rho);
        double square = 1 - ((n - 1.0) / n * (1 - (rho * rho)) * Hypergeometric(1, 1, (0.5 * n) + 1, rho * rho));
        Assert.Equal(mean, layer.Mean.Value, 1e-10);
        Assert.Equal(square - (mean * mean), layer.Variance.Value, 1e-10);
        Assert.InRange(Math.Abs(mean - layer.Mean.Value), 0, layer.Mean.Error + 1e-15);
        Assert.Equal((0.0, 0.0), (layer.Dead.Value, layer.One.Value));
    }

    /// <summary>cot of the angle is an eigenfunction of linear layers: E cot(theta') = cot(theta) E|chi_n| E 1/chi_(n-1), at every depth.</summary>
    [Fact]
    public void LinearNetwork_MultipliesTheMeanCotangent()
    {
        const int n = 12;
        double factor = Math.Exp(Functions.GammaLn((n + 1) / 2.0) - Functions.GammaLn(n / 2.0) + Functions.GammaLn((n - 2) / 2.0) - Functions.GammaLn((n - 1) / 2.0));
        CorrelationLaw[] laws = [.. new AngleChain(1, n, AngleAccuracy.Comparison).Run(0.6, [n, n], TestContext.Current.CancellationToken)];
        Assert.Equal(0.75 * factor, laws[0].Mean(p => p.Sign * Math.Exp(p.LogCotangent)), 1e-8);
        Assert.Equal(0.75 * factor * factor, laws[1].Mean(p => p.Sign * Math.Exp(p.LogCotangent)), 1e-7);
    }

    /// <summary>One ReLU neuron: correlation 1 where it is active at both inputs, else a dead input.</summary>
    [Fact]
    public void OneNeuron_LeavesAtomsOnly()
    {
        double both = (Math.PI - Math.Acos(0.3)) / (2 * Math.PI);
        AngleLayer layer = Compute("relu", 1, 3, 0.3)[2];
        Assert.Equal(both / 2, layer.One.Value, 1e-14);
        Assert.Equal(1 - (both / 2), layer.Dead.Value, 1e-14);
        Assert.Equal(1, layer.Mean.Value, 1e-14);
        Assert.Equal(0, layer.Variance.Value, 1e-14);
        AngleLayer linear = Compute("linear", 1, 2, 0.3)[1];
        Assert.Equal(2 * both, linear.One.Value, 1e-14);
        Assert.Equal(1 - (2 * both), linear.MinusOne.Value, 1e-14);
    }

    /// <summary>Two ReLU neurons: their squared lengths are exponential, so that their ratio to the sum is uniform, and three angles are left to integrate over.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.6)]
    public void TwoNeurons_AgreeWithAnIntegralOverDirections(double rho)
    {
        double angle = Math.Acos(rho);
        (double From, double To, bool First, bool Second)[] sectors =
            [(angle - (Math.PI / 2), Math.PI / 2, true, true), (-Math.PI / 2, angle - (Math.PI / 2), true, false), (Math.PI / 2, angle + (Math.PI / 2), false, true)];
        GaussLegendreRule rule = new(0, 1, 64);
        double mean = 0;
        foreach ((double from, double to, bool first, bool second) in sectors)
        {
            for (int i = 0; i < rule.Order; i++)
            {
                (double a, double b) = (sectors[0].To - sectors[0].From, to - from);
                double phi = sectors[0].From + (a * rule.GetAbscissa(i));
                for (int j = 0; j < rule.Order; j++)
                {
                    double psi = from + (b * rule.GetAbscissa(j));
                    for (int k = 0; k < rule.Order; k++)
                    {
                        // Twice where the second neuron is not active at both: either may be the one that is.
                        double t = rule.GetAbscissa(k), weight = (first && second ? 1 : 2) * a * b * rule.GetWeight(i) * rule.GetWeight(j) * rule.GetWeight(k) / (4 * Math.PI * Math.PI);
                        (double x, double y) = (Math.Cos(phi), Math.Cos(phi - angle));
                        (double u, double v) = (first ? Math.Cos(psi) : 0, second ? Math.Cos(psi - angle) : 0);
                        double a11 = (t * x * x) + ((1 - t) * u * u), a22 = (t * y * y) + ((1 - t) * v * v), a12 = (t * x * y) + ((1 - t) * u * v);
                        mean += weight * a12 / Math.Sqrt(a11 * a22);
                    }
                }
            }
        }

        AngleLayer layer = Compute("relu", 2, 2, rho)[1];
        double both = 0.5 - (0.5 * angle / Math.PI);
        mean += 2 * both * both;
        Assert.Equal(0.5 - (both * both), layer.Dead.Value, 1e-13);
        Assert.Equal(mean, layer.Mean.Value * (1 - layer.Dead.Value), 2e-5);
        Assert.Equal(2 * both * both, layer.One.Value, 1e-13);
    }

    /// <summary>ReLU and leaky ReLU, three layers, against networks that are drawn.</summary>
    [Theory]
    [MemberData(nameof(Drawn))]
    public void Layers_AgreeWithDrawnNetworks(string activation, double slope, int n, double rho)
    {
        const int networks = 20_000;
        AngleLayer layer = Compute(activation, n, 3, rho)[2];
        List<double> drawn = Draw(slope, n, rho, networks);
        static double Error(double p, double count) => 4.5 * Math.Sqrt(p * (1 - p) / count) + 1e-12;
        double dead = layer.Dead.Value;
        Assert.InRange((double)drawn.Count / networks, 1 - dead - Error(dead, networks), 1 - dead + Error(dead, networks));
        Assert.InRange(drawn.Average() - layer.Mean.Value, -4.5 * Math.Sqrt(layer.Variance.Value / drawn.Count), 4.5 * Math.Sqrt(layer.Variance.Value / drawn.Count));
        foreach (double r in (double[])[-0.4, 0.2, 0.5, 0.8, 0.95])
        {
            double p = layer.Cumulative(r);
            Assert.InRange((double)drawn.Count(x => x <= r) / drawn.Count, p - Error(p, drawn.Count), p + Error(p, drawn.Count));
        }

        Assert.All(layer.Quantiles.Where(q => q.Value.Value is > -1 and < 1 && q.Value.Value != 0), q => Assert.Equal(q.Probability, layer.Cumulative(q.Value.Value), 1e-8));
    }

    /// <summary>Narrow networks, whose laws reach correlations near 1 and -1: Kolmogorov's distance from networks that are drawn, and the mean.</summary>
    [Theory]
    [MemberData(nameof(Narrow))]
    public void NarrowLayers_HaveTheLawOfDrawnNetworks(string activation, double slope, int n, double rho)
    {
        const int networks = 200_000;
        AngleLayer layer = Compute(activation, n, 3, rho)[2];
        List<double> drawn = Draw(slope, n, rho, networks);
        drawn.Sort();
        double dead = layer.Dead.Value;
        Assert.InRange((1.0 * drawn.Count / networks) - 1 + dead, -4.5 * Math.Sqrt(dead * (1 - dead) / networks), 4.5 * Math.Sqrt(dead * (1 - dead) / networks));
        double deviation = 4.5 * Math.Sqrt(layer.Variance.Value / drawn.Count);
        Assert.InRange(drawn.Average() - layer.Mean.Value, -deviation, deviation);
        double distance = 0;
        for (int i = 39; i < drawn.Count; i += 40)
        {
            // Not within the law's atom at 0, nor where rounding of 1 - rho shows
            if (Math.Abs(drawn[i]) is > 1e-5 and < 1 - 1e-9 && drawn[i] != drawn[i - 1])
            {
                distance = Math.Max(distance, Math.Abs(layer.Cumulative(drawn[i]) - ((i + 1.0) / drawn.Count)));
            }
        }

        Assert.InRange(distance, 1e-6, 2.4 / Math.Sqrt(drawn.Count));
        Assert.InRange(layer.Mean.Error, 0, 3e-4);
    }

    /// <summary>Opposite inputs: a quarter of three leaky neurons are on one side of both, else a beta law.</summary>
    [Fact]
    public void OppositeInputs_HaveABetaLaw()
    {
        const double slope = 0.1;
        AngleLayer layer = Compute("leaky_relu:0.1", 3, 2, -1)[1];
        double mean = -0.25;
        GaussLegendreRule rule = new(0, Math.PI / 2, 64);
        for (int i = 0; i < rule.Order; i++)
        {
            // The share of one neuron among three is sin^2 phi with density cos phi.
            double share = Math.Pow(Math.Sin(rule.GetAbscissa(i)), 2), rest = 1 - share;
            mean -= 0.75 * rule.GetWeight(i) * Math.Cos(rule.GetAbscissa(i)) * slope / Math.Sqrt((share + (slope * slope * rest)) * ((slope * slope * share) + rest));
        }

        Assert.Equal(0.25, layer.MinusOne.Value, 1e-15);
        Assert.Equal(mean, layer.Mean.Value, 1e-9);
    }

    /// <summary>Wide networks: the mean is off its limit by c/n, to the next order.</summary>
    [Fact]
    public void WideLayers_ApproachTheKernel()
    {
        double limit = ((Math.PI - Math.Acos(0.3)) * 0.3 + Math.Sqrt(1 - 0.09)) / Math.PI;
        double at2000 = 2000 * (Compute("relu", 2000, 2, 0.3)[1].Mean.Value - limit), at10000 = 10000 * (Compute("relu", 10_000, 2, 0.3)[1].Mean.Value - limit);
        Assert.Equal(at2000, at10000, 2e-3 * Math.Abs(at10000));
    }

    [Fact]
    public void Slopes_MatterByTheirRatioOnly()
    {
        AngleLayer one = Compute("leaky_relu:0.25", 8, 2, 0.2)[1];
        AngleLayer other = Law.Compute(Network.Plain(Activation.Parse("max(0,z)/2 - 2*max(0,-z)"), 2, 8, 0, 0.7), 0.2, cancellation: TestContext.Current.CancellationToken).Layers[1];
        AngleLayer same = Compute("leaky_relu:-0.25", 8, 2, 0.2)[1];
        Assert.NotEqual(one.Mean.Value, same.Mean.Value, 1e-3);
        Assert.Equal(one.Mean.Value, other.Mean.Value, 1e-13);
        Assert.Equal(Compute("linear", 8, 2, 0.2)[1].Mean.Value, Law.Compute(Network.Plain(Activation.Parse("-3z"), 2, 8, 0, 2), 0.2, cancellation: TestContext.Current.CancellationToken).Layers[1].Mean.Value, 1e-13);
    }

    /// <summary>Parallel inputs stay parallel; opposite ones stay opposite in linear networks, become parallel under abs, and orthogonal under ReLU.</summary>
    [Fact]
    public void ParallelAndOppositeInputs_AreExact()
    {
        Assert.Equal(1 - (2 * Math.Pow(0.5, 4)), Compute("relu", 4, 2, -1)[1].Zero.Value, 1e-12);
        Assert.Equal(1 - Math.Pow(1 - Math.Pow(0.5, 4), 2), Compute("relu", 4, 3, 1)[2].Dead.Value, 1e-13);
        Assert.Equal(1, Compute("linear", 4, 3, -1)[2].MinusOne.Value);
        Assert.Equal(1, Compute("abs", 4, 3, -1)[2].One.Value);
    }

    [Theory]
    [InlineData("tanh", 0, 0.3, "tanh is none")]
    [InlineData("relu", 0.1, 0.3, "C_b = 0")]
    [InlineData("relu", 0, 1.3, "between -1 and 1")]
    public void OtherNetworks_AreRefusedWithAReason(string activation, double cb, double rho, string reason)
    {
        UserInputException refusal = Assert.Throws<UserInputException>(
            () => Law.Compute(Network.Plain(Activation.Parse(activation), 3, 8, cb, 2), rho, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Correlations behind two layers, of the networks where they are defined.</summary>
    private static List<double> Draw(double slope, int n, double rho, int networks)
    {
        Random random = new(16);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        List<double> drawn = [];
        for (int i = 0; i < networks; i++)
        {
            double r = rho;
            for (int l = 0; l < 2; l++)
            {
                (double a11, double a12, double a22) = (0, 0, 0);
                for (int j = 0; j < n; j++)
                {
                    double z = Normal();
                    double y = (r * z) + (Math.Sqrt(Math.Max(0, 1 - (r * r))) * Normal());
                    (double s, double t) = (z > 0 ? z : slope * z, y > 0 ? y : slope * y);
                    (a11, a12, a22) = (a11 + (s * s), a12 + (s * t), a22 + (t * t));
                }

                r = a12 / Math.Sqrt(a11 * a22);
                r = double.IsNaN(r) ? r : Math.Clamp(r, -1, 1);
            }

            if (!double.IsNaN(r))
            {
                drawn.Add(r);
            }
        }

        return drawn;
    }

    private static IReadOnlyList<AngleLayer> Compute(string activation, int n, int depth, double rho) =>
        Law.Compute(Network.Plain(Activation.Parse(activation), depth, n, 0, 2), rho, cancellation: TestContext.Current.CancellationToken).Layers;

    private static double Hypergeometric(double a, double b, double c, double x)
    {
        (double sum, double term) = (1, 1);
        for (int k = 0; k < 5000 && term > 1e-17 * sum; k++)
        {
            term *= (a + k) * (b + k) / (c + k) / (k + 1) * x;
            sum += term;
        }

        return sum;
    }
}
