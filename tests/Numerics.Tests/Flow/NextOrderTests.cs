using Fractions;
using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Tests.Flow;

/// <summary>The 1/n expansion against exact moments at finite width: what is neglected is of the order after the next.</summary>
public sealed class NextOrderTests
{
    [Theory]
    [InlineData(1, 3, 2, 1 << 12)]
    [InlineData(1, 6, 2, 1 << 12)]
    [InlineData(2, 3, 0.5, 1 << 14)]
    [InlineData(2, 4, 0.5, 1 << 16)]
    [InlineData(3, 3, 0.25, 1 << 18)]
    [InlineData(3, 4, 0.25, 1 << 24)]
    [InlineData(4, 3, 0.125, 1 << 24)]
    public void RePU_MissesTheExactMoments_ByTermsOfHigherOrder(int p, int layer, double cw, int width)
    {
        Fraction exactCw = Fraction.FromDouble(cw);
        (Fraction Mean, Fraction Vertex) Exact(long n) => ExactChain.OfRePU(p, exactCw, new Fraction(1, 2), n, layer);
        AssertOrders($"repu:{p}", 0.5, 0, cw, layer, width, Exact);
    }

    [Theory]
    [InlineData("z + z^2/2", new[] { 0, 1.0, 0.5 }, 0.0)]
    [InlineData("z + z^2/2", new[] { 0, 1.0, 0.5 }, 0.125)]
    [InlineData("1/4 + z - z^2/2 + z^3/8", new[] { 0.25, 1, -0.5, 0.125 }, 0.125)]
    [InlineData("z^4/16 - z/2", new[] { 0, -0.5, 0, 0, 0.0625 }, 0.25)]
    public void Polynomials_MissTheExactMoments_ByTermsOfHigherOrder(string formula, double[] coefficients, double cb)
    {
        Fraction[] s = [.. coefficients.Select(Fraction.FromDouble)];
        AssertOrders(formula, 0.5, cb, 0.75, 3, 1 << 12, n => ExactChain.AtLayerThree(s, Fraction.FromDouble(cb), new Fraction(3, 4), new Fraction(1, 2), n));
    }

    /// <summary>
    /// E[Ghat] = K + G1/n + G2/n^2 + O(1/n^3) and n Var(Ghat) = V + next/n + O(1/n^2): doubling n divides the remainders by 8 and 4, once
    /// n is large enough for the fluctuations of the activation.
    /// </summary>
    private static void AssertOrders(
        string activation, double k1, double cb, double cw, int layer, int width, Func<long, (Fraction Mean, Fraction Vertex)> exact)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        (double mean, double vertex, double meanScale, double vertexScale) = Remainders(width);
        (double meanTwice, double vertexTwice, _, _) = Remainders(2 * width);
        AssertRatio(8, mean, meanTwice, meanScale);
        AssertRatio(4, vertex, vertexTwice, vertexScale);

        (double Mean, double Vertex, double MeanScale, double VertexScale) Remainders(int n)
        {
            FlowLayer last = new PlainLaw(k1, cb, cw, n, layer).Flow(evaluator)[^1];
            (Fraction exactMean, Fraction exactVertex) = exact(n);
            return (
                (exactMean - Fraction.FromDouble(last.Metric) - Fraction.FromDouble(last.NextOrderMetric)).ToDouble(),
                (exactVertex - Fraction.FromDouble(last.Vertex) - Fraction.FromDouble(last.NextOrderVertex)).ToDouble(),
                exactMean.ToDouble(),
                exactVertex.ToDouble());
        }
    }

    /// <summary>The ratio of two remainders; what is left of it below the rounding of the predictions does not count.</summary>
    private static void AssertRatio(double expected, double first, double second, double scale)
    {
        Assert.True(Math.Abs(first) < 0.01 * Math.Abs(scale), $"remainder {first} of {scale}");
        double difference = Math.Abs(first - (expected * second));
        double rounding = (1 + expected) * 3e-14 * Math.Abs(scale);
        Assert.True(difference <= (0.2 * Math.Abs(first)) + rounding, $"{first} / {second} = {first / second}, not about {expected}");
    }
}
