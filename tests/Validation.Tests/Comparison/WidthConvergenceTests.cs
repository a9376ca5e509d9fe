using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Validation.Comparison;
using Theory.Validation.Tests.Sampling;

namespace Theory.Validation.Tests.Comparison;

public sealed class WidthConvergenceTests
{
    [Theory]
    [InlineData("tanh", 1, 1.5, 0.0)]
    [InlineData("gelu", 1, 2, 0.1)]
    public void Residuals_FallWithThePowersOfTheWidth_ThatTheoryLeaves(string activation, double k1, double cw, double cb)
    {
        WidthConvergence layer = Measure(activation, k1, cw, cb, 100_000, [20, 40, 80])[^1];
        AssertPower(-1, layer.MetricBeyondZero);
        AssertPower(-2, layer.MetricBeyondOne);
        AssertPower(-1, layer.VertexBeyondZero);
        Assert.All(layer.Points.Where(p => p.Width >= 40), p =>
        {
            Assert.InRange(Math.Abs(p.PlainMetric.ZAgainst(p.Theory.Metric + p.Theory.NextOrderMetric)!.Value), 0, 4.5);
            Assert.InRange(Math.Abs(p.PlainVertex.ZAgainst(p.Theory.Vertex + p.Theory.NextOrderVertex)!.Value), 0, 4.5);

            // What the controls are for.
            Assert.True(p.Metric.StandardError < 0.2 * p.PlainMetric.StandardError);
            Assert.True(p.Vertex.StandardError < 0.5 * p.PlainVertex.StandardError);
        });

        // Controls: without its 1/n the metric falls one power too slowly.
        PowerLawFit wrong = PowerLawFit.Of(layer.Points.Select(p => ((double)p.Width, p.Metric.Value - p.Theory.Metric + (0.2 * (p.Theory.Metric - p.Theory.K)), p.Metric.StandardError)));
        Assert.True(wrong.Exponent > -1.6);
    }

    /// <summary>ReLU at C_W = 2: G = K, and Var(Ghat(l)) = K^2 ((1 + 5/n)^(l-1) - 1) exactly.</summary>
    [Fact]
    public void ControlVariates_ChangeNoMean()
    {
        foreach (WidthConvergence layer in Measure("relu", 1, 2, 0, 50_000, [6, 30]))
        {
            foreach (WidthMeasurement p in layer.Points)
            {
                double exact = p.Width * (Math.Pow(1 + (5.0 / p.Width), layer.Layer - 1) - 1);
                Assert.Equal(1, p.Metric.Value, (4.5 * p.Metric.StandardError) + 1e-7);
                Assert.Equal(exact, p.Vertex.Value, (4.5 * p.Vertex.StandardError) + (1e-6 * exact));
                Assert.InRange(Math.Abs(p.PlainMetric.ZAgainst(1)!.Value), 0, 4.5);
                Assert.InRange(Math.Abs(p.PlainVertex.ZAgainst(exact)!.Value), 0, 4.5);
            }
        }
    }

    [Theory]
    [InlineData("tanh", 0.4, 0.0)]
    [InlineData("mrepu:2", 0.02, 0.1)]
    public void Transition_InterpolatesTheExpectations(string activation, double k, double cb)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        var transition = new LayerTransition(evaluator, cb, 1.3, k);
        foreach (double factor in (double[])[0.01, 0.051, 0.3, 1, 1.7, 8, 19, 40])
        {
            ExpectationValues exact = evaluator.Evaluate(k * factor);
            (double mean, double variance) = transition.At(k * factor);
            double g = exact[Theory.Expectations.Quantity.Kernel].Value;
            double expected = 1.69 * (exact[Theory.Expectations.Quantity.FourthMoment].Value - (g * g));
            Assert.Equal(cb + (1.3 * g), mean, 1e-8 * mean);
            Assert.Equal(expected, variance, 1e-7 * Math.Max(expected, 1.69 * k * k));
        }

        Assert.Equal(1.3 * evaluator.Evaluate(k)[Theory.Expectations.Quantity.ChiParallel].Value, transition.MeanSlope, 1e-5);
    }

    [Fact]
    public void PowerLaw_IsFoundFromPointsWithErrors_AndOnlyWhereThereIsASignal()
    {
        PowerLawFit fit = PowerLawFit.Of([(10, -3.0, 0.01), (20, -0.75, 0.01), (40, -0.1875, 0.01), (80, 0.01, 0.01)]);
        Assert.Equal(4, fit.Points);
        Assert.InRange(fit.Exponent, -2.05, -1.99);
        Assert.InRange(fit.StandardError, 0.005, 0.05);
        Assert.Equal(double.NaN, PowerLawFit.Of([(10, 1.0, 1.0), (20, 2.0, 1.0)]).Exponent);
        Assert.Equal(double.NaN, PowerLawFit.Of([(10, 1.0, 0.1)]).Exponent);
        Assert.Equal(double.NaN, PowerLawFit.Of([]).SigmaFrom(-1, 0));

        // Two points and no noise to speak of: the slope between them, and its error by hand.
        PowerLawFit two = PowerLawFit.Of([(10, 1.0, 1e-4), (20, 0.5, 1e-4)]);
        Assert.Equal(-1, two.Exponent, 1e-7);
        Assert.Equal(1e-4 * Math.Sqrt(5) / Math.Log(2), two.StandardError, 1e-6);
        Assert.Equal(10, two.SigmaFrom(-1 + (10 * two.StandardError), 0), 0.01);
        Assert.Equal((0.0, 0.0), (two.SigmaFrom(-1.1, 0.2), two.SigmaFrom(-1, 0)));
    }

    /// <summary>The true power lies within its error as often as a normal number does, also where half of the values are lost in noise.</summary>
    [Theory]
    [InlineData(0.004)]
    [InlineData(0.03)]
    public void PowerLaw_HasHonestErrors(double error)
    {
        System.Random random = new(11);
        int[] within = new int[3];
        int known = 0;
        const int Trials = 2000;
        for (int trial = 0; trial < Trials; trial++)
        {
            PowerLawFit fit = PowerLawFit.Of(((double[])[8, 16, 32, 64, 128]).Select(n => (n, (8 / n) + (error * MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1)), error)));
            known += double.IsNaN(fit.Exponent) ? 0 : 1;
            for (int sigma = 1; sigma <= 3; sigma++)
            {
                within[sigma - 1] += Math.Abs(fit.Exponent + 1) <= sigma * fit.StandardError ? 1 : 0;
                Assert.True(fit.SigmaFrom(-1, 0) <= 5);
            }
        }

        Assert.Equal(Trials, known);
        Assert.InRange(within[0] / (double)Trials, 0.64, 0.76);
        Assert.InRange(within[1] / (double)Trials, 0.94, 0.98);
        Assert.InRange(within[2] / (double)Trials, 0.99, 1);
    }

    private static void AssertPower(double expected, PowerLawFit fit) =>
        Assert.InRange(fit.Exponent, expected - 0.2 - (4.5 * fit.StandardError), expected + 0.2 + (4.5 * fit.StandardError));

    private static IReadOnlyList<WidthConvergence> Measure(string activation, double k1, double cw, double cb, int models, int[] widths)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        PlainSampling options = new()
        {
            Activation = activation,
            Models = models,
            Width = 1,
            Depth = 4,
            InputMetric = k1,
            Cw = cw,
            Cb = cb,
            Seed = 31,
        };
        return WidthConvergence.Measure(evaluator, options, widths, cancellationToken: TestContext.Current.CancellationToken);
    }
}
