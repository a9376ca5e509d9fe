using Theory.Activations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Criticality;

public sealed class KernelTableTests
{
    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("mrepu:3")]
    [InlineData("gelu")]
    [InlineData("sin")]
    [InlineData("hard_tanh")]
    [InlineData("max(0, z - 1/10)")]
    [InlineData("exp(z)")]
    public void Table_AgreesWithTheExpectations_BetweenItsNodes(string activation)
    {
        KernelTable table = KernelTable.Of(new ExpectationEvaluator(Activation.Parse(activation)), TestContext.Current.CancellationToken);
        KernelSampler sampler = new(new ExpectationEvaluator(Activation.Parse(activation)));
        Assert.InRange(table.Error, 0, 1e-9);

        // Steps that share no factor with those of the panels.
        for (double logK = table.From; logK < table.To; logK += 0.7131)
        {
            Assert.True(sampler.TryEvaluate(Math.Exp(logK), out KernelSample exact, out _));
            KernelSample interpolated = table.At(logK);
            Assert.Equal(1, interpolated.G / exact.G, 1e-9);
            Assert.Equal(0, (exact.Slope - interpolated.Slope) / Math.Max(exact.G / exact.K, Math.Abs(exact.Slope)), 1e-9);
            Assert.Equal(1, interpolated.SlopeSquare / exact.SlopeSquare, 1e-9);
        }
    }

    [Fact]
    public void Table_EndsWhereTheKernelDoes()
    {
        // g of exp(z) is exp(2K); of exp(z^2/8) it exists for K < 2.
        Assert.InRange(Math.Exp(TableOf("exp(z)").To), 300, 355);
        Assert.InRange(Math.Exp(TableOf("exp(z^2/8)").To), 1.5, 2);
        Assert.Equal(Math.Log(1e10), TableOf("relu").To, 1e-12);
    }

    [Fact]
    public void ActivationWithoutAKernel_IsAnError() =>
        Assert.Contains("the kernel of 0 vanishes", Assert.Throws<UserInputException>(() => TableOf("0")).Message, StringComparison.Ordinal);

    private static KernelTable TableOf(string activation) =>
        KernelTable.Of(new ExpectationEvaluator(Activation.Parse(activation)), TestContext.Current.CancellationToken);
}
