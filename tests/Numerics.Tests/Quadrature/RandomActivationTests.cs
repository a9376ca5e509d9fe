using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;
using Theory.Numerics.Quadrature.FixedNodes;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>Fixed nodes against adaptive panels on activations of no catalogue: smooth, oscillating, steep, kinked, stepped and growing terms, mixed.</summary>
public class RandomActivationTests
{
    private static readonly string[] Smooth = ["tanh(A*z + B)", "sin(A*z + B)", "exp(-A*(z - B)^2)", "z*sigmoid(A*z)", "A*z/(1 + z^2)", "exp(z/4)", "erf(A*z)^2", "z^3/A", "arctan(A*z + B)", "cos(A*z)*exp(-z^2/9)"];

    private static readonly string[] Kinked = ["max(0, z - B)", "abs(z + B)", "step(z - B)", "max(-1, min(z, 1))", "max(0, z + B)^2/A", "piecewise(z < B, exp(z - B), 1)", "min(0, tanh(A*z))"];

    private static readonly Quantity[] Quantities = [Quantity.Mean, Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H, Quantity.FourthMoment];

    public static TheoryData<int> Seeds => [.. LongTests.Cases([3, 1, 2, 4], few: 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Values_AgreeWithinTheirBounds(int seed)
    {
        Random random = new(seed);
        int answered = 0;
        for (int trial = 0; trial < 40; trial++)
        {
            string formula = string.Join(" + ", Enumerable.Range(0, 1 + random.Next(3)).Select(i => Term(random, i)));
            Activation s = Activation.Parse(formula);
            DirectQuadrature direct = new(s);
            PiecewiseSmoothFunction function = ActivationCompiler.Compile(s);
            for (int i = 0; i < 6; i++)
            {
                double k = Math.Pow(10, (random.NextDouble() * 10) - 7);
                Quantity quantity = Quantities[random.Next(Quantities.Length)];
                if (direct.TryEvaluateOne(k, quantity) is not Estimate quick)
                {
                    continue;
                }

                Estimate expected = GaussianQuadrature.Evaluate(function, k, [quantity])[quantity];
                answered++;
                Assert.True(
                    Math.Abs(quick.Value - expected.Value) <= quick.AbsoluteError + expected.AbsoluteError,
                    string.Create(CultureInfo.InvariantCulture, $"{quantity} of {formula} at K = {k}: {quick}, not {expected}"));
                Assert.InRange(quick.RelativeError, 0, 2e-13);
            }
        }

        // If hardly any value came from fixed nodes, nothing was tested.
        Assert.InRange(answered, 100, 240);
    }

    private static string Term(Random random, int index)
    {
        string[] kind = random.Next(3) == 0 ? Kinked : Smooth;
        string a = (0.2 + (random.NextDouble() * (random.Next(4) == 0 ? 30 : 3))).ToString("F3", CultureInfo.InvariantCulture);
        string b = ((random.NextDouble() * 4) - 2).ToString("F3", CultureInfo.InvariantCulture);
        string weight = (random.NextDouble() + (index == 0 ? 0.5 : 0.01)).ToString("F3", CultureInfo.InvariantCulture);
        return $"{weight}*({kind[random.Next(kind.Length)].Replace("A", a, StringComparison.Ordinal).Replace("B", $"({b})", StringComparison.Ordinal)})";
    }
}
