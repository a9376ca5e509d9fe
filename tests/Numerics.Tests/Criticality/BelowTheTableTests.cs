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

    /// <summary>The range that is named holds what was found: it was said to begin at 1e-10 where the fixed point lay below.</summary>
    [Theory]
    [InlineData("tanh", 0.5, 1e-13)]
    [InlineData("tanh", 1, 1e-40)]
    [InlineData("sin(z)", 1.00000000001, 0)]
    [InlineData("max(0,z-1)", 0.5, 1e-15)]
    [InlineData("tanh(z)+1e-7", 0.5, 0)]
    public void TheSearchedRange_HoldsEveryFixedPoint(string formula, double cw, double cb)
    {
        FixedPointAnalysis analysis = FixedPoints.Of(new ExpectationEvaluator(Activation.Parse(formula)), cb, cw);
        Assert.Contains(analysis.FixedPoints, p => p.K is > 0 and < 1e-10);
        Assert.All(analysis.FixedPoints.Where(p => p.K > 0), p => Assert.InRange(p.K, analysis.Searched.From, analysis.Searched.To));
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

    /// <summary>
    /// Far from where s varies g is s(0)^2 and &lt;s'^2&gt; underflows, which hid how well g is known: the middle of the range that was searched was given for every C_b.
    /// </summary>
    [Theory]
    [InlineData("erf(0.7653*(z - 32.07))", 0.177, 0.00685)]
    [InlineData("erf(0.7653*(z - 32.07))", 0.177, 0.0872)]
    [InlineData("tanh(z - 400)", 0.5, 0.1)]
    [InlineData("2*Phi(3*(z - 25)) - 2", 0.1, 0)]
    [InlineData("1 + max(0, z - 40)", 0.3, 0.02)]
    public void WhereSlopesUnderflow_TheFixedPointIsThatOfAConstant(string formula, double cw, double cb)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(formula));
        double square = formula.StartsWith('2') ? 4 : 1;
        double expected = cb + (cw * square);
        Assert.Equal(1, FixedPoints.Of(evaluator, cb, cw).FixedPoints[0].K / expected, 1e-11);
        PhaseDiagram diagram = PhaseDiagram.Compute(evaluator, 2, (cw, 1.5 * cw), (cb, cb + 0.01));
        Assert.Equal(Phase.Ordered, diagram.Cells[0][0].Phase);
        Assert.Equal(1, diagram.Cells[0][0].K / expected, 1e-11);
    }

    /// <summary>A value at 0 acts like a bias.</summary>
    [Fact]
    public void ASmallValueAtZero_GivesASmallFixedPoint()
    {
        FixedPoint point = FixedPoints.Of(new ExpectationEvaluator(Activation.Parse("tanh(z)+1e-7")), 0, 0.5).FixedPoints[0];
        Assert.Equal(1, point.K / 1e-14, 1e-6);
    }

    /// <summary>
    /// tanh at C_W = 1 + 1e-11 settles at K* = 5e-12, below every table: it was said that no fixed point attracts kernels. s = z - a z^3 + ... settles at (C_W - 1)/(6 a C_W).
    /// </summary>
    [Theory]
    [InlineData("tanh", 1.0 / 3)]
    [InlineData("arctan(z)", 1.0 / 3)]
    [InlineData("sin(z)", 1.0 / 6)]
    [InlineData("(exp(2z)-1)/(exp(2z)+1)", 1.0 / 3)]
    [InlineData("z*exp(-z^2)", 1)]
    [InlineData("z/sqrt(1+z^2)", 0.5)]
    public void JustAboveTheCriticalCw_SmallFixedPointsAttract(string formula, double a)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(formula));
        foreach (double excess in (double[])[1e-13, 3e-10, 1e-8])
        {
            double cw = 1 + excess;
            FixedPointAnalysis analysis = FixedPoints.Of(evaluator, 0, cw);
            Assert.Equal(1, analysis.Attracting!.K * 6 * a / (cw - 1), 100 * excess);
            Assert.Equal([FixedPointStability.Unstable, FixedPointStability.Stable], analysis.FixedPoints.Select(p => p.Stability));
        }
    }

    /// <summary>At the critical C_W the small fixed point is the root of C_b: K^2 = C_b/(6 a), to all digits.</summary>
    [Theory]
    [InlineData("tanh", 1.0 / 3)]
    [InlineData("arctan(z)", 1.0 / 3)]
    [InlineData("z*exp(-z^2)", 1)]
    public void AtTheCriticalCw_TheFixedPointIsTheRootOfTheBias(string formula, double a)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(formula));
        foreach (double cb in (double[])[1e-40, 1e-22, 1e-18])
        {
            FixedPoint point = Assert.Single(FixedPoints.Of(evaluator, cb, 1).FixedPoints);
            Assert.Equal(1, point.K / Math.Sqrt(cb / (6 * a)), 1e-13 + (100 * Math.Sqrt(cb)));
        }
    }

    /// <summary>Just below the critical C_W a kernel that grows at second order has a threshold, which lay below the table as well.</summary>
    [Theory]
    [InlineData("sinh(z)", 1.0 / 6)]
    [InlineData("z*(2-sech(z))", 0.5)]
    public void JustBelowTheCriticalCw_ASmallThresholdRepels(string formula, double a)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(formula));
        FixedPointAnalysis analysis = FixedPoints.Of(evaluator, 0, 1 - 1e-11);
        Assert.Equal(1e-11 / (6 * a), analysis.FixedPoints[1].K, 1e-15);
        Assert.Equal([FixedPointStability.Stable, FixedPointStability.Unstable], analysis.FixedPoints.Take(2).Select(p => p.Stability));
    }

    /// <summary>What grows more slowly than z returns from every kernel, whether it oscillates or not; log(exp(z) + exp(-z)) and sqrt(1 + z^2) - 1 grow like z.</summary>
    [Theory]
    [InlineData("log(exp(z)+exp(-z))", 1.999, 0.3, 0)]
    [InlineData("log(exp(2*z)+3+exp(-z))", 0.41, 0.3, 0)]
    [InlineData("sqrt(1+z^2)-1", 1.2, 0.1, 2)]
    [InlineData("log(1+exp(z))", 2, 0.5, 0)]
    [InlineData("sin(z)+tanh(z)", 1.5, 0.1, 1)]
    [InlineData("sin(z)*tanh(z)+sqrt(1+z^2)^(1/2)", 0.5, 0.1, 1)]
    public void GrowthIsDecided(string formula, double cw, double cb, int count)
    {
        FixedPointAnalysis analysis = FixedPoints.Of(new ExpectationEvaluator(Activation.Parse(formula)), cb, cw);
        Assert.Null(analysis.UndecidedBeyond);
        Assert.Equal(count, analysis.FixedPoints.Count);
    }
}
