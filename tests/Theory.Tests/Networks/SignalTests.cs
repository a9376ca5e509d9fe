using Theory.Activations;
using Theory.Networks;

namespace Theory.Tests.Networks;

public sealed class SignalTests
{
    private static readonly Network Network = Network.Plain(Activation.Parse("relu"), 2, 10, 0.5, 2);

    [Fact]
    public void EveryKindOfSignal_HasTheKernelOfItsInput()
    {
        double[] x = [1, -2, 0.5];
        double k1 = 0.5 + (2 * 5.25 / 3);
        foreach (Signal signal in (Signal[])[NetworkInputs.Of([x]), Signal.Scale(5.25 / 3), Signal.Kernel(k1), Signal.Kernel(k1, 7)])
        {
            Assert.Equal(k1, signal.FirstKernel(Network)[0], 1e-15);
            double[] values = signal.InputValues(Network[1]);
            Assert.Equal(signal.Dimension, values.Length);
            Assert.Equal(k1, NetworkInputs.Of([values]).FirstKernel(Network)[0], 1e-14);
        }

        Assert.Equal(5.25 / 3, NetworkInputs.Of([x]).Square!.Value, 1e-15);
        Assert.Null(Signal.Kernel(1).Square);
    }

    [Fact]
    public void Pair_HasTheKernelMatrixOfItsCorrelation() =>
        Assert.Equal([1, 0.6, 0.6, 4], Signal.Pair(1, 4, 0.3).FirstKernel(Network));

    /// <summary>The conditional sampler and the flow of two inputs took kernels that no network has.</summary>
    [Fact]
    public void KernelsBelowTheVarianceOfTheBiases_AreRefused_ForOneInputAndForTwo()
    {
        foreach (Signal signal in (Signal[])[Signal.Kernel(0.4), Signal.Pair(1, 0.4, 0), Signal.Pair(0.4, 1, 0)])
        {
            Assert.Contains("K(1) = 0.4 is below C_b = 0.5", Assert.Throws<UserInputException>(() => signal.FirstKernel(Network)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(0.5, Signal.Kernel(0.5).FirstKernel(Network)[0]);
        Assert.Equal(0.5, NetworkInputs.Of([[0, 0]]).FirstKernel(Network)[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void KernelsAndScalesThatAreNotPositive_AreRefused(double value)
    {
        Refused("K(1) must be a positive finite number, got ", () => Signal.Kernel(value));
        Refused("K(1) must be a positive finite number, got ", () => Signal.Pair(value, 1, 0));
        Refused("the input scale |x|^2/n_0 must be a positive finite number, got ", () => Signal.Scale(value));
        Refused("the second input needs", () => Signal.Pair(1, value, 0));
    }

    [Fact]
    public void CorrelationsBeyondOne_AndInputsWithoutComponents_AreRefused()
    {
        Refused("the second input needs", () => Signal.Pair(1, 1, 1.1));
        Refused("the second input needs", () => Signal.Pair(1, 1, double.NaN));
        Refused("the input dimension must be at least 1, got 0", () => Signal.Kernel(1, 0));
        Refused("exceeds 1.8e308", () => NetworkInputs.Of([[1e200]]).FirstKernel(Network));
    }

    private static void Refused(string message, Action action) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(action).Message, StringComparison.Ordinal);
}
