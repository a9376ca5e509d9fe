using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Evaluation;

/// <summary>Expectations that exist as doubles although s does not where the integrand counts: they were refused as overflowing, all of them with the first.</summary>
public class ScaledRangeTests
{
    /// <summary>&lt;exp(a z) f(z)&gt;_K = exp(a^2 K/2) &lt;f(z + a K)&gt;_K (Cameron and Martin); the right side does not overflow on the way.</summary>
    [Theory]
    [InlineData("tanh({0})")]
    [InlineData("1/(1+({0})^2)")]
    [InlineData("arctan({0}/40)")]
    [InlineData("sigmoid(({0})/9)")]
    public void MeansOfExponentiallyGrowingFunctions_AreThoseOfShiftedOnes(string f)
    {
        foreach (double a in (double[])[1, -0.5])
        {
            foreach (double exponent in (double[])[90, 355.5, 505, 700])
            {
                double k = 2 * exponent / (a * a);
                double tilted = Mean(Text($"exp({a}*z)*({string.Format(CultureInfo.InvariantCulture, f, "z")})"), k, out double error);
                double shifted = Mean(string.Format(CultureInfo.InvariantCulture, f, Text($"(z+({a * k}))")), k, out double shiftedError);
                double expected = Math.Exp(a * a * k / 2) * shifted;
                Assert.True(Math.Abs(tilted - expected) <= error + (Math.Exp(a * a * k / 2) * shiftedError) + (exponent * 4e-16 * Math.Abs(expected)), Text($"{f}, a = {a}, K = {k}: {tilted} +- {error}, not {expected}"));
                Assert.True(error < 1e-10 * Math.Abs(tilted));
            }
        }
    }

    /// <summary>&lt;exp(2 z) sigmoid(z)^2&gt; = exp(2 K) at large K: each K up to where that overflows has a value, whatever the panels are.</summary>
    [Fact]
    public void SquaresExist_AsFarAsTheyAreDoubles()
    {
        ExpectationEvaluator evaluator = new(Activation.Parse("exp(z)*sigmoid(z)"));
        for (double k = 300; k < 354.8; k += 2.7)
        {
            QuantityValue g = evaluator.Evaluate(Quantity.Kernel, k);
            Assert.True(g.IsDefined, g.UndefinedBecause);
            Assert.True(Math.Abs((g.Value / Math.Exp(2 * k)) - 1) < 1e-12, Text($"K = {k}: {g}"));
        }

        QuantityValue beyond = evaluator.Evaluate(Quantity.Kernel, 356);
        Assert.Equal(NoValueKind.Overflows, beyond.Missing!.Kind);
    }

    [Theory]
    [InlineData("sqrt(1+exp(2*z))", 1000, 1.4035922178528294e217)]
    [InlineData("(exp(z)-1)/z", 1000, 1.4050000420499372e214)]
    public void OneQuantityThatOverflows_TakesNoOtherWithIt(string formula, double k, double mean)
    {
        ExpectationValues values = new ExpectationEvaluator(Activation.Parse(formula)).Evaluate(k);
        Assert.Equal(1, values[Quantity.Mean].Value / mean, 1e-12);
        Assert.Equal(NoValueKind.Overflows, values[Quantity.Kernel].Missing!.Kind);
    }

    /// <summary>g'' of a narrow bump was lost in the cancellation of its derivatives; at large K it is (3/4) g/K^2.</summary>
    [Theory]
    [InlineData("exp(-(50*(z^2-2))^2)")]
    [InlineData("exp(-(3000*(z-1))^2)")]
    [InlineData("sech(800*(z-0.3))")]
    [InlineData("1/(1+(700*(z+1))^2)^2")]
    public void CurvatureOfNarrowFunctions_KeepsItsDigits(string formula)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(formula));
        foreach (double k in (double[])[1e4, 1e8])
        {
            ExpectationValues values = evaluator.Evaluate(k);
            QuantityValue curvature = values[Quantity.KernelSecondDerivative];
            Assert.Equal(1, curvature.Value * k * k / (0.75 * values[Quantity.Kernel].Value), 10 / k);
            Assert.True(curvature.RelativeError < 1e-9, Text($"{formula} at K = {k}: {curvature}"));
        }
    }

    private static double Mean(string formula, double k, out double error)
    {
        QuantityValue value = new ExpectationEvaluator(Activation.Parse(formula)).Evaluate(Quantity.Mean, k);
        Assert.True(value.IsDefined, Text($"{formula} at K = {k}: {value.UndefinedBecause}"));
        error = value.AbsoluteError;
        return value.Value;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
