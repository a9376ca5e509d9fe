using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Numerics.Tests.Flow.TwoInputs;

/// <summary>Products of rarely active neurons: true networks with max(0, z - 2) at inputs that point apart were refuted.</summary>
public sealed class PairTailsTests
{
    private static double Kurtosis(string activation, double rho, int width, int layer)
    {
        NetworkEvaluator network = new PlainLaw(1, 0, 1, width, layer).With(new ExpectationEvaluator(Activation.Parse(activation)));
        IReadOnlyList<TwoInputLayer> flow = TwoInputFlow.Compute(network, Networks.Signal.Pair(1, 1, rho), TestContext.Current.CancellationToken).Layers;
        return PairTails.Of(network, flow, TestContext.Current.CancellationToken)[layer - 1];
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(-0.9)]
    public void Kurtosis_OfLinearNetworks_IsThatOfAProductOfTwoNormalNumbers(double rho)
    {
        // The cumulants of z_1 z_2: variance 1 + rho^2, fourth 6 (1 + 6 rho^2 + rho^4).
        double expected = 6 * (1 + (6 * rho * rho) + Math.Pow(rho, 4)) / Math.Pow(1 + (rho * rho), 2) / 10;
        Assert.Equal(expected, Kurtosis("linear", rho, 10, 2), 1e-10 * expected);
    }

    [Fact]
    public void Kurtosis_OfNeuronsThatSeldomMeet_IsThatOfARareEvent()
    {
        // A product that is nonzero with probability p has a kurtosis of order 1/p, here p ~ 1e-5.
        Assert.InRange(Kurtosis("max(0,z-2)", -0.5, 1, 2), 1e5, 1e9);
        Assert.InRange(Kurtosis("max(0,z-2)", -0.5, 1, 2) / Kurtosis("max(0,z-2)", -0.5, 100, 2), 99.9, 100.1);
    }
}
