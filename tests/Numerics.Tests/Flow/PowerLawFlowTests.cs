using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Tests.Flow;

/// <summary>Flows of homogeneous activations against their closed solution, beyond double precision too.</summary>
public sealed class PowerLawFlowTests
{
    [Theory]
    [InlineData("repu:2", 2, 1.5, 52.5, 10, 0.3, 50)]
    [InlineData("repu:3", 3, 7.5, 5197.5, 10, 0.14, 50)]
    [InlineData("repu:3", 3, 7.5, 5197.5, 1e-3, 1, 50)]
    [InlineData("repu:2", 2, 1.5, 52.5, 1e-3, 1, 20)]
    [InlineData("z^2", 2, 3, 105, 2, 1, 60)]
    public void LogarithmsOfKernelAndVertex_AreTheClosedSolution(string activation, int p, double g, double m4, double k1, double cw, int depth)
    {
        // log K(l) = p^(l-1) log K(1) + (p^(l-1) - 1)/(p - 1) log(C_W c); V/K^2 = (m/c^2 - 1)(p^(2l-2) - 1)/(p^2 - 1).
        IReadOnlyList<FlowLayer> flow = Flow(activation, new PlainLaw(k1, 0, cw, 512, depth));
        Assert.Equal(depth, flow.Count);
        foreach (FlowLayer layer in flow)
        {
            double power = Math.Pow(p, layer.Layer - 1);
            double logK = (power * Math.Log(k1)) + ((power - 1) / (p - 1) * Math.Log(cw * g));
            double ratio = ((m4 / (g * g)) - 1) * ((power * power) - 1) / ((p * p) - 1);
            Assert.Equal(logK, layer.LogK, 1e-12 * Math.Abs(logK));
            double logVertex = (2 * logK) + Math.Log(ratio);
            Assert.Equal(logVertex, layer.LogVertex, layer.Layer == 1 ? 0 : 1e-12 * (1 + Math.Abs(logVertex)));
            Assert.Equal(ratio / 512, layer.RelativeFluctuation, 1e-9 * ratio);

            // Nothing infinite, and nothing that has underflowed.
            Assert.True(double.IsNaN(layer.K) || Math.Abs(layer.K - Math.Exp(logK)) < 1e-9 * layer.K);
            Assert.True(layer.Layer == 1 || double.IsNaN(layer.Vertex) || double.IsNormal(layer.Vertex));
            Assert.True(double.IsFinite(layer.LogGradient) && !double.IsInfinity(layer.ChiPerp) && !double.IsInfinity(layer.TangentKernel));
        }

        Assert.True(double.IsNaN(flow[^1].K));
    }

    [Fact]
    public void Gradients_AreTheProductOfChiPerp()
    {
        // chi_perp = C_W p^2 (2p-3)!!/2 K^(p-1) = 2 C_W K for p = 2.
        IReadOnlyList<FlowLayer> flow = Flow("repu:2", new PlainLaw(10, 0, 0.5, 100, 30));
        double log = 0;
        for (int l = 29; l >= 1; l--)
        {
            log += Math.Log(2 * 0.5) + flow[l - 1].LogK;
            Assert.Equal(log, flow[l - 1].LogGradient, 1e-11 * log);
        }
    }

    [Fact]
    public void BiasesAndWidths_CountInLogarithmsToo()
    {
        // Both ways while double precision lasts: the same options, once started so high that only logarithms are left at the end.
        PlainLaw options = new(3, 0.7, 0.1, 1, 8) { LayerWidths = [10, 40, 20, 80, 10, 10, 10] };
        ExpectationEvaluator evaluator = new(Activation.Parse("repu:2"));
        IReadOnlyList<FlowLayer> direct = options.Flow(evaluator);
        FlowLayer[] logarithms = [.. PowerLawFlow.Of(evaluator.Derivation)!.Layers(options.Of(evaluator.Activation), options.K1, [])];
        foreach ((FlowLayer expected, FlowLayer actual) in direct.Zip(logarithms))
        {
            Assert.Equal(Math.Log(expected.K), actual.LogK, 1e-12);
            Assert.Equal(expected.Layer == 1 ? double.NegativeInfinity : Math.Log(expected.Vertex), actual.LogVertex, 1e-11);
            Assert.Equal(expected.RelativeFluctuation, actual.RelativeFluctuation, 1e-11 * (1 + expected.RelativeFluctuation));
            Assert.Equal(expected.ChiParallel, actual.ChiParallel, 1e-11 * expected.ChiParallel);
            Assert.Equal(expected.H, actual.H, 1e-11 * expected.H);
        }
    }

    [Fact]
    public void ShallowFlows_KeepEverythingTheyHaveWithoutLogarithms() =>
        Assert.Equal(
            new PlainLaw(1, 0, 0.1, 50, 4).Flow(new ExpectationEvaluator(Activation.Parse("repu:3"))),
            Flow("repu:3", new PlainLaw(1, 0, 0.1, 50, 4)));

    /// <summary>Beside an unstable fixed point rounding leads the flow away; where double precision ended, it stood at K = 1 again.</summary>
    [Fact]
    public void WhereDoublePrecisionEnds_LogarithmsGoOnFromThere()
    {
        IReadOnlyList<FlowLayer> flow = Flow("z^30", new PlainLaw(1, 0, 3.422828153162771e-41, 128, 20));
        Assert.All(flow.Zip(flow.Skip(1)), pair => Assert.True(pair.First.LogK > -0.1 || pair.Second.LogK < pair.First.LogK, $"layer {pair.Second.Layer}"));
        Assert.True(Math.Abs(flow[^1].LogK) > 1000);
    }

    [Theory]
    [InlineData("mrepu:2", 10, 50, "double precision")]
    [InlineData("exp(z^2/8)", 0.2, 5, "diverges")]
    [InlineData("repu:3", 10, 2000, "the logarithm of the kernel exceeds")]
    public void FlowsThatLogarithmsCannotSave_NameTheLayer(string activation, double k1, int depth, string why)
    {
        string message = Assert.Throws<UserInputException>(() => Flow(activation, new PlainLaw(k1, 0, 1, 100, depth))).Message;
        Assert.Contains("ends at layer ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<FlowLayer> Flow(string activation, PlainLaw options) =>
        KernelFlow.ComputeWithLogarithms(options.With(new ExpectationEvaluator(Activation.Parse(activation))), options.Signal, TestContext.Current.CancellationToken).ToTheLast();
}
