using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Criticality;

public sealed class FixedPointsTests
{
    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.01, 1.99)]
    [InlineData(2, 0.1)]
    public void ReLU_SettlesAt_CbOverOneMinusHalfCw(double cb, double cw)
    {
        FixedPoint point = Assert.Single(Of("relu", cb, cw).FixedPoints);
        Assert.Equal(1, point.K * (1 - (cw / 2)) / cb, 1e-11);
        Assert.Equal(cw / 2, point.ChiParallel, 1e-14);
        Assert.Equal(cw / 2, point.ChiPerp, 1e-14);
        Assert.Equal(FixedPointStability.Stable, point.Stability);
    }

    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(0.1, 2)]
    [InlineData(1, 3)]
    public void ReLU_FromTheCriticalCwOn_SettlesNowhereAboveZero(double cb, double cw)
    {
        FixedPointAnalysis analysis = Of("relu", cb, cw);
        Assert.DoesNotContain(analysis.FixedPoints, p => p.K > 0);
        Assert.Null(analysis.Attracting);
        Assert.True(double.IsNaN(analysis.PerpendicularExcess));
    }

    [Fact]
    public void Selu_HasUnitVariance_AtUnitCw()
    {
        // The constants of SELU are chosen for the fixed point (mean 0, variance 1), with the contraction 0.782648 (Klambauer et al. 2017).
        FixedPoint point = Of("selu", 0, 1).Attracting!;
        Assert.Equal(1, point.K, 1e-8);
        Assert.Equal(0.782648, point.ChiParallel, 1e-6);
    }

    [Theory]
    [InlineData("tanh", 1)]
    [InlineData("tanh", 0.01)]
    [InlineData("selu", 0.3678794411714423)]
    [InlineData("gelu", 2.7182818284590451)]
    [InlineData("mrepu:2", 0.1)]
    [InlineData("softplus", 1)]
    [InlineData("hard_tanh", 10)]
    public void FixedPoint_IsFound_AtAnyGivenKernel(string activation, double k)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        double cw = k / evaluator.Evaluate(k)[Quantity.Kernel].Value;
        Assert.Contains(FixedPoints.Of(evaluator, 0, cw).FixedPoints, p => Math.Abs((p.K / k) - 1) < 1e-10);
    }

    /// <summary>
    /// Near C_W = 1/s'(0)^2 the gap is lost in rounding about the fixed point: signs within the error chose an end of that range, and a root finder with an absolute accuracy
    /// took any gap below 1e-15.
    /// </summary>
    [Theory]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    [InlineData(1e-8)]
    public void Sin_JustAboveItsCriticalCw_SettlesWhereItsSeriesSays(double excess)
    {
        double cw = 1 + excess;
        double k = Solve(k => ((cw - 1) / cw) + (2 * k * k / 3) - (k * k * k / 3));
        Assert.Equal(1, Of("sin(z)", 0, cw).Attracting!.K / k, 1e-14 / excess);
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1e-12)]
    [InlineData(1e-14)]
    public void Sin_AtItsCriticalCw_SettlesAtTheRootOfCb(double cb)
    {
        double k = Solve(k => Math.Sqrt(cb + (2 * k * k * k / 3) - (k * k * k * k / 3)));
        Assert.Equal(1, Of("sin(z)", cb, 1).Attracting!.K / k, 1e-14 / k);
    }

    /// <summary>A gap within 1e-9 of C_b was called a double fixed point.</summary>
    [Theory]
    [InlineData("gelu", 1e-6)]
    [InlineData("gelu", 1e-10)]
    [InlineData("gelu", 1e-12)]
    [InlineData("swish", 1e-10)]
    public void BesideAFold_ThereAreTwoFixedPointsOrNone(string activation, double distance)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        CriticalPoint fold = Classifier.Classify(evaluator).CriticalPoints[^1];
        int Near(double cb) => FixedPoints.Of(evaluator, cb, fold.Cw).FixedPoints.Count(p => Math.Abs(p.K - fold.K!.Value) < 0.1);
        double side = fold.Stability == FixedPointStability.StableFromAbove ? distance : -distance;
        Assert.Equal(2, Near(fold.Cb * (1 + side)));
        Assert.Equal(0, Near(fold.Cb * (1 - side)));
    }

    private static double Solve(Func<double, double> next)
    {
        double k = 0;
        for (int i = 0; i < 100; i++)
        {
            k = next(k);
        }

        return k;
    }

    [Theory]
    [InlineData("relu", 2)]
    [InlineData("linear", 1)]
    [InlineData("abs", 1)]
    public void ScaleInvariantActivations_KeepEveryKernel_AtTheCriticalCw(string activation, double cw)
    {
        FixedPointAnalysis analysis = Of(activation, 0, cw);
        Assert.True(analysis.EveryKernelIsFixed);
        Assert.Empty(analysis.FixedPoints);
        Assert.Equal((0, 0), (analysis.ParallelExcess, analysis.PerpendicularExcess));
        Assert.Equal(0, analysis.CriticalDistance!.Value, 1e-14);
    }

    [Theory]
    [InlineData("tanh", 0.05, 1.5)]
    [InlineData("tanh", 0, 3)]
    [InlineData("erf", 0.2, 2)]
    [InlineData("sin", 0.1, 1.8)]
    [InlineData("gelu", 0.1, 1.5)]
    [InlineData("softplus", 0, 1)]
    [InlineData("mrepu:2", 0.0001, 0.8)]
    [InlineData("perceptron", 0.3, 2)]
    public void AttractingFixedPoint_IsWhereSmallKernelsGo(string activation, double cb, double cw)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        double k = 1e-6;
        for (int layer = 0; layer < 3000; layer++)
        {
            k = cb + (cw * evaluator.Evaluate(k, quantities: [Quantity.Kernel])[Quantity.Kernel].Value);
        }

        FixedPoint attracting = Of(activation, cb, cw).Attracting!;
        Assert.Equal(1, attracting.K / k, 1e-11);
        Assert.InRange(attracting.ChiParallel, -1, 1);
    }

    /// <summary>
    /// A bounded activation settles for every C_b, C_W. Where its formula overflows inside, the expectations are not known, and that was read as a kernel that grows without
    /// bound: now either the fixed point is found or it is said from where on nothing is known.
    /// </summary>
    [Theory]
    [InlineData("1/(1+exp(-25*z))", 4, 1, 2.962950476)]
    [InlineData("(1-exp(-2*z))/(1+exp(-2*z))", 1000, 1000, 1980.7)]
    public void FailedEvaluations_AreNotDivergence(string activation, double cw, double cb, double expected)
    {
        FixedPointAnalysis analysis = Of(activation, cb, cw);
        Assert.True(
            analysis.UndecidedBeyond is < 1e10 || (analysis.Attracting is { } point && Math.Abs((point.K / expected) - 1) < 1e-2),
            $"{analysis.FixedPoints.Count} fixed points, undecided beyond {analysis.UndecidedBeyond}");
    }

    /// <summary>Softplus just below C_W = 2 settles at a kernel at which its formula overflows in double precision; bounded functions settle above any table.</summary>
    [Theory]
    [InlineData("log(1+exp(z))", 0.5, 1.9999, 10376.507, 1e-3)]
    [InlineData("tanh", 3e10, 1, 30000000001, 1)]
    public void FixedPointsFarOut_AreFound(string activation, double cb, double cw, double expected, double tolerance)
    {
        FixedPointAnalysis analysis = Of(activation, cb, cw);
        Assert.Equal(expected, analysis.Attracting!.K, tolerance);
        Assert.Null(analysis.UndecidedBeyond);
    }

    [Theory]
    [InlineData("exp(z^2/8)", 1, 1)]
    [InlineData("relu", 3, 1)]
    [InlineData("exp(z)", 1, 1)]
    [InlineData("gelu", 2, 0.3)]
    [InlineData("swish", 2, 0.7)]
    public void KernelsThatGrowWithoutBound_AreDecided(string activation, double cw, double cb)
    {
        FixedPointAnalysis analysis = Of(activation, cb, cw);
        Assert.Null(analysis.Attracting);
        Assert.Null(analysis.UndecidedBeyond);
    }

    [Theory]
    [InlineData("mrepu:2", 0.9)]
    [InlineData("mrepu:2", 0.5)]
    [InlineData("mrepu:3", 0.99)]
    public void MRePU_BelowTheCriticalCw_HasAThreshold_BetweenDecayAndExplosion(string activation, double cw)
    {
        FixedPointAnalysis analysis = Of(activation, 0, cw);
        Assert.Equal([FixedPointStability.Stable, FixedPointStability.Unstable], analysis.FixedPoints.Select(p => p.Stability));
        Assert.Equal((0.0, cw), (analysis.Attracting!.K, analysis.Attracting.ChiParallel));
        double threshold = analysis.FixedPoints[1].K;
        Assert.True(analysis.FixedPoints[1].ChiParallel > 1);
        Assert.True(Step(activation, 0, cw, 1.01 * threshold) > 1.01 * threshold);
        Assert.True(Step(activation, 0, cw, 0.99 * threshold) < 0.99 * threshold);
        Assert.Equal(1 - cw, analysis.CriticalDistance!.Value, 1e-12);
    }

    [Theory]
    [InlineData("tanh", FixedPointStability.Stable)]
    [InlineData("sin", FixedPointStability.Stable)]
    [InlineData("mrepu:2", FixedPointStability.Unstable)]
    public void MarginalZero_IsDecidedByTheNextOrder(string activation, FixedPointStability stability)
    {
        FixedPoint zero = Of(activation, 0, 1).FixedPoints[0];
        Assert.Equal((0.0, 1.0, stability), (zero.K, zero.ChiParallel, zero.Stability));
        Assert.True(double.IsPositiveInfinity(zero.ParallelDepth));
    }

    [Fact]
    public void CriticalPointOfGelu_IsADoubleFixedPoint()
    {
        CriticalPoint critical = Classifier.Classify(new ExpectationEvaluator(Activation.Parse("gelu"))).CriticalPoints.Single(p => p.K > 0);
        FixedPointAnalysis analysis = Of("gelu", critical.Cb, critical.Cw);
        FixedPoint point = analysis.FixedPoints.Single(p => Math.Abs(p.K - critical.K!.Value) < 1e-3);
        Assert.Equal(FixedPointStability.StableFromAbove, point.Stability);
        Assert.Equal(1, point.ChiParallel, 1e-7);
        Assert.Equal(1, point.ChiPerp, 1e-5);
        Assert.Equal(0, analysis.CriticalDistance!.Value, 1e-14);
    }

    [Theory]
    [InlineData("repu:3", 0.1)]
    [InlineData("repu:2", 2)]
    public void RePU_HasAStableZero_AndAnUnstableBalance(string activation, double cw)
    {
        // K = C_W c K^p: K^(p-1) = 1/(C_W c), with chi_par = p.
        FixedPoint[] points = [.. Of(activation, 0, cw).FixedPoints];
        int p = activation[^1] - '0';
        double c = p == 3 ? 7.5 : 1.5;
        Assert.Equal((0.0, 0.0), (points[0].K, points[0].ChiParallel));
        Assert.Equal(Math.Pow(1 / (cw * c), 1.0 / (p - 1)), points[1].K, 1e-12);
        Assert.Equal(p, points[1].ChiParallel, 1e-11);
    }

    [Fact]
    public void NearestEdgeOfErf_IsNearerThanEveryOtherPointOfTheClosedForm()
    {
        // The edge: C_W = (pi/4) sqrt(1 + 4K), C_b = K - C_W g.
        const double Cb = 0.1;
        const double Cw = 1.4;
        FixedPointAnalysis analysis = Of("erf", Cb, Cw);
        double least = double.PositiveInfinity;
        for (double k = 1e-4; k < 10; k *= 1.0001)
        {
            double cw = Math.PI / 4 * Math.Sqrt(1 + (4 * k));
            double cb = k - (cw * 2 / Math.PI * Math.Asin(2 * k / (1 + (2 * k))));
            least = Math.Min(least, Math.Sqrt(Math.Pow(cw - Cw, 2) + Math.Pow(cb - Cb, 2)));
        }

        Assert.Equal(least, analysis.EdgeDistance!.Value, 1e-8);
    }

    /// <summary>Where chi_par = chi_perp at every K the critical points are the edge of chaos; the one that theory classify shows is not the nearest.</summary>
    [Theory]
    [InlineData("soft_shrink", 0.2, 2)]
    [InlineData("max(0,z-1)", 0.3, 3)]
    [InlineData("2*max(0,z-0.2)-max(0,-z-0.2)", 0.01, 0.5)]
    public void NearestCriticalPoint_IsTheNearestOfTheEdge_WhereBothSusceptibilitiesAreEqual(string activation, double cb, double cw)
    {
        FixedPointAnalysis analysis = Of(activation, cb, cw);
        Assert.Equal(analysis.EdgeDistance, analysis.CriticalDistance);
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        CriticalPoint critical = analysis.NearestCritical!;
        Assert.Equal(1, critical.Cw * evaluator.Evaluate(Quantity.ChiParallel, critical.K!.Value).Value, 1e-8);
        Assert.Equal(1, critical.Cw * evaluator.Evaluate(Quantity.ChiPerp, critical.K!.Value).Value, 1e-8);
    }

    [Theory]
    [InlineData(-1, 1, "C_b")]
    [InlineData(double.NaN, 1, "C_b")]
    [InlineData(0, 0, "C_W")]
    [InlineData(0, double.PositiveInfinity, "C_W")]
    public void OptionsOutsideTheirDomain_AreErrors(double cb, double cw, string name) =>
        Assert.Contains(name, Assert.Throws<UserInputException>(() => Of("tanh", cb, cw)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(0, 0)]
    public void CorrelationDepth_OfLimits(double chi, double depth) => Assert.Equal(depth, CorrelationDepth.Of(chi));

    [Fact]
    public void CorrelationDepth_IsTheDepthOverWhichADeviationFallsByE()
    {
        Assert.Equal(Math.Exp(-1), Math.Pow(0.93, CorrelationDepth.Of(0.93)), 1e-14);
        Assert.Equal(Math.Exp(1), Math.Pow(1.07, -CorrelationDepth.Of(1.07)), 1e-13);
        Assert.Equal(CorrelationDepth.Of(0.5), CorrelationDepth.Of(-0.5));
    }

    private static double Step(string activation, double cb, double cw, double k) =>
        cb + (cw * new ExpectationEvaluator(Activation.Parse(activation)).Evaluate(k, quantities: [Quantity.Kernel])[Quantity.Kernel].Value);

    private static FixedPointAnalysis Of(string activation, double cb, double cw) =>
        FixedPoints.Of(new ExpectationEvaluator(Activation.Parse(activation)), cb, cw, TestContext.Current.CancellationToken);
}
