using MathNet.Numerics.Distributions;
using Theory.Activations;
using Theory.Numerics.ExactLaw;
using Functions = MathNet.Numerics.SpecialFunctions;

namespace Theory.Numerics.Tests.ExactLaw;

/// <summary>Squares that are step functions: the law is that of the numbers of neurons at each value, on a lattice that is finer than any band of frequencies where neurons are many.</summary>
public sealed class StepLawTests
{
    /// <summary>step(z - 1): binomial, and a mixture of binomials in the next layer; few neurons, whose lattice is coarse, and many.</summary>
    [Theory]
    [InlineData(3, 0)]
    [InlineData(40, 0)]
    [InlineData(40, 0.3)]
    public void TwoValues_AreBinomial(int n, double cb)
    {
        const double K1 = 3.5, Cw = 2;
        double Share(double q) => q > 0 ? 0.5 * Functions.Erfc(1 / Math.Sqrt(2 * q)) : 0;
        double Metric(int k) => cb + (Cw * k / n);
        double[] first = [.. Enumerable.Range(0, n + 1).Select(k => Binomial.PMF(Share(K1), n, k))];
        double[] second = [.. Enumerable.Range(0, n + 1).Select(k => Enumerable.Range(0, n + 1).Sum(j => first[j] * Binomial.PMF(Share(Metric(j)), n, k)))];
        IReadOnlyList<LawLayer> layers = Law("step(z-1)", new(K1, cb, Cw, n, Depth: 3));
        foreach ((LawLayer layer, double[] law) in ((LawLayer, double[])[])[(layers[1], first), (layers[2], second)])
        {
            double below = 0;
            for (int k = 0; k < n; k++)
            {
                below += law[k];
                LawValue probability = layer.Probability(0.5 * (Metric(k) + Metric(k + 1)));
                Assert.InRange(Math.Abs(probability.Value - below), 0, probability.Error + 1e-12);
                Assert.InRange(probability.Error, 0, 1e-9);
            }

            Assert.All(layer.Quantiles, q =>
            {
                double sum = 0;
                int k = Enumerable.Range(0, n).TakeWhile(k => (sum += law[k]) < q.Probability).Count();
                Assert.Equal(Metric(k), q.Value.Value, 1e-12);
            });
        }
    }

    /// <summary>Three values, a network at a time.</summary>
    [Fact]
    public void ThreeValues_AreMultinomial()
    {
        const int Width = 30;
        double[] p = [0.5 * Functions.Erfc(-0.5 / Math.Sqrt(2)) - 0.5, 0.5, 1 - (0.5 * Functions.Erfc(-0.5 / Math.Sqrt(2)))];
        LawLayer layer = Law("step(z)-0.5*step(z-0.5)", new(K1: 1, Cb: 0, Cw: 1, Width, Depth: 2))[^1];
        double x = (7 + 0.125) / Width, expected = 0;
        for (int ones = 0; ones <= 7; ones++)
        {
            for (int quarters = 0; ones + (0.25 * quarters) <= 7 && ones + quarters <= Width; quarters++)
            {
                int zeros = Width - ones - quarters;
                expected += Math.Exp(Functions.FactorialLn(Width) - Functions.FactorialLn(ones) - Functions.FactorialLn(quarters) - Functions.FactorialLn(zeros)
                    + (ones * Math.Log(p[0])) + (zeros * Math.Log(p[1])) + (quarters * Math.Log(p[2])));
            }
        }

        Assert.Equal(expected, layer.Probability(x).Value, 1e-12);
    }

    /// <summary>A lattice of neurons that are off, or saturated, beside others between: what it may be off by is in the error.</summary>
    [Theory]
    [InlineData("min(1,max(0,abs(z)-0.1))", 3)]
    [InlineData("min(1,max(0,abs(z)-0.1))", 12)]
    public void LatticeBesideADensity_IsInTheErrors(string activation, int n)
    {
        const double K1 = 400;
        const int Networks = 40_000;
        LawLayer layer = Law(activation, new(K1, Cb: 0, Cw: 1, n, Depth: 2))[^1];
        Random random = new(18);
        double[] metrics = [.. Enumerable.Range(0, Networks).Select(_ => Enumerable.Range(0, n).Average(_ =>
            Math.Pow(Math.Clamp(Math.Abs(Math.Sqrt(-2 * K1 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())) - 0.1, 0, 1), 2))).Order()];
        foreach (double x in Enumerable.Range(1, 40).Select(i => 0.0251 * i))
        {
            LawValue probability = layer.Probability(x);
            double observed = metrics.Count(g => g <= x) / (double)Networks;
            Assert.InRange(Math.Abs(observed - probability.Value), 0, probability.Error + (4.5 * Math.Sqrt((observed * (1 - observed)) + (1.0 / Networks)) / Math.Sqrt(Networks)));
        }
    }

    private static IReadOnlyList<LawLayer> Law(string activation, PlainLaw law) =>
        MetricLaw.Compute(law.Of(Activation.Parse(activation)), law.Signal, cancellation: TestContext.Current.CancellationToken).ToTheLast();
}
