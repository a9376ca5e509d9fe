using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Criticality;

public class ClassifierTests
{
    /// <summary>PDLT section 5.3; MRePU and the last ones are beyond it.</summary>
    public static TheoryData<string, UniversalityClass> Known => new()
    {
        { "linear", UniversalityClass.ScaleInvariant },
        { "relu", UniversalityClass.ScaleInvariant },
        { "leaky_relu(0.01)", UniversalityClass.ScaleInvariant },
        { "abs", UniversalityClass.ScaleInvariant },
        { "relu(z) - 3*relu(-z)", UniversalityClass.ScaleInvariant },
        { "repu:1", UniversalityClass.ScaleInvariant },
        { "repu:2", UniversalityClass.None },
        { "repu:3", UniversalityClass.None },
        { "mrepu:1", UniversalityClass.ZeroKernel },
        { "mrepu:2", UniversalityClass.ZeroKernel },
        { "mrepu:3", UniversalityClass.ZeroKernel },
        { "hard_tanh", UniversalityClass.ZeroKernel },
        { "relu6", UniversalityClass.ZeroKernel },
        { "tanh", UniversalityClass.ZeroKernel },
        { "sin", UniversalityClass.ZeroKernel },
        { "erf", UniversalityClass.ZeroKernel },
        { "perceptron", UniversalityClass.None },
        { "cos", UniversalityClass.None },
        { "sigmoid", UniversalityClass.None },
        { "softplus", UniversalityClass.None },
        { "swish", UniversalityClass.HalfStable },
        { "gelu", UniversalityClass.HalfStable },
        { "z*tanh(softplus(z))", UniversalityClass.HalfStable },
        { "piecewise(z<0, exp(z)-1, z)", UniversalityClass.ZeroKernel },
        { "sinh(z)", UniversalityClass.ZeroKernel },
        { "z + 1", UniversalityClass.None },
        { "max(0, z + 1)", UniversalityClass.None },
        { "max(0, z - 1)", UniversalityClass.HalfStable },
        { "0", UniversalityClass.None },
        { "5", UniversalityClass.None },
        { "1e-40*tanh(z)", UniversalityClass.ZeroKernel },
        { "sqrt(abs(z))", UniversalityClass.None },
    };

    [Theory]
    [InlineData("tanh", "1/(2*l)", 1, 0.5)]
    [InlineData("elu", "2*pi/l^2", 2, 2 * Math.PI)]
    [InlineData("selu", "2.893253778/l^2", 2, 2.893253778)]
    [InlineData("z - z^5", "1/(60*l)^(1/2)", 0.5, 0.1290994448735806)]
    public void Decay_IsThatOfTheIteratedKernel(string activation, string law, double power, double coefficient)
    {
        Classification classification = Of(activation);
        Assert.Contains($"K decays like {law} with depth l", classification.Reason, StringComparison.Ordinal);
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        double cw = classification.CriticalPoints.Single(p => p.K == 0).Cw;
        double k = 1e-6;
        for (int layer = 0; layer < 10; layer++)
        {
            // The law says K^(-1/power) grows by coefficient^(-1/power) in each layer, which needs no great depth to be seen at small K.
            double next = cw * evaluator.Evaluate(k, quantities: [Quantity.Kernel])[Quantity.Kernel].Value;
            Assert.Equal(Math.Pow(coefficient, -1 / power), Math.Pow(next, -1 / power) - Math.Pow(k, -1 / power), 0.01 * Math.Pow(coefficient, -1 / power));
            k = next;
        }
    }

