using Theory.Activations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Numerics.Tests.Criticality;

/// <summary>Fixed points below the least tabulated K: for tanh, C_b = 1e-13 the kernel was said to grow without bound; phase diagrams gave the table's least K.</summary>
public class BelowTheTableTests
{
    /// <summary>Near 0 the map is K -> C_b + C_W s'(0)^2 K.</summary>
    [Theory]
    [InlineData("tanh", 1)]
    [InlineData("sin(z)", 1)]
    [InlineData("z*sigmoid(z)", 0.25)]
    [InlineData("arctan(z)/2+z/4", 0.5625)]
    public void SmallBiases_HaveSmallFixedPoints(string formula, double slope)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(formula));
        foreach (double cb in (double[])[3e-13, 1e-150])
        {
            double expected = cb / (1 - (0.5 * slope));
            FixedPoint point = FixedPoints.Of(evaluator, cb, 0.5).FixedPoints[0];
            Assert.Equal(1, point.K / expected, 1e-8);
            Assert.Equal(FixedPointStability.Stable, point.Stability);
        }
    }

    /// <summary>Where s vanishes around 0, g is exponentially small and K* is C_b.</summary>
    [Theory]
    [InlineData("max(0,z-1)", 1e-5)]
    [InlineData("max(0,z-1)", 5e-3)]
    [InlineData("max(0,z-0.665)^2*max(0,z-0.9411)^2", 5.3e-3)]
    [InlineData("max(0,z-3)-max(0,-z-2)", 1e-3)]
    public void BehindADeadZone_TheKernelIsTheBias(string formula, double cb)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(formula));
        Assert.Equal(1, FixedPoints.Of(evaluator, cb, 0.5).FixedPoints[0].K / cb, 1e-12);
        PhaseDiagram diagram = PhaseDiagram.Compute(evaluator, 2, (0.5, 0.6), (cb, 1.1 * cb));
        Assert.All(diagram.Cells, column => Assert.Equal(Phase.Ordered, column[0].Phase));
        Assert.All(diagram.Cells, column => Assert.Equal(1, column[0].K / cb, 1e-12));
    }

    /// <summary>A value at 0 acts like a bias.</summary>
    [Fact]
    public void ASmallValueAtZero_GivesASmallFixedPoint()
    {
        FixedPoint point = FixedPoints.Of(new ExpectationEvaluator(Activation.Parse("tanh(z)+1e-7")), 0, 0.5).FixedPoints[0];
        Assert.Equal(1, point.K / 1e-14, 1e-6);
    }
}
