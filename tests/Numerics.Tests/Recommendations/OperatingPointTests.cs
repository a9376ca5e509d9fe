using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Recommendations;

namespace Theory.Numerics.Tests.Recommendations;

public sealed class OperatingPointTests
{
    [Theory]
    [InlineData("mrepu:2", "-2/3")]
    [InlineData("gelu", "0.3")]
    [InlineData("x*tanh(x) + x", "-sqrt(2)")]
    [InlineData("elu(1)", "-1/2")]
    [InlineData("leaky_relu(0.1)", "1")]
    public void Shifted_IsTheActivationAboutThePoint(string activation, string w)
    {
        OperatingPoint point = new(Activation.Parse(activation), w);
        Assert.Equal(0, ValueAt(point.Shifted, 0), 1e-15);
        Assert.Equal(ValueAt(point.Original, point.Point), point.Value, 1e-15);
        foreach (double z in new[] { -2.3, -0.7, 0.01, 0.9, 3 })
        {
            Assert.Equal(ValueAt(point.Original, point.Point + z) - point.Value, ValueAt(point.Shifted, z), 1e-13);
        }
    }

    /// <summary>The biases of docs/cure.md make a network of the unchanged activation equal, weight for weight, to one of the shifted one.</summary>
    [Fact]
    public void BiasesOfTheUnchangedActivation_GiveTheNetworkOfTheShiftedOne()
    {
        OperatingPoint point = new(Activation.Parse("mrepu:2"), "-2/3");
        Random random = new(20261128);
        double[] x = [0.4, -1.1, 0.7];
        double[] shifted = x, unchanged = x;
        const int Depth = 4;
        for (int l = 1; l <= Depth; l++)
        {
            double[][] w = [.. Enumerable.Range(0, l == Depth ? 1 : 5).Select(_ => (double[])[.. shifted.Select(_ => random.NextDouble() - 0.5)])];
            double[] b = [.. w.Select(_ => random.NextDouble() - 0.5)];
            double[] z = Affine(w, b, shifted);
            double[] u = Affine(w, [.. b.Select((v, i) => v - (l > 1 ? point.Value * w[i].Sum() : 0) + (l < Depth ? point.Point : 0))], unchanged);
            if (l == Depth)
            {
                Assert.Equal(z[0], u[0], 1e-14);
            }

            shifted = [.. z.Select(v => ValueAt(point.Shifted, v))];
            unchanged = [.. u.Select(v => ValueAt(point.Original, v))];
        }

        static double[] Affine(double[][] w, double[] b, double[] input) => [.. w.Select((row, i) => b[i] + row.Zip(input, (p, q) => p * q).Sum())];
    }

    [Theory]
    [InlineData("tanh", "z")]
    [InlineData("tanh", "hello")]
    [InlineData("1/z", "0")]
    public void WhatIsNoPoint_IsRefused(string activation, string point) =>
        Assert.Throws<UserInputException>(() => new OperatingPoint(Activation.Parse(activation), point));

    private static double ValueAt(Activation s, double z) => ActivationCompiler.Compile(s).ValueAt(z);
}