    /// <summary>Where the closed form of chi_perp of hard_elish cancels to rounding, even its sign, four kernels were once taken for critical.</summary>
    [Theory]
    [InlineData("hard_elish")]
    [InlineData("elish")]
    [InlineData("hard_swish")]
    [InlineData("star_relu")]
    public void CriticalPoints_HaveBothSusceptibilitiesOne_ByQuadrature(string activation)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        CriticalPoint[] points = [.. Classifier.Classify(evaluator, TestContext.Current.CancellationToken).CriticalPoints.Where(p => p.K > 0)];
        Assert.NotEmpty(points);
        Assert.All(points, p =>
        {
            ExpectationValues values = evaluator.Evaluate(p.K!.Value, EvaluationMethod.Quadrature, [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp]);
            Assert.Equal(1, p.Cw * values[Quantity.ChiParallel].Value, 1e-9);
            Assert.Equal(1, p.Cw * values[Quantity.ChiPerp].Value, 1e-9);
            Assert.Equal(p.K.Value, p.Cb + (p.Cw * values[Quantity.Kernel].Value), 1e-9 * p.K.Value);
        });
    }

    /// <summary>A bound of an error is not negative, however wrong the value.</summary>
    [Fact]
    public void ErrorsOfTheCondition_AreNeverNegative()
    {
        ExpectationEvaluator evaluator = new(Activation.Parse("hard_elish"));
        Assert.All(Enumerable.Range(0, 40), i => Assert.InRange(RatioSample.At(evaluator, 10 * Math.Pow(1.1, i))!.Value.Error, 0, 1e-9));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Class_OfKnownActivations(string activation, UniversalityClass expected)
    {
        Classification classification = Of(activation);

        Assert.Equal(expected, classification.Class);
        Assert.Equal(expected == UniversalityClass.None, classification.CriticalPoints.Count == 0);
        Assert.NotEmpty(classification.Reason);
        Assert.DoesNotContain('\n', classification.Reason);
        Assert.InRange(classification.Reason.Length, 1, 700);
    }

    /// <summary>Not what was solved, but the definition of criticality, by quadrature.</summary>
    [Theory]
    [MemberData(nameof(Known))]
    public void CriticalPoints_AreFixedPointsWithBothSusceptibilitiesOne(string activation, UniversalityClass expected)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        foreach (CriticalPoint point in Classifier.Classify(evaluator).CriticalPoints)
        {
            Assert.True(point.IsAdmissible);
            foreach (double k in point.K is not double only ? [1e-3, 1, 50] : (double[])[only == 0 ? 1e-10 : only])
            {
                // At K* = 0 the corrections are of relative order K, or sqrt(K) where s has a kink there.
                double tolerance = point.K == 0 ? evaluator.Activation.Breakpoints.Any(b => b.IsZero) ? 1e-4 : 1e-8 : 1e-10;
                ExpectationValues values = evaluator.Evaluate(k, EvaluationMethod.Quadrature);
                Assert.Equal(1, (point.Cb + (point.Cw * values[Quantity.Kernel].Value)) / k, tolerance);
                Assert.Equal(1, point.Cw * values[Quantity.ChiParallel].Value, tolerance);
                Assert.Equal(1, point.Cw * values[Quantity.ChiPerp].Value, tolerance);
            }
        }

        Assert.Equal(expected, Of(activation).Class);
    }

    /// <summary>PDLT section 5.3.4; C_b of SWISH, quoted elsewhere as 0.05514317, by independent quadrature with 25 digits.</summary>
    [Theory]
    [InlineData("swish", 14.32017362, 0.5551431707, 1.988004678)]
    [InlineData("gelu", 3.561552813, 0.1729223908, 1.983058257)]
    public void HalfStablePoint_OfSwishAndGelu_IsThatOfTheLiterature(string activation, double k, double cb, double cw)
    {
        CriticalPoint point = Of(activation).CriticalPoints.Single(p => p.K > 0);

        Assert.Equal(k, point.K!.Value, 1e-8);
        Assert.Equal(cb, point.Cb, 1e-9);
        Assert.Equal(cw, point.Cw, 1e-9);
        Assert.Contains(point.Stability, (FixedPointStability[])[FixedPointStability.StableFromBelow, FixedPointStability.StableFromAbove]);
    }

    [Fact]
    public void HalfStablePoint_OfGelu_IsExact() => Assert.Equal((3 + Expr.Sqrt(17)) / 2, Of("gelu").CriticalPoints[^1].ExactK);

    /// <summary>The map K -> C_b + C_W g(K) itself decides from which side K* is approached; g'' of SWISH is so small that the third order wins a few percent away.</summary>
    [Theory]
    [InlineData("swish")]
    [InlineData("gelu")]
    [InlineData("z*tanh(softplus(z))")]
    [InlineData("swish(z) + 1/10")]
    [InlineData("z + tanh(z)^3")]
    public void Stability_IsThatOfTheMap(string activation)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        CriticalPoint point = Classifier.Classify(evaluator).CriticalPoints[^1];
        foreach (double factor in (double[])[0.998, 1.002])
        {
            double k = factor * point.K!.Value;
            double next = point.Cb + (point.Cw * evaluator.Evaluate(k, quantities: [Quantity.Kernel])[Quantity.Kernel].Value);
            Assert.Equal(point.Stability == FixedPointStability.StableFromBelow, next > k);
        }
    }

    [Theory]
    [InlineData("tanh", FixedPointStability.Stable)]
    [InlineData("sin", FixedPointStability.Stable)]
    [InlineData("erf", FixedPointStability.Stable)]
    [InlineData("hard_tanh", FixedPointStability.Stable)]
    [InlineData("piecewise(z<0, exp(z)-1, z)", FixedPointStability.Stable)]
    [InlineData("z - z^7", FixedPointStability.Stable)]
    [InlineData("z + z^7", FixedPointStability.Unstable)]
    [InlineData("mrepu:2", FixedPointStability.Unstable)]
    [InlineData("sinh(z)", FixedPointStability.Unstable)]
    [InlineData("gelu", FixedPointStability.Unstable)]
    public void Stability_OfZeroKernel_IsTheSignOfTheFirstCorrection(string activation, FixedPointStability expected) =>
        Assert.Equal(expected, Of(activation).CriticalPoints.Single(p => p.K == 0).Stability);

    [Theory]
    [InlineData("erf", "pi/4")]
    [InlineData("relu", "2")]
    [InlineData("leaky_relu(1/2)", "8/5")]
    [InlineData("tanh(5*z)", "1/25")]
    public void CriticalCw_IsExact(string activation, string cw) => Assert.Equal(cw, Of(activation).CriticalPoints[0].ExactCw!.ToString());

    [Theory]
    [InlineData("repu:2", "chi_par/chi_perp = 3/2 at every K")]
    [InlineData("repu:3", "chi_par/chi_perp = 5/3 at every K")]
    [InlineData("softplus", "C_b < 0")]
    [InlineData("sigmoid", "C_b = -C_W s(0)^2 = -4 < 0")]
    [InlineData("perceptron", "jumps at z = 0")]
    [InlineData("tanh", "a1 = -2 < 0")]
    [InlineData("gelu", "K^2 - 3*K - 2 = 0")]
    [InlineData("z + 1", "C_b = -1 at K = 1")]
    public void Reason_SaysWhy(string activation, string part) => Assert.Contains(part, Of(activation).Reason, StringComparison.Ordinal);

    [Fact]
    public void Classify_FunctionThatIsNotDefinedEverywhere_IsAnErrorOfTheUser() =>
        Assert.Throws<UserInputException>(() => Of("log(z)"));

    /// <summary>C_W = 1/s'(0)^2 of 1e400 was once reported as a dash, with a stability that had underflowed.</summary>
    [Theory]
    [InlineData("1e-200*tanh(z)")]
    [InlineData("1e200*z")]
    public void Classify_WhenCwIsBeyondDoublePrecision_IsAnErrorOfTheUser(string activation) =>
        Assert.Throws<UserInputException>(() => Of(activation));

    [Fact]
    public void Classify_Twice_GivesTheSame()
    {
        Classification first = Of("swish");
        Classification second = Of("swish");

        Assert.Equal(first.CriticalPoints, second.CriticalPoints);
        Assert.Equal(first.Reason, second.Reason);
    }

    /// <summary>Its critical point lies at 300^2 times that of SWISH, beyond what was once searched, and "no K* > 0" was said of all K.</summary>
    [Fact]
    public void CriticalPointFarOut_IsFound()
    {
        CriticalPoint point = Of("z*sigmoid(z/300)").CriticalPoints.Single(p => p.K > 0);
        Assert.Equal(90000 * 14.32017362, point.K!.Value, 1e-3);
    }

    /// <summary>Two critical points closer than a grid; the condition is a polynomial in K, so that there are no others.</summary>
    [Fact]
    public void CriticalPointsOfPolynomials_AreCounted()
    {
        Classification classification = Of("10147250239*z^4/500000000000 - z^3/8 - z^2/2 + z - 1");
        Assert.Equal([2.276, 2.279], classification.CriticalPoints.Select(p => p.K!.Value), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.True(classification.IsProven);
    }

    /// <summary>What was not proven says where it was searched, in words and as data.</summary>
    [Theory]
    [InlineData("gelu", true)]
    [InlineData("repu:2", true)]
    [InlineData("z^2 + z + 1", true)]
    [InlineData("z + 1", true)]
    [InlineData("softplus", false)]
    [InlineData("swish", false)]
    public void CompletenessIsClaimed_OnlyWhereItIsProven(string activation, bool proven)
    {
        Classification classification = Of(activation);
        Assert.Equal(proven, classification.IsProven);
        Assert.Equal(proven, classification.Searched == SearchedRange.All);
        Assert.True(proven || classification.Class != UniversalityClass.None || classification.Reason.Contains("that was tried", StringComparison.Ordinal), classification.Reason);
    }

    /// <summary>Where expectations overflow or diverge the search ends, and says so.</summary>
    [Theory]
    [InlineData("sinh(z)+z^2/100")]
    [InlineData("z*exp(z^2/50)+1/10")]
    public void SearchEnds_WhereExpectationsDo(string activation)
    {
        Classification classification = Of(activation);
        Assert.False(classification.IsProven);
        Assert.InRange(classification.Searched!.Value.To, 1, 1e5);
    }

    /// <summary>C_W g is the same for c s with C_W/c^2: class, K* and C_b do not change.</summary>
    [Theory]
    [InlineData("swish", "-3*swish(z)")]
    [InlineData("gelu", "gelu(z)/2")]
    [InlineData("tanh", "7*tanh(z)")]
    [InlineData("softplus", "2*softplus(z)")]
    public void Class_DoesNotDependOnTheScaleOfTheActivation(string activation, string scaled)
    {
        (Classification a, Classification b) = (Of(activation), Of(scaled));

        Assert.Equal(a.Class, b.Class);
        Assert.Equal(a.A1, b.A1);
        foreach ((CriticalPoint p, CriticalPoint q) in a.CriticalPoints.Zip(b.CriticalPoints))
        {
            Assert.Equal(p.K!.Value, q.K!.Value, 1e-9 * p.K.Value);
            Assert.Equal(p.Cb, q.Cb, 1e-9);
        }
    }

    /// <summary>s(z) -> s(c z) changes K to K/c^2.</summary>
    [Fact]
    public void CriticalPoint_ScalesWithTheArgument() => Assert.Equal(
        Of("swish").CriticalPoints[^1].K!.Value / 4, Of("z*sigmoid(2*z)").CriticalPoints[^1].K!.Value, 1e-9);

    [Property(MaxTest = 50, Arbitrary = [typeof(Slopes)])]
    public bool ScaleInvariant_IsDecidedExactlyForAllSlopes((int Right, int Left) slopes)
    {
        Classification classification = Of($"{slopes.Right}*max(0,z) - ({slopes.Left})*max(0,-z)/7");
        double left = slopes.Left / 7.0;
        return classification.Class == UniversalityClass.ScaleInvariant
            && Math.Abs((classification.CriticalPoints[0].Cw * ((slopes.Right * slopes.Right) + (left * left)) / 2) - 1) < 1e-14;
    }

    private static Classification Of(string activation) => Classifier.Classify(new ExpectationEvaluator(Activation.Parse(activation)));

    public static class Slopes
    {
        public static Arbitrary<(int, int)> Pairs() => Arb.From(from a in Gen.Choose(-20, 20) from b in Gen.Choose(-20, 20) where (a, b) is not (0, 0) select (a, b));
    }
}
