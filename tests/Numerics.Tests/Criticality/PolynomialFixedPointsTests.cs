using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Criticality;

/// <summary>Polynomial maps have no fixed points but those that are reported: folds narrower than any grid were once read as a kernel that grows without bound.</summary>
public sealed class PolynomialFixedPointsTests
{
    [Fact]
    public void FoldNarrowerThanTheGrid_HasTwoFixedPoints()
    {
        FixedPointAnalysis analysis = Of("z+z^3", 0.0099133, 0.6);
        Assert.Equal([0.0470653, 0.0473364], analysis.FixedPoints.Select(p => p.K), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal([FixedPointStability.Stable, FixedPointStability.Unstable], analysis.FixedPoints.Select(p => p.Stability));
        Assert.True(analysis.IsProven);
    }

    [Fact]
    public void NoFixedPoint_IsProven()
    {
        FixedPointAnalysis analysis = Of("z+z^3", 0.0099134, 0.6);
        Assert.Empty(analysis.FixedPoints);
        Assert.Null(analysis.UndecidedBeyond);
        Assert.True(analysis.IsProven);
    }

    /// <summary>The count by another way: the roots of each derivative separate those of the polynomial, in double precision, where that is well conditioned.</summary>
    [Property(MaxTest = 25, Arbitrary = [typeof(Polynomials)])]
    public bool FixedPoints_AreAllRootsOfTheGap((int[] S, int Cb, int Cw) c)
    {
        string s = string.Join(" + ", c.S.Select((a, i) => $"({a}/4)*z^{i + 1}"));
        (double cb, double cw) = (c.Cb / 100.0, c.Cw / 16.0);
        double[] gap = [.. Square([0, .. c.S.Select(a => a / 4.0)]).Select((m, n) => n % 2 == 0 ? -cw * m * DoubleFactorial(n - 1) : 0).Where((_, n) => n % 2 == 0)];
        gap[0] -= cb;
        gap[1] += 1;
        if (c.S.Skip(1).All(a => a == 0))
        {
            return true;
        }

        double[] expected = [.. Roots(gap).Where(k => k > 0)];
        double[] actual = [.. Of(s, cb, cw).FixedPoints.Where(p => p.K > 0).Select(p => p.K)];
        return expected.Length == actual.Length && expected.Zip(actual).All(p => Math.Abs((p.First / p.Second) - 1) < 1e-6);
    }

    /// <summary>C_b and C_W chosen so that two kernels that close to one another are fixed points, for polynomials and others.</summary>
    [Theory]
    [InlineData("z+z^3", 0.05, 1e-2)]
    [InlineData("z+z^3", 0.05, 1e-5)]
    [InlineData("z+z^2/2+z^5/100", 0.7, 1e-4)]
    [InlineData("sinh(z)", 0.3, 5e-3)]
    [InlineData("sinh(z)", 0.3, 3e-4)]
    [InlineData("z*sqrt(1+z^2)", 0.2, 4e-3)]
    [InlineData("mrepu:2", 0.1, 4e-3)]
    [InlineData("z+tanh(z)^3+z^3/10", 0.5, 2e-3)]
    public void Folds_AreFound_HoweverNarrow(string activation, double k, double distance)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        double G(double at) => evaluator.Evaluate(Quantity.Kernel, at).Value;
        double other = k * (1 + distance);
        double cw = (other - k) / (G(other) - G(k));
        FixedPointAnalysis analysis = Of(activation, k - (cw * G(k)), cw);
        double[] found = [.. analysis.FixedPoints.Where(p => p.K > 0.9 * k && p.K < 1.1 * k).Select(p => p.K)];
        Assert.Equal([k, other], found, (a, b) => Math.Abs(a - b) < 1e-3 * distance * k);
    }

    /// <summary>The chi_par = 1 of a critical initialisation in double precision leaves a double fixed point, not two or none.</summary>
    [Fact]
    public void CriticalPointOfAPolynomial_IsADoubleFixedPoint()
    {
        CriticalPoint critical = Classifier.Classify(new ExpectationEvaluator(Activation.Parse("10147250239*z^4/500000000000 - z^3/8 - z^2/2 + z - 1"))).CriticalPoints[0];
        FixedPoint point = Of("10147250239*z^4/500000000000 - z^3/8 - z^2/2 + z - 1", critical.Cb, critical.Cw).FixedPoints.MinBy(p => Math.Abs(p.K - critical.K!.Value))!;
        Assert.Equal(critical.K!.Value, point.K, 1e-9);
        Assert.Equal(critical.Stability, point.Stability);
    }

    private static double DoubleFactorial(int n) => n <= 0 ? 1 : n * DoubleFactorial(n - 2);

    private static double[] Square(double[] a)
    {
        double[] square = new double[(2 * a.Length) - 1];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < a.Length; j++)
            {
                square[i + j] += a[i] * a[j];
            }
        }

        return square;
    }

    private static IEnumerable<double> Roots(double[] p)
    {
        int degree = Array.FindLastIndex(p, c => c != 0);
        if (degree < 1)
        {
            return [];
        }

        double bound = 1 + (p[..degree].Max(Math.Abs) / Math.Abs(p[degree]));
        double[] ends = [0, .. Roots([.. p.Skip(1).Select((c, i) => c * (i + 1))]).Where(r => r > 0).Order(), bound];
        return ends.Zip(ends.Skip(1)).Where(e => Value(e.First) < 0 != Value(e.Second) < 0).Select(e => Bisect(e.First, e.Second));

        double Bisect(double low, double high)
        {
            for (int i = 0; i < 300; i++)
            {
                double middle = 0.5 * (low + high);
                (low, high) = Value(middle) < 0 == Value(low) < 0 ? (middle, high) : (low, middle);
            }

            return low;
        }

        double Value(double x) => p.Reverse().Aggregate(0.0, (v, c) => (v * x) + c);
    }

    private static FixedPointAnalysis Of(string activation, double cb, double cw) =>
        FixedPoints.Of(new ExpectationEvaluator(Activation.Parse(activation)), cb, cw, TestContext.Current.CancellationToken);

    public static class Polynomials
    {
        public static Arbitrary<(int[] S, int Cb, int Cw)> Maps() => Arb.From(
            from degree in Gen.Choose(2, 5)
            from s in Gen.ArrayOf(Gen.Choose(-6, 6), degree)
            from cb in Gen.Choose(0, 60)
            from cw in Gen.Choose(1, 24)
            select (s, cb, cw));
    }
}
