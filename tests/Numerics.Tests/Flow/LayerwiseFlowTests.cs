using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Tests.Flow;

/// <summary>Values per layer, gradients, tangent kernel.</summary>
public sealed class LayerwiseFlowTests
{
    private static readonly int[] Widths = [16, 64, 8, 128, 32];

    [Theory]
    [InlineData("relu", 2, 5)]
    [InlineData("linear", 1, 2)]
    public void ScaleInvariantNetworks_FollowTheirExactLaw_ForAnyWidths(string activation, double cw, double q)
    {
        // Ghat(l+1) = Ghat(l) X with E[X] = 1, E[X^2] = 1 + q/n_l: Var(Ghat(l)) = K^2 (prod (1 + q/n_j) - 1).
        const double K = 0.7;
        IReadOnlyList<FlowLayer> flow = Flow(activation, new PlainLaw(K, 0, cw, 1, 6) { LayerWidths = Widths });
        for (int l = 2; l <= 6; l++)
        {
            double[] steps = [.. Widths[..(l - 1)].Select(n => q / n)];
            double first = steps.Sum();
            double second = (first * first / 2) - steps.Sum(s => s * s / 2);
            int n = Widths[l - 2];
            Assert.Equal(n * K * K * first, flow[l - 1].Vertex, 1e-11);
            Assert.Equal(n * K * K * second, flow[l - 1].NextOrderVertex, 1e-9);
            Assert.Equal(first, flow[l - 1].RelativeFluctuation, 1e-12);
            Assert.Equal(K, flow[l - 1].Metric, 1e-12);
        }
    }

    [Fact]
    public void ValuesOfEachLayer_AreThoseOfThatLayer()
    {
        double[] cb = [0.5, 0.1, 0.2, 0.3];
        double[] cw = [9, 1.5, 2.5, 0.5];
        IReadOnlyList<FlowLayer> flow = Flow("relu", new PlainLaw(1, 7, 7, 10, 4) { LayerCb = cb, LayerCw = cw });
        double k = 1;
        double theta = 3 + (5 * (1 - 0.5) / 9);
        double squaredGradient = cw[1] * cw[2] * cw[3] / 8;
        IReadOnlyList<FlowLayer> rates = Flow("relu", new PlainLaw(1, 7, 7, 10, 4) { LayerCb = cb, LayerCw = cw, LambdaB = 3, LambdaW = 5 });
        for (int l = 1; l <= 4; l++)
        {
            Assert.Equal(k, flow[l - 1].K, 1e-14);
            Assert.Equal(Math.Log(k), flow[l - 1].LogK, 1e-14);
            Assert.Equal(cw[Math.Min(l, 3)] / 2, flow[l - 1].ChiPerp, 1e-14);
            Assert.Equal(squaredGradient, flow[l - 1].GradientGrowth, 1e-14);
            Assert.Equal(theta, rates[l - 1].TangentKernel, 1e-13);
            if (l < 4)
            {
                theta = 3 + (5 * k / 2) + (cw[l] / 2 * theta);
                k = cb[l] + (cw[l] * k / 2);
                squaredGradient /= cw[l] / 2;
            }
        }
    }

    [Fact]
    public void EqualValues_AreTheSameAsOne()
    {
        IReadOnlyList<FlowLayer> one = Flow("tanh", new PlainLaw(0.8, 0.1, 1.4, 50, 4));
        IReadOnlyList<FlowLayer> each = Flow(
            "tanh", new PlainLaw(0.8, 5, 5, 5, 4) { LayerCb = [0.1, 0.1, 0.1, 0.1], LayerCw = [1.4, 1.4, 1.4, 1.4], LayerWidths = [50, 50, 50] });
        Assert.Equal(one, each);
    }

    [Fact]
    public void TangentKernelOfReLU_GrowsLinearlyAtCriticality()
    {
        // C_W = lambda_W = 2, no biases: Theta(l) = l K (Jacot et al. 2018).
        IReadOnlyList<FlowLayer> flow = Flow("relu", new PlainLaw(0.6, 0, 2, 100, 12) { LambdaB = 0, LambdaW = 2 });
        Assert.All(flow, l => Assert.Equal(l.Layer * 0.6, l.TangentKernel, 1e-12));
    }

    [Theory]
    [InlineData(3, 3, 2, "there are 3 values of C_b, but 4 layers of preactivations")]
    [InlineData(4, 5, 2, "there are 5 values of C_W, but 4 layers of preactivations")]
    [InlineData(4, 4, 4, "there are 4 widths, but 3 hidden layers")]
    public void ListsOfTheWrongLength_AreErrors(int cb, int cw, int widths, string message) => Assert.Contains(
        message,
        Assert.Throws<UserInputException>(() => Flow("relu", new PlainLaw(1, 0, 1, 1, 4)
        {
            LayerCb = [.. Enumerable.Repeat(0.0, cb)],
            LayerCw = [.. Enumerable.Repeat(1.0, cw)],
            LayerWidths = [.. Enumerable.Repeat(1, widths)],
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ValuesOutsideTheirDomain_AreErrors_InAnyLayer()
    {
        PlainLaw good = new(1, 0, 1, 1, 2);
        Assert.Contains("C_b", Message(good with { LayerCb = [0, -1] }), StringComparison.Ordinal);
        Assert.Contains("C_W", Message(good with { LayerCw = [1, 0] }), StringComparison.Ordinal);
        Assert.Contains("width", Message(good with { LayerWidths = [0] }), StringComparison.Ordinal);
        Assert.Contains("lambda", Message(good with { LambdaB = -1 }), StringComparison.Ordinal);
        Assert.Contains("lambda", Message(good with { LambdaW = double.NaN }), StringComparison.Ordinal);

        static string Message(PlainLaw options) => Assert.Throws<UserInputException>(() => Flow("relu", options)).Message;
    }

    private static IReadOnlyList<FlowLayer> Flow(string activation, PlainLaw options) =>
        options.Flow(new ExpectationEvaluator(Activation.Parse(activation)));
}
