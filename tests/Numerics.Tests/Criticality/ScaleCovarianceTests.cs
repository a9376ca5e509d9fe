using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Theory.Activations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Criticality;

/// <summary>s_a(z) = a s(z/a) has K* -> a^2 K* and C_b -> a^2 C_b at the same C_W: a search over a fixed range of K once lost what lay outside.</summary>
public sealed class ScaleCovarianceTests
{
    private static readonly string[] Formulas =
    [
        "z*sigmoid(z)", "gelu(z)", "z*tanh(log(1+exp(z)))", "selu(z)", "tanh(z)", "z*sigmoid(z) + 1/10", "z + tanh(z)^3", "max(0, z - 1)", "log(1+exp(z))", "max(-1, min(1, z))",
    ];

    private static readonly ConcurrentDictionary<string, Lazy<Classification>> Unscaled = new();

    public static TheoryData<string, double> Cases => [.. Formulas.Concat(LongTests.Cases(RandomFormulas(5), few: 2)).SelectMany((f, i) =>
        LongTests.Cases([(f, i % 4 == 0 ? 1e-3 : i % 4 == 1 ? 1e3 : i % 4 == 2 ? 300 : 0.02), (f, i % 4 == 0 ? 300 : i % 4 == 1 ? 0.02 : i % 4 == 2 ? 1e-3 : 1e3)], few: 1))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void CriticalPoints_ScaleWithTheActivation(string formula, double a)
    {
        Classification one = Unscaled.GetOrAdd(formula, f => new Lazy<Classification>(() => Of(f))).Value;
        string scale = a.ToString("R", CultureInfo.InvariantCulture);
        Classification scaled = Of($"{scale}*({Regex.Replace(formula, @"\bz\b", $"(z/{scale})")})");
        Assert.Equal(one.Class, scaled.Class);
        Assert.Equal(one.CriticalPoints.Count, scaled.CriticalPoints.Count);
        foreach ((CriticalPoint p, CriticalPoint q) in one.CriticalPoints.Zip(scaled.CriticalPoints))
        {
            Assert.Equal(p.K * a * a ?? 0, q.K ?? 0, 1e-8 * (p.K * a * a ?? 1));
            Assert.Equal(p.Cb * a * a, q.Cb, 1e-8 * (p.K * a * a ?? 1));
            Assert.Equal(p.Cw, q.Cw, 1e-8 * p.Cw);
            Assert.Equal(p.Stability, q.Stability);
        }
    }

    private static IEnumerable<string> RandomFormulas(int count)
    {
        Random random = new(20261127);
        string[] gates = ["sigmoid(z)", "tanh(z+1)", "erf(z/2)", "(1+tanh(z))/2", "Phi(z+1/2)"];
        for (int i = 0; i < count; i++)
        {
            yield return $"z*{gates[random.Next(gates.Length)]} + ({random.Next(-3, 4)}/5)*{gates[random.Next(gates.Length)]} + {random.Next(0, 3)}/10*z";
        }
    }

    private static Classification Of(string formula) => Classifier.Classify(new ExpectationEvaluator(Activation.Parse(formula)));
}
