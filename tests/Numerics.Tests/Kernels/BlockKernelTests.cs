using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Inputs;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Tests.Kernels;

public sealed class BlockKernelTests
{
    /// <summary>
    /// The rounding of |x|^2 made several norms of one where inputs have thousands of components, or are tens of thousands of images: every pair was then followed
    /// layer by layer, at ten times the cost.
    /// </summary>
    [Fact]
    public void InputsOfOneNorm_HaveOneNorm_WhateverTheirDimension()
    {
        const int dimension = 20_000;
        double[] norms = [.. GeneratedInputs.Gaussian(100, dimension, 1).Select(x =>
        {
            double factor = Math.Sqrt(dimension / AccurateProduct.Of(x, x));
            double[] scaled = [.. x.Select(v => factor * v)];
            return AccurateProduct.Of(scaled, scaled) / dimension;
        })];
        Assert.All(norms, n => Assert.Equal(1, n, 1e-15));
        Assert.True(new BlockKernel(Network.Plain(Activation.Parse("tanh"), 3, null, 0.1, 2), norms, new ParallelOptions()).IsInterpolated);
    }

    /// <summary>1 is lost beside 1e32, and comes back.</summary>
    [Fact]
    public void Products_KeepWhatCancels() => Assert.Equal(3, AccurateProduct.Of([1e16, 1, -1e16, 2], [1e16, 1, 1e16, 1]));
}
