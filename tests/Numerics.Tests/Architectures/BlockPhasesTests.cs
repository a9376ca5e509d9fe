using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Numerics.Tests.Architectures;

public sealed class BlockPhasesTests
{
    [Theory]
    [InlineData("tanh")]
    [InlineData("erf(2*z)")]
    public void PlainBlocks_HaveThePhasesOfTheActivation(string activation)
    {
        PhaseDiagram expected = PhaseDiagram.Compute(new ExpectationEvaluator(Activation.Parse(activation)), 7, (0.3, 3.1), (0, 0.5), TestContext.Current.CancellationToken);
        PhaseDiagram actual = BlockPhases.OverBiases(new ArchitectureTemplate($"{activation}; linear"), 7, (0.3, 3.1), (0, 0.5), TestContext.Current.CancellationToken);
        foreach ((PhaseCell e, PhaseCell a) in expected.Cells.SelectMany(c => c).Zip(actual.Cells.SelectMany(c => c)))
        {
            Assert.Equal(e.Phase, a.Phase);
            Assert.Equal(e.K, a.K, 1e-7);
            Assert.Equal(e.ChiPerp, a.ChiPerp, 1e-7);
            Assert.Equal(e.ChiParallel, a.ChiParallel, 1e-7);
        }
    }

    [Fact]
    public void ReLUSkips_DivergeBeyondTheCurveOfTheirSquares()
    {
        PhaseDiagram diagram = BlockPhases.OverBranchFactors(new ArchitectureTemplate("residual(relu; linear, alpha=0.9)"), 12, (0, 1), (0.1, 3), 0.1, TestContext.Current.CancellationToken);
        Assert.Equal(PhaseOrdinate.BranchFactor, diagram.Ordinate);
        Assert.True(diagram.DivergenceBoundary.Count > 10);
        Assert.All(diagram.DivergenceBoundary, p => Assert.Equal(1, 0.81 + (p.Cb * p.Cb * p.Cw / 2), 1e-8));
        Assert.All(diagram.Cells.Index(), column => Assert.All(column.Item.Index(), cell => Assert.Equal(
            0.81 + (diagram.Cb[cell.Index] * diagram.Cb[cell.Index] * diagram.Cw[column.Index] / 2) < 1 ? Phase.Ordered : Phase.Diverging, cell.Item.Phase)));
    }

    [Fact]
    public void TheBoundary_IsTheEdgeOfChaosOfTheBlock()
    {
        ArchitectureTemplate template = new("residual(erf(z); linear; gelu; linear, alpha=0.8)");
        PhaseDiagram diagram = BlockPhases.OverBranchFactors(template, 9, (0.2, 1), (0.2, 4), 0.05, TestContext.Current.CancellationToken);
        ContourPoint[] boundary = [.. diagram.Boundary.Segments.SelectMany(s => s)];
        Assert.True(boundary.Length > 4);
        foreach (ContourPoint point in (ContourPoint[])[boundary[0], boundary[boundary.Length / 2]])
        {
            BlockCriticality block = BlockCriticality.Of(template.With(new Linear(0.05, point.Cw), point.Cb));
            Assert.Equal(point.K, block.Attracting!.K, 1e-6);
            Assert.Equal(1, block.Attracting.ChiPerp, 1e-6);
        }
    }

    /// <summary>The mean of what a layer norm follows counts, and tables do not have it.</summary>
    [Fact]
    public void MeansThatANormSubtracts_AreKept()
    {
        ArchitectureTemplate template = new("residual(linear; relu; norm; linear; tanh; linear, alpha=0.5)");
        PhaseDiagram diagram = BlockPhases.OverBiases(template, 3, (0.5, 2), (0, 0.2), TestContext.Current.CancellationToken);
        BlockCriticality block = BlockCriticality.Of(template.With(new Linear(0.1, 1.25)));
        Assert.Equal(block.Attracting!.K, diagram.Cells[1][1].K, 1e-9);
        Assert.Equal(block.Attracting.ChiPerp, diagram.Cells[1][1].ChiPerp, 1e-9);
    }

    [Fact]
    public void SkipsAroundNorms_AreCriticalEverywhereInTheDiagram()
    {
        PhaseDiagram diagram = BlockPhases.OverBiases(new ArchitectureTemplate("residual(norm; gelu; linear)"), 4, cancellation: TestContext.Current.CancellationToken);
        Assert.True(diagram.IsCriticalEverywhere);
        Assert.False(BlockPhases.OverBiases(new ArchitectureTemplate("residual(norm; gelu; linear, alpha=0.9)"), 4, cancellation: TestContext.Current.CancellationToken).IsCriticalEverywhere);
    }

    [Theory]
    [InlineData("residual(tanh; linear(cw=1))", "says its C_W")]
    [InlineData("residual(tanh; linear(cb=0))", "says its C_b")]
    [InlineData("residual(sign; linear)", "jumps at z = 0")]
    [InlineData("tanh", "says its C_W")]
    public void WhatCannotBeVaried_IsRefused(string text, string message) => Assert.Contains(
        message,
        Assert.Throws<UserInputException>(() => BlockPhases.OverBiases(new ArchitectureTemplate(text), 3, cancellation: TestContext.Current.CancellationToken)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void FactorsThatAllSkipsSay_CannotBeVaried() => Assert.Contains(
        "--beta needs a skip",
        Assert.Throws<UserInputException>(() => BlockPhases.OverBranchFactors(
            new ArchitectureTemplate("residual(tanh; linear, beta=1)"), 3, (0, 1), cancellation: TestContext.Current.CancellationToken)).Message,
        StringComparison.Ordinal);
}
