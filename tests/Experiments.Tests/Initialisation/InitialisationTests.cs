using Theory.Activations;
using Theory.Experiments.Initialisation;
using Theory.Numerics.Evaluation;
using Theory.Validation.Activations;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Statistics;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Experiments.Tests.Initialisation;

public sealed class InitialisationTests
{
    [Theory]
    [InlineData("repu:2", 2)]
    [InlineData("repu:3", 3)]
    [InlineData("relu", 1)]
    [InlineData("leaky_relu(0.1)", 1)]
    [InlineData("z^3", 3)]
    [InlineData("mrepu:2", null)]
    [InlineData("tanh", null)]
    [InlineData("z+z^2", null)]
    [InlineData("1/3", 0)]
    [InlineData("hard_tanh", null)]
    [InlineData("piecewise(z<0, z, z^2)", null)]
    public void HomogeneityDegree_IsDecided(string activation, int? degree) => Assert.Equal((double?)degree, HomogeneityDegree.Of(Activation.Parse(activation)));

    [Theory]
    [InlineData("mrepu:2", 1.0, 0.002)]
    [InlineData("relu", 2.0, 1.0)]
    [InlineData("tanh", 1.2, 0.5)]
    public void MeanKernelOverParameters_IsTheMetric(string name, double cw, double k1)
    {
        const int Networks = 3000;
        const int Width = 100;
        var activation = Activation.Parse(name);
        double[][] logarithms = new ParameterKernels(activation, Width, 4, cw, k1).Draw(3, 0, Networks, TestContext.Current.CancellationToken);
        var flow = new PlainLaw(k1, 0, cw, Width, 4).Flow(new ExpectationEvaluator(activation));
        for (int layer = 0; layer < 4; layer++)
        {
            var kernel = MemberStatistics.Of([.. logarithms[layer].Select(Math.Exp)]);
            double z = (kernel.Mean - flow[layer].Metric - flow[layer].NextOrderMetric) / kernel.StandardError;
            Assert.True(Math.Abs(z) < 4.5, $"layer {layer + 1}: {z} sigma");
        }
    }

    /// <summary>ln K(l) = p ln Ĝ(l-1) + …: in law Σ p^(L-k) ln X_k, whose mean needs E ln X only.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void KernelOfRePU_IsFollowedBeyondDoublePrecision(int p)
    {
        const int Depth = 10;
        double[][] kernels = new ParameterKernels(Activation.Parse($"repu:{p}"), 512, Depth, 2, 2).Draw(1, 0, 200, TestContext.Current.CancellationToken);
        double[] infinite = InfiniteWidthKernel.Logarithms(Activation.Parse($"repu:{p}"), 2, 2, Depth);
        Assert.True(infinite[^1] > 710, "the kernel of this test does not leave double precision");
        Assert.All(kernels, layer => Assert.All(layer, x => Assert.True(double.IsFinite(x))));
        double[] means = [.. kernels.Select(layer => layer.Average())];
        Assert.Equal(p, (means[9] - means[8]) / (means[8] - means[7]), 0.01);

        // E ln X lies below ln E X by a few hundredths, which the recursion multiplies like the kernel's own growth.
        Assert.Equal(1, means[^1] / infinite[^1], 0.2);
    }

    [Theory]
    [InlineData("repu:2", 0.8)]
    [InlineData("relu", 2.0)]
    [InlineData("mrepu:2", 0.3)]
    public void KernelsOverData_AreThoseOfThePlainNetwork(string name, double cw)
    {
        TorchRuntime.EnsureLoaded();
        using var scope = torch.NewDisposeScope();
        var activation = Activation.Parse(name);
        double[][] logarithms = new DataKernels(activation, 2, 30, 4, cw, torch.CPU).Draw(5, 17, 20, 0.5);
        using var network = Validation.Tests.Training.Networks.Plain(2, 30, 4, cw, 5, 17, name);
        var x = torch.tensor(Validation.Tests.Training.Networks.Normals(5, -18, 40)).Times(0.5).reshape(20, 2);
        var layers = network.Forward(x);
        for (int l = 0; l < 4; l++)
        {
            double[] expected = layers[l].Squared().mean([2]).log().data<double>().ToArray();
            Assert.All(logarithms[l].Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-10));
        }
    }

    [Fact]
    public void KernelsOverData_KeepTheirOrderOfMagnitude_WhereTheyLeaveDoublePrecision()
    {
        TorchRuntime.EnsureLoaded();
        double[][] small = new DataKernels(Activation.Parse("repu:3"), 2, 64, 10, 0.2, torch.CPU).Draw(1, 0, 10, 1);
        double[][] large = new DataKernels(Activation.Parse("repu:3"), 2, 64, 10, 2, torch.CPU).Draw(1, 0, 10, 1);
        Assert.All(small[9].Concat(large[9]), x => Assert.True(double.IsFinite(x)));
        Assert.All(small[9], x => Assert.True(x < -1000));

        // Homogeneity: C_W multiplies K(l) by 10^(1 + p + … + p^(l-1)), exactly, for the same random numbers.
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(Math.Log(10) * (Math.Pow(3, 10) - 1) / 2, large[9][i] - small[9][i], 1e-4);
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0.5)]
    [InlineData(4, 2)]
    public void BalancedCw_KeepsTheFirstKernel(int p, double square)
    {
        double cw = BalancedInitialisation.CwOfRePU(p, square);
        var flow = new PlainLaw(cw * square, 0, cw, 512, 2).Flow(new ExpectationEvaluator(Activation.Parse($"repu:{p}")));
        Assert.Equal(flow[0].K, flow[1].K, 1e-12);
    }

    [Fact]
    public void InfiniteWidthKernel_IsTheFlow_AndNaNBeyondDoublePrecision()
    {
        var activation = Activation.Parse("mrepu:2");
        double[] logarithms = InfiniteWidthKernel.Logarithms(activation, 0.9, 0.004, 6);
        var flow = new PlainLaw(0.004, 0, 0.9, 512, 6).Flow(new ExpectationEvaluator(activation));
        Assert.All(logarithms.Zip(flow), pair => Assert.Equal(Math.Log(pair.Second.K), pair.First, 1e-10));
        Assert.True(double.IsNaN(InfiniteWidthKernel.Logarithms(activation, 1, 5, 12)[^1]));
    }

    [Fact]
    public void Spread_CountsOverflows_AndPutsThemAtTheTop()
    {
        var spread = KernelSpread.Of([.. Enumerable.Range(0, 97).Select(i => (double)i), double.PositiveInfinity, double.NaN, double.PositiveInfinity]);
        Assert.Equal((3, 48.0, 50.0, 94.0, 5.0), (spread.Overflowed, spread.Mean, Math.Round(spread.Median), spread.Upper, spread.Lower));
        Assert.True(double.IsPositiveInfinity(KernelSpread.Of([1, double.NaN, double.NaN]).Median));
    }
}
