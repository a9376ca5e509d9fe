using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Numerics.Tests.Flow.TwoInputs;

/// <summary>True networks with cos(2z), whose C_b hid how fast the mean metric of two inputs varies with their distance, were refuted.</summary>
public sealed class PairNextOrderTests
{
    [Theory]
    [InlineData(3, 2.8, 21, 0.9)]
    [InlineData(8, 1.5, 3, 0.8)]
    [InlineData(100, 1.5, 3, 0.5)]
    public void NextOrder_OfCosines_IsThatOfAnExponential(int width, double cw, double cb, double rho)
    {
        NetworkEvaluator network = new PlainLaw(2 * cb, cb, cw, width, 3).With(new ExpectationEvaluator(Activation.Parse("cos(2*z)")));
        IReadOnlyList<TwoInputLayer> flow = TwoInputFlow.Compute(network, Networks.Signal.Pair(2 * cb, 2 * cb, rho), TestContext.Current.CancellationToken).Layers;
        IReadOnlyList<double> sizes = PairNextOrder.Of(network, flow, TestContext.Current.CancellationToken);
        TwoInputLayer second = flow[1];
        PairVertex v = second.Vertex!.Value;

        // <cos(2 z_1) cos(2 z_2)> = exp(-2 d)/2 next to rounding, d = K_11 + K_22 - 2 K_12: with variance s of d its mean is exp(-2 d + 2 s), of which 2 s^2 is the next order.
        double distance = second.K11 + second.K22 - (2 * second.K12);
        double variance = (v.V1111 + v.V2222 + (4 * v.V1212) + (2 * v.V1122) - (4 * v.V1112) - (4 * v.V1222)) / width;
        double expected = 0.5 * cw * Math.Exp(-2 * distance) * 2 * variance * variance;
        Assert.Equal(0, sizes[0]);
        Assert.Equal(0, sizes[1]);
        Assert.InRange(sizes[2], 0.9 * expected, 1.6 * expected);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("tanh")]
    [InlineData("sign")]
    public void NextOrder_FallsLikeTheSquareOfTheWidth(string activation)
    {
        double At(int width)
        {
            NetworkEvaluator network = new PlainLaw(1, 0.1, 1.2, width, 4).With(new ExpectationEvaluator(Activation.Parse(activation)));
            return PairNextOrder.Of(network, TwoInputFlow.Compute(network, Networks.Signal.Pair(1, 1, 0.3), TestContext.Current.CancellationToken).Layers, TestContext.Current.CancellationToken)[^1];
        }

        double narrow = At(100);
        Assert.True(narrow > 0);
        Assert.InRange(At(400) / narrow, 1 / 20.0, 1 / 12.0);
    }
}
