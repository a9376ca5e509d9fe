using Theory.Networks;
using Theory.Numerics.Architectures;

namespace Theory.Numerics.Tests.Architectures;

public sealed class BlockCriticalityTests
{
    [Fact]
    public void ReLUResidual_IsCriticalWhereTheSquaresAddUpToOne()
    {
        // alpha^2 + beta^2 C_W/2 = 1.
        IReadOnlyList<(double Cw, BlockFixedPoint End)> edges = BlockCriticality.EdgesOf(cw => Architecture.Parse("residual(relu; linear, alpha=0.9, beta=0.7)", new Linear(0, cw)));
        (double critical, BlockFixedPoint end) = Assert.Single(edges);
        Assert.Equal(2 * (1 - 0.81) / 0.49, critical, 1e-9);
        Assert.Equal(1, end.ChiParallel, 1e-9);
    }

    [Fact]
    public void PlainTanh_HasItsKnownEdge()
    {
        (double critical, BlockFixedPoint end) = Assert.Single(BlockCriticality.EdgesOf(cw => Architecture.Parse("tanh; linear", new Linear(0.1, cw))));
        Assert.True(end.K is > 0.1 and < 10);
        BlockCriticality block = BlockCriticality.Of(Architecture.Parse("tanh; linear", new Linear(0.1, critical)));
        Assert.Equal(1, block.Attracting!.ChiPerp, 1e-8);
    }

    [Fact]
    public void FixedPoints_AreFixed_WithSlopesOfTheMap()
    {
        BlockCriticality block = BlockCriticality.Of(Architecture.Parse("residual(tanh; linear, alpha=0.9, beta=0.7)", new Linear(0.1, 1.5)));
        BlockFixedPoint point = Assert.Single(block.FixedPoints);
        Assert.Equal(BlockFate.Settles, block.Fate);
        double Map(double k) => ArchitectureFlow.Compute(Architecture.Parse("residual(tanh; linear, alpha=0.9, beta=0.7)", new Linear(0.1, 1.5)), k, TestContext.Current.CancellationToken).ToTheLast()[0].K;
        Assert.Equal(point.K, Map(point.K), 1e-11);
        Assert.Equal((Map(point.K + 1e-4) - Map(point.K - 1e-4)) / 2e-4, point.ChiParallel, 1e-6);
        Assert.True(point.IsStable);
    }

    [Theory]
    [InlineData("residual(norm; gelu; linear)")]
    [InlineData("residual(rmsnorm; linear; tanh; linear, beta=0.5)")]
    [InlineData("2*[residual(norm; linear; relu; linear)]")]
    public void SkipsAroundNorms_AreCriticalEverywhere(string text)
    {
        foreach (double cw in (double[])[0.3, 1, 5])
        {
            BlockCriticality block = BlockCriticality.Of(Architecture.Parse(text, new Linear(0.1, cw)));
            Assert.Equal(BlockFate.GrowsLinearly, block.Fate);
            Assert.Equal(1, block.At(3).ChiParallel);

            // What the block adds is divided by K: chi_perp - 1 falls as 1/K.
            Assert.Equal(block.At(1000).ChiPerp - 1, (block.At(2000).ChiPerp - 1) * 2, text.StartsWith('2') ? 1e-3 : 1e-9);
        }
    }

    /// <summary>What looks like a skip around a norm, and is not critical for every C_W.</summary>
    [Theory]
    [InlineData("residual(norm; gelu; linear, alpha=0.99)")]
    [InlineData("residual(norm; gelu; linear, alpha=1.0001)")]
    [InlineData("residual(norm; gelu; linear, skip=linear)")]
    [InlineData("residual(gelu; linear)")]
    [InlineData("residual(sign; linear)")]
    [InlineData("residual(norm; sign; linear)")]
    [InlineData("residual(erf(1e12*z); linear)")]
    [InlineData("residual(tanh; linear)")]
    [InlineData("norm; gelu; linear")]
    [InlineData("residual(norm; gelu; linear); rmsnorm")]
    [InlineData("residual(norm; gelu; linear); scale(0.99)")]
    [InlineData("residual(norm; gelu; linear); residual(gelu; linear)")]
    public void WhatOnlyLooksLikeASkipAroundANorm_IsNotCriticalEverywhere(string text)
    {
        BlockCriticality block = BlockCriticality.Of(Architecture.Parse(text, new Linear(0.1, 1.3)));
        Assert.NotEqual(BlockFate.GrowsLinearly, block.Fate);
        Assert.Null(block.Increment);
    }

    [Theory]
    [InlineData("residual(norm; swiglu; linear)")]
    [InlineData("residual(dropout(0.9); norm; linear; tanh; linear)")]
    [InlineData("residual(scale(3); rmsnorm; sum(linear; relu | linear; gelu); linear)")]
    [InlineData("residual(norm; gelu; linear, alpha=2); scale(0.5)")]
    [InlineData("residual(norm; gelu; linear(cw=0.01), beta=0.1)")]
    public void SkipsAroundNorms_AreFoundWhateverElseIsInThem(string text)
    {
        BlockCriticality block = BlockCriticality.Of(Architecture.Parse(text, new Linear(0, 1.3)));
        Assert.Equal(BlockFate.GrowsLinearly, block.Fate);

        // The increment is what one block adds, at any kernel, and gradients grow as l^(c/increment) with c = K (chi_perp - 1).
        double power = 1e4 * (block.At(1e4).ChiPerp - 1) / block.Increment!.Value;
        Assert.Equal(power, 1e2 * (block.At(1e2).ChiPerp - 1) / block.Increment.Value, 1e-3 * power);
    }

    [Theory]
    [InlineData("residual(relu; linear)", 0, BlockFate.Grows, 1.5)]
    [InlineData("relu; linear", 0, BlockFate.Vanishes, 0.5)]
    [InlineData("relu; linear(cw=2)", 0, BlockFate.Stays, 1.0)]
    [InlineData("residual(relu; linear)", 0.1, BlockFate.Grows, null)]
    [InlineData("tanh; linear", 0, BlockFate.Vanishes, null)]
    [InlineData("residual(norm; gelu; linear, alpha=0.5)", 0.1, BlockFate.Settles, null)]
    public void TheFateOfKernels_IsTold(string text, double cb, BlockFate fate, double? ratio)
    {
        BlockCriticality block = BlockCriticality.Of(Architecture.Parse(text, new Linear(cb, 1)));
        Assert.Equal(fate, block.Fate);
        Assert.Equal(ratio ?? -1, block.Ratio ?? -1, 1e-12);
    }

    [Fact]
    public void ABlockWithoutAKernelWhereItBegins_IsRefused_WithTheReason()
    {
        UserInputException error = Assert.Throws<UserInputException>(() => BlockCriticality.Of(Architecture.Parse("residual(exp(z^2/4); linear)", new Linear(0.1, 1.5))));
        Assert.Contains("diverges at K = 1", error.Message, StringComparison.Ordinal);
    }
}
