using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Numerics.Tests.Recommendations;

public sealed class RecommenderTests
{
    [Theory]
    [InlineData("mrepu:2", 10, 0.01)]
    [InlineData("mrepu:2", 20, 0.005)]
    [InlineData("mrepu:3", 10, 0.01)]
    [InlineData("gelu", 10, 0.1)]
    public void UnstableZeros_GetTheLargestCwThatKeepsTheBand(string activation, int depth, double k1)
    {
        Recommendation r = Recommend(activation, new RecommendationOptions(depth, 512, Signal.Kernel(k1)));
        Assert.Equal((RecommendationKind.LargestCw, 0.0, k1), (r.Kind, r.Cb, r.K1));

        // Independently: the flow at this C_W stays in the band, 5 % more does not, nor does what lies just beyond the interval.
        Assert.True(StaysInBand(activation, r.Cw, depth, k1));
        Assert.False(StaysInBand(activation, 1.05 * r.Cw, depth, k1));
        Assert.True(StaysInBand(activation, r.Interval!.Value.To, depth, k1));
        Assert.False(StaysInBand(activation, r.Interval.Value.To * (1 + 1e-9), depth, k1));
        Assert.True(StaysInBand(activation, r.Interval.Value.From, depth, k1));
        Assert.False(StaysInBand(activation, r.Interval.Value.From * (1 - 1e-9), depth, k1));
        Assert.InRange(r.Interval.Value.To - r.Cw, 0, 1e-3 * r.Cw);
        Assert.True(r.Above.Escape <= depth && r.Above.Grows);

        // K(1) lies above the threshold: it grows, but not out of the band.
        Assert.InRange(r.Threshold!.Value, k1 / 2, k1);
        Assert.True(r.BalancedCw < r.Cw && StaysInBand(activation, r.BalancedCw, depth, k1));
    }

    [Fact]
    public void IntervalsTooNarrowToUse_AreSaidToBe() =>
        Assert.Contains(Recommend("mrepu:2", new RecommendationOptions(10, 512, Signal.Kernel(5))).Reasons, r => r.Contains("too narrow to rely on", StringComparison.Ordinal));

