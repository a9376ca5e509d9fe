using Theory.Networks;
using Theory.Numerics.Facade;
using Theory.Validation.Comparison;

namespace Theory.Validation.Tests;

/// <summary>Sampling through the front door.</summary>
public sealed class EffectiveTheorySamplingTests
{
    private static readonly EffectiveTheory Tanh = EffectiveTheory.Of("tanh");

    [Fact]
    public void ATrueTheory_IsConfirmed()
    {
        EnsembleResult result = Tanh.Sample(Tanh.Law(depth: 4, width: 64, cw: 1.5), models: 1000, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Confirmed, result.Verdict);
        Assert.Equal(4, result.Comparison.Layers.Count);
    }

    [Fact]
    public void TheSameSeed_GivesTheSameNetworks()
    {
        Network law = Tanh.Law(depth: 3, width: 16, cw: 1.5);
        double Measured(ulong seed) => Tanh.Sample(law, models: 50, seed: seed, cancellation: TestContext.Current.CancellationToken).Comparison.Layers[^1].Kernel.Empirical;
        Assert.Equal(Measured(3), Measured(3));
        Assert.NotEqual(Measured(3), Measured(4));
    }

    [Fact]
    public void AFlowThatEnds_IsRefused() =>
        Assert.Contains("ends at layer", Assert.Throws<UserInputException>(() =>
        {
            var steep = EffectiveTheory.Of("exp(z)");
            steep.Sample(steep.Law(depth: 12, width: 16, cw: 3), models: 20, cancellation: TestContext.Current.CancellationToken);
        }).Message, StringComparison.Ordinal);
}
