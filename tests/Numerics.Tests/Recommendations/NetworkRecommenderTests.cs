using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Kernels;
using Theory.Numerics.Recommendations;

namespace Theory.Numerics.Tests.Recommendations;

public sealed class NetworkRecommenderTests
{
    private static readonly RecommendationOptions Wanted = new(8, 128);

    /// <summary>What is promised is what the flow of the network that is printed does, recomputed here from its text.</summary>
    [Theory]
    [InlineData("linear; 6*[residual(norm; linear; relu; linear)]; norm; linear")]
    [InlineData("linear; 5*[residual(relu; linear, alpha=0.9)]; relu; linear")]
    [InlineData("linear; 6*[erf(z); linear]; erf(z); linear")]
    public void Promises_AreKeptByTheNetworkThatIsPrinted(string text)
    {
        NetworkRecommendation r = Recommend(text);
        Assert.True(r.IsFeasible);
        Architecture printed = Architecture.Parse(r.Architecture.ToString());
        ArchitectureLayer[] layers = [.. ArchitectureFlow.Compute(printed, 1, TestContext.Current.CancellationToken).ToTheLast()];
        Assert.Equal(0.1, layers[^1].K, 1e-9);
        double Value(string name) => r.Criteria.Single(c => c.Name == name).Value;
        double gradients = Math.Exp(Math.Abs(layers[0].LogGradient - layers[^2].LogGradient));
        Assert.Equal(1, Value("gradients") / gradients, 1e-8);
        KernelLayer pair = new ArchitectureKernels(printed).Pair(1, 1, 0, new ParallelOptions()).Last();
        Assert.Equal(Value("correlation"), Math.Abs(pair.Kernel[0, 1]) / pair.Kernel[0, 0], 1e-9);
        Assert.InRange(r.Nonlinearity, 0.05, 0.9);
    }

    [Fact]
    public void SkipsAroundNorms_AreSaidToBeCriticalEverywhere() =>
        Assert.Equal(BlockFate.GrowsLinearly, Recommend("linear; 4*[residual(norm; relu; linear)]; norm; linear").Block!.Fate);

    [Fact]
    public void WhatTheTextSays_StaysAsItIs()
    {
        NetworkRecommendation r = Recommend("linear(cw=1.5, cb=0.2); 4*[residual(relu; linear(cb=0.03), beta=0.5)]; relu; linear(cw=0.7, cb=0)");
        Assert.Null(r.FirstCw);
        Assert.Null(r.LastCw);
        Assert.Null(r.Beta);
        Assert.Contains("linear(width=128, cb=0.2, cw=1.5)", r.Architecture.ToString(), StringComparison.Ordinal);
        Assert.Contains("cb=0.03", r.Architecture.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("linear(width=128, cb=0, cw=0.7)", r.Architecture.ToString(), StringComparison.Ordinal);

        // The variance of outputs cannot be set here, and is told, not asked for.
        Assert.False(r.Criteria.Single(c => c.Name == "output").IsDecisive);
    }

    /// <summary>With unscaled skips of 40 ReLU blocks gradients change by 1.5^40 at C_W = 1.</summary>
    [Fact]
    public void ManyUnscaledSkips_GetASmallFactor()
    {
        NetworkRecommendation r = Recommend("linear; 40*[residual(relu; linear)]; relu; linear");
        Assert.True(r.IsFeasible);
        Assert.True(r.Beta * r.Beta * r.Cw < 0.15, $"beta = {r.Beta}, C_W = {r.Cw}");
    }

    [Fact]
    public void DeepSigmoids_CannotBeHad()
    {
        NetworkRecommendation r = Recommend("linear; 24*[sigmoid; linear(cb=0)]; sigmoid; linear");
        Assert.False(r.IsFeasible);
    }

    [Theory]
    [InlineData("linear(cw=1); relu; linear(cw=2)", "nothing to recommend")]
    [InlineData("input(4); conv1d(1); relu; flatten; linear", "images")]
    [InlineData("relu; gelu; linear", "it comes from the activation relu")]
    public void WhatCannotBeRecommended_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => Recommend(text)).Message, StringComparison.Ordinal);

    private static NetworkRecommendation Recommend(string text) => NetworkRecommender.Recommend(new ArchitectureTemplate(text), Wanted, TestContext.Current.CancellationToken);
}
