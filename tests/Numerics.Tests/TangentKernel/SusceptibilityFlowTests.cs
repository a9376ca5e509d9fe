using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.TangentKernel;

namespace Theory.Numerics.Tests.TangentKernel;

public class SusceptibilityFlowTests
{
    /// <summary>Where only the biases of one layer learn, the tangent kernel is the squared gradient by the neurons of that layer.</summary>
    [Theory]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("mrepu:2")]
    [InlineData("hard_tanh")]
    public void SquaredGradients_AreTangentKernelsOfOneLayer(string activation)
    {
        const int Depth = 5;
        Activation s = Activation.Parse(activation);
        int[] widths = [30, 17, 40, 25];
        Network Learning(int layer) => Network.Plain(s, Depth, widths, [0.1], [1.3], [.. Enumerable.Range(1, Depth).Select(l => l == layer ? 1.0 : 0)], [0]);
        IReadOnlyList<SusceptibilityLayer> layers = SusceptibilityFlow.Compute(new NetworkEvaluator(Learning(1)), Signal.Kernel(0.7), Token).ToTheLast();
        for (int layer = 1; layer <= Depth; layer++)
        {
            TangentLayer last = TangentFlow.Compute(new NetworkEvaluator(Learning(layer)), Signal.Kernel(0.7), Token).ToTheLast()[^1];
            Assert.InRange(Math.Abs(Math.Log(last.Theta) - layers[layer - 1].LogGradient), 0, 1e-11);
            Assert.InRange(Math.Abs(last.MeanShift - layers[layer - 1].GradientCorrection), 0, 1e-11);
        }
    }

    /// <summary>Where the susceptibilities do not depend on K, a fluctuating metric does not change their means.</summary>
    [Theory]
    [InlineData("relu")]
    [InlineData("leaky_relu(0.3)")]
    [InlineData("z")]
    public void ScaleInvariantActivations_HaveNoCorrection(string activation)
    {
        Network network = Network.Plain(Activation.Parse(activation), 6, 10, 0.2, 1.1);
        Assert.All(
            SusceptibilityFlow.Compute(new NetworkEvaluator(network), Signal.Kernel(2), Token).ToTheLast(),
            l => Assert.All([l.ChiParallelCorrection, l.ChiPerpCorrection, l.GradientCorrection], c => Assert.Equal(0, c, 1e-14)));
    }

    /// <summary>The mean of chi over the exact chain of metrics, for a width at which its correction is many standard errors.</summary>
    [Fact]
    public void Susceptibilities_AreThoseOfAFluctuatingMetric()
    {
        const int Width = 40;
        ExpectationEvaluator tanh = new(Activation.Parse("tanh"));
        Network network = Network.Plain(tanh.Activation, 4, Width, 0, 1.5);
        IReadOnlyList<SusceptibilityLayer> layers = SusceptibilityFlow.Compute(new NetworkEvaluator(network, tanh), Signal.Kernel(1), Token).ToTheLast();
        Random random = new(5);
        const int Networks = 12000;
        (double sum, double square) = (0, 0);
        for (int i = 0; i < Networks; i++)
        {
            double metric = 1;
            double perp = 0;
            for (int l = 1; l <= 4; l++)
            {
                (double next, double slopes) = (0, 0);
                for (int j = 0; j < Width; j++)
                {
                    double t = Math.Tanh(Math.Sqrt(metric) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
                    next += t * t;
                    slopes += (1 - (t * t)) * (1 - (t * t));
                }

                (metric, perp) = (1.5 * next / Width, 1.5 * slopes / Width);
            }

            sum += perp;
            square += perp * perp;
        }

        double mean = sum / Networks;
        double error = Math.Sqrt(((square / Networks) - (mean * mean)) / Networks);
        Assert.InRange((mean - layers[3].FiniteChiPerp) / error, -4.5, 4.5);
        Assert.True(Math.Abs(layers[3].ChiPerpCorrection) > 5 * error, $"the correction {layers[3].ChiPerpCorrection} is not resolved by {error}");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