    [Fact]
    public void MRePU_NeedsCwSlightlyBelowOne()
    {
        Recommendation r = Recommend("mrepu:2", new RecommendationOptions(10, 512, Signal.Kernel(0.01)));
        Assert.InRange(r.Cw, 0.8, 0.999);
        Assert.Contains("K* = 0 is unstable", r.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relu", 50, 1.0, 0, 2)]
    [InlineData("linear", 100, 3.0, 0, 1)]
    [InlineData("tanh", 10, 0.01, 0, 1)]
    [InlineData("mrepu:2", 10, 1e-5, 0, 1)]
    [InlineData("leaky_relu(0.5)", 20, 1.0, 0, 1.6)]
    public void CriticalInitialisations_AreTaken_WhereTheyKeepTheBand(string activation, int depth, double k1, double cb, double cw)
    {
        Recommendation r = Recommend(activation, new RecommendationOptions(depth, 100, Signal.Kernel(k1)));
        Assert.Equal(RecommendationKind.Critical, r.Kind);
        Assert.Equal((cb, cw), (r.Cb, r.Cw), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-14 && Math.Abs(a.Item2 - b.Item2) < 1e-14);
        Assert.Null(r.Trajectory.Escape);
    }

    [Fact]
    public void ReLU_FivePerCentOff_LeavesTheBand_InDeepNetworks()
    {
        Recommendation r = Recommend("relu", new RecommendationOptions(50, 512, Signal.Kernel(1)));
        Assert.Equal((16, true), (r.Above.Escape, r.Above.Grows));
        Assert.Equal((15, false), (r.Below.Escape, r.Below.Grows));
    }

    [Fact]
    public void LargeKernelsOfTanh_AreKeptOnTheEdgeOfChaos()
    {
        Recommendation r = Recommend("tanh", new RecommendationOptions(50, 512, Signal.Kernel(1)));
        Assert.Equal(RecommendationKind.EdgeOfChaos, r.Kind);
        Assert.Equal(1, r.ChiPerp, 1e-12);
        Assert.InRange(r.ChiParallel, 0, 1);
        Assert.All(r.Trajectory.Kernels, k => Assert.Equal(1, k, 1e-12));
        Assert.True(r.Cb > 0);
    }

    [Theory]
    [InlineData("repu:2", 2)]
    [InlineData("repu:3", 3)]
    [InlineData("repu:4", 4)]
    public void RePU_IsNeverCritical_AndDeviationsGrowByP(string activation, int p)
    {
        Recommendation r = Recommend(activation, new RecommendationOptions(8, 512, Signal.Kernel(0.5)));
        Assert.Equal(RecommendationKind.Balanced, r.Kind);
        Assert.Equal(p, r.ChiParallel, 1e-12);
        Assert.Equal(Math.Log(2) / Math.Log(p), r.DoublingDepth, 1e-12);
        Assert.Contains("No C_b, C_W is critical", r.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(r.BalancedCw, r.Cw);
        Assert.Equal(0.5, r.Threshold!.Value, 1e-9);
        Assert.True(r.Above is { Grows: true, Escape: not null } && r.Below is { Grows: false, Escape: not null });
    }

    [Fact]
    public void AttractingFixedPoint_IsSaidToBeOne_WhereNothingIsCritical()
    {
        Recommendation r = Recommend("softplus", new RecommendationOptions(10, 512, Signal.Kernel(1)));
        Assert.Equal(RecommendationKind.Balanced, r.Kind);
        Assert.True(r.ChiParallel < 1 && double.IsPositiveInfinity(r.DoublingDepth));
        Assert.Contains("deviations return to", r.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mrepu:2", 0.01)]
    [InlineData("tanh", 0.3)]
    [InlineData("relu", 0.7)]
    [InlineData("repu:3", 0.4)]
    public void InputScale_GivesTheFirstKernel(string activation, double scale)
    {
        Recommendation r = Recommend(activation, new RecommendationOptions(10, 512, Signal.Scale(scale)));
        Assert.Equal(r.Cb + (r.Cw * scale), r.K1, 1e-14);
        Assert.Null(r.Trajectory.Escape);
    }

    [Fact]
    public void Fluctuations_SayWhetherTheWidthIsEnough()
    {
        // ReLU: V/(nK^2) = 5 (L - 1)/n.
        Recommendation r = Recommend("relu", new RecommendationOptions(11, 250, Signal.Kernel(1)));
        Assert.Equal(0.2, r.RelativeFluctuation, 1e-12);
        Assert.Equal(500, r.SufficientWidth, 1e-9);
        Assert.False(r.IsWideEnough);
        Assert.True(Recommend("relu", new RecommendationOptions(11, 501, Signal.Kernel(1))).IsWideEnough);
    }

    [Fact]
    public void UnusableOptions_AreErrors()
    {
        RecommendationOptions good = new(10, 512, Signal.Kernel(1));
        foreach ((RecommendationOptions options, string name) in new[]
        {
            (good with { Depth = 1 }, "depth"), (good with { Width = 0 }, "width"),
            (good with { Band = 1 }, "band"),
        })
        {
            Assert.Contains(name, Assert.Throws<UserInputException>(() => Recommend("tanh", options)).Message, StringComparison.Ordinal);
        }

        // <s^2> of tanh stays below 1.
        Assert.Contains("no kernel has <s^2>", Assert.Throws<UserInputException>(() => Recommend("tanh", good with { Signal = Signal.Scale(5) })).Message, StringComparison.Ordinal);
        Assert.Contains("vanishes", Assert.Throws<UserInputException>(() => Recommend("0", good)).Message, StringComparison.Ordinal);
    }

    private static bool StaysInBand(string activation, double cw, int depth, double k1) =>
        new PlainLaw(k1, 0, cw, 100, depth).Flow(new ExpectationEvaluator(Activation.Parse(activation))).All(l => l.K <= 2 * k1 && l.K >= k1 / 2);

    private static Recommendation Recommend(string activation, RecommendationOptions options) =>
        Recommender.Recommend(new ExpectationEvaluator(Activation.Parse(activation)), options, TestContext.Current.CancellationToken);
}
