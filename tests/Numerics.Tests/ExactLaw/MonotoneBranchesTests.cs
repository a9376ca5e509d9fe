using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;

namespace Theory.Numerics.Tests.ExactLaw;

public sealed class MonotoneBranchesTests
{
    [Theory]
    [InlineData("tanh", 9, 3)]
    [InlineData("exp(-z^2)", 100, 6)]
    [InlineData("sin", 9, 13)]
    [InlineData("hard_tanh", 9, 5)]
    [InlineData("z^2 - 1", 1e5, 7)]
    [InlineData("sigmoid", 24, 1)]
    [InlineData("gelu", 1e3, 8)]
    public void SquaresHaveFewBranches(string activation, double reach, int most)
    {
        MonotoneBranches branches = new(new ExpectationEvaluator(Activation.Parse(activation)).Function, reach, 0.05);
        Assert.InRange(branches.AtMost(double.MaxValue).Count(), 1, most);
    }

    /// <summary>sin^2 is at most 1/4 on a third of each period, and is 1/4 at odd and even multiples of pi/6.</summary>
    [Fact]
    public void Sine_IsSmallOnAThird()
    {
        MonotoneBranches branches = new(new ExpectationEvaluator(Activation.Parse("sin")).Function, 3 * Math.PI, 0.05);
        var intervals = branches.AtMost(0.25).ToList();
        Assert.Equal(2 * Math.PI, intervals.Sum(i => i.To - i.From), 1e-13);
        Assert.All(intervals.Where(i => i.Slope > 0), i => Assert.Equal(Math.Sqrt(3) / 2, i.Slope, 1e-13));
    }

    /// <summary>A branch from large negative to large positive z: there are more doubles between them than a signed number of 64 bits counts.</summary>
    [Theory]
    [InlineData(24)]
    [InlineData(1e6)]
    public void Sigmoid_CrossesAtItsInverse(double reach)
    {
        MonotoneBranches branches = new(new ExpectationEvaluator(Activation.Parse("sigmoid")).Function, reach, 0.05);
        (_, double to, double at, _) = branches.AtMost(0.09).Where(i => i.Slope > 0).Single();
        Assert.Equal(Math.Log(0.3 / 0.7), to, 1e-14);
        Assert.Equal(to, at);
    }
}
