using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Evaluation;

/// <summary>Values of expectations against the reference table, and the rules by which a method is chosen.</summary>
public sealed class ExpectationEvaluatorTests
{
    private static readonly (string Column, Quantity Quantity)[] Columns =
    [
        ("m1", Quantity.Mean), ("g", Quantity.Kernel), ("chi_par", Quantity.ChiParallel), ("chi_perp", Quantity.ChiPerp),
        ("m4", Quantity.FourthMoment), ("h", Quantity.H),
    ];

    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Table = ReferenceTable.Read("expectations.csv");

    private static readonly string[] Powers =
        ["linear", "relu", "leaky_relu_0.01", "repu_2", "repu_3", "repu_4", "mrepu_1", "mrepu_2", "mrepu_3", "mrepu_4"];

    public static TheoryData<string> PiecewisePowers => [.. Powers];

    public static TheoryData<string> Others => [.. Table.Select(r => r["activation"]).Distinct().Where(a => !Powers.Contains(a))];

    public static TheoryData<string, double> Cancelling => new(
        from name in new[] { "hard_tanh", "relu6", "hard_sigmoid", "hard_swish" } from k in new[] { 1e-8, 1e-4, 1.0, 1e4, 1e6 } select (name, k));

    [Theory]
    [MemberData(nameof(PiecewisePowers))]
    public void PiecewisePowers_AgreeWithTheReferenceTo12Digits_ByEitherMethod(string name)
    {
        ExpectationEvaluator evaluator = Evaluator(name);
        foreach ((double k, Quantity quantity, double expected) in Reference(name))
        {
            foreach (EvaluationMethod method in Enum.GetValues<EvaluationMethod>())
            {
                QuantityValue value = evaluator.Evaluate(k, method)[quantity];
                double error = Math.Abs(value.Value - expected);

                // The table's K is an exact decimal, ours the double nearest to it, and m4 of MRePU_4 is of degree 20 in K.
                double representation = value.Method == EvaluationMethod.ClosedForm ? 2.5e-15 * Math.Abs(expected) : 0;

                // An odd mean vanishes: quadrature leaves rounding, small against <|z|>.
                double scale = expected == 0 && method != EvaluationMethod.ClosedForm ? Math.Sqrt(k) : Math.Abs(expected);
                Assert.True(error <= 1e-12 * scale, $"{method} of {quantity} at K = {k}: {value.Value}, not {expected}");
                Assert.True(error <= value.AbsoluteError + representation, $"{method} of {quantity} at K = {k}: error {error} exceeds its bound {value.AbsoluteError}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void OtherActivations_AgreeWithTheReferenceTo10Digits(string name)
    {
        ExpectationEvaluator evaluator = Evaluator(name);
        foreach ((double k, Quantity quantity, double expected) in Reference(name))
        {
            double magnitude = GaussianQuadrature.Evaluate(evaluator.Function, k)[quantity].Magnitude;
            foreach (EvaluationMethod method in new[] { EvaluationMethod.Auto, EvaluationMethod.Quadrature })
            {
                // Where a value vanishes by symmetry or oscillation, it is known relative to the integral of the absolute value.
                QuantityValue value = evaluator.Evaluate(k, method)[quantity];
                double scale = Math.Abs(expected) > 1e-4 * magnitude ? Math.Abs(expected) : magnitude;
                double error = Math.Abs(value.Value - expected);
                Assert.True(error <= 1e-10 * scale, $"{method} of {quantity} at K = {k}: {value.Value}, not {expected}");
                Assert.True(error <= value.AbsoluteError + (1e-16 * scale), $"{method} of {quantity} at K = {k}: error {error} exceeds its bound {value.AbsoluteError}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cancelling))]
    public void CancellingForms_FallBackOnQuadrature_AndLoseNoDigits(string name, double k)
    {
        ExpectationEvaluator evaluator = Evaluator(name);
        ExpectationValues best = evaluator.Evaluate(k);
        ExpectationValues reference = evaluator.Evaluate(k, EvaluationMethod.Quadrature);
        foreach (Quantity quantity in Quantity.All)
        {
            QuantityValue value = best[quantity];
            double difference = Math.Abs(value.Value - reference[quantity].Value);
            double magnitude = GaussianQuadrature.Evaluate(evaluator.Function, k)[quantity].Magnitude;
            Assert.True(difference <= value.AbsoluteError + reference[quantity].AbsoluteError, $"{quantity}: {value}, quadrature {reference[quantity]}");

            // What lies below the normal numbers has no relative error.
            double digits = 1e-11 * (Math.Abs(value.Value) > 1e-4 * magnitude ? Math.Abs(value.Value) : magnitude);
            Assert.True(value.AbsoluteError <= digits + 2.3e-308, $"{quantity}: {value}");
        }
    }

    [Fact]
    public void HardTanhAtSmallK_IsEvaluatedByQuadrature_BecauseItsClosedFormOfTheCurvatureCancels()
    {
        // g'' is exponentially small, as the difference of terms of size 1.
        ExpectationEvaluator evaluator = Evaluator("hard_tanh");
        QuantityValue closed = evaluator.Evaluate(1e6, EvaluationMethod.ClosedForm)[Quantity.Kernel];
        QuantityValue best = evaluator.Evaluate(1e6)[Quantity.Kernel];
        Assert.True(best.AbsoluteError <= closed.AbsoluteError);
        Assert.True(best.RelativeError < 1e-12);
    }

    [Fact]
    public void ChiPerpAndH_OfAJumpingActivation_AreUndefined_WithTheReason()
    {
        foreach (EvaluationMethod method in Enum.GetValues<EvaluationMethod>())
        {
            ExpectationValues values = Evaluator("perceptron").Evaluate(2, method);
            foreach (Quantity quantity in new[] { Quantity.ChiPerp, Quantity.H })
            {
                Assert.False(values[quantity].IsDefined);
                Assert.True(double.IsNaN(values[quantity].Value));
                Assert.Contains("jumps at z = 0", values[quantity].UndefinedBecause, StringComparison.Ordinal);
            }

            Assert.Equal(0.5, values[Quantity.Kernel].Value, 1e-15);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void KernelsThatAreNotPositiveAndFinite_AreErrors(double k)
    {
        foreach (EvaluationMethod method in Enum.GetValues<EvaluationMethod>())
        {
            Assert.Contains("K must be a positive finite number", Assert.Throws<UserInputException>(() => Evaluator("relu").Evaluate(k, method)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ClosedFormOnly_OfAnActivationWithout_IsAnError_ThatSaysWhy() =>
        Assert.StartsWith(
            "there is no closed form of <s>",
            Assert.Throws<UserInputException>(() => Evaluator("softplus").Evaluate(1, EvaluationMethod.ClosedForm).OrThrow()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void DivergentExpectations_AreErrors_ByEveryMethod()
    {
        // <exp(z^2)^2> exists for K < 1/4 only.
        ExpectationEvaluator evaluator = Evaluator("exp(z^2)");
        Assert.Equal(1 / Math.Sqrt(1 - (4 * 0.2)), evaluator.Evaluate(0.2, quantities: [Quantity.Kernel])[Quantity.Kernel].Value, 1e-12);
        foreach (EvaluationMethod method in Enum.GetValues<EvaluationMethod>())
        {
            NoValue missing = evaluator.Evaluate(1, method)[Quantity.Kernel].Missing!;
            Assert.Equal(NoValueKind.Diverges, missing.Kind);
            Assert.Contains("diverges at K = 1", missing.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OverflowingExpectations_AreErrors_ThatNameTheQuantity()
    {
        UserInputException error = Assert.Throws<UserInputException>(() => Evaluator("repu:4").Evaluate(1e60, EvaluationMethod.ClosedForm).OrThrow());
        Assert.Contains("double precision at K = 1E+60", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void QuantityThatOverflows_TakesNoneOfTheOthersWithIt()
    {
        // g ~ K^4 fits, m4 ~ K^8 does not.
        ExpectationEvaluator evaluator = Evaluator("repu:4");
        Assert.Equal(52.5 * 1e160, evaluator.Evaluate(1e40, quantities: [Quantity.Kernel])[Quantity.Kernel].Value, 1e150);
        ExpectationValues all = evaluator.Evaluate(1e40);
        Assert.Equal(NoValueKind.Overflows, all[Quantity.FourthMoment].Missing?.Kind);
        Assert.All(Quantity.All.Where(q => q != Quantity.FourthMoment), q => Assert.True(all[q].IsDefined));
    }

    [Fact]
    public void FreeParameters_AreErrors_ThatNameThem() =>
        Assert.Contains("free parameter p", Assert.Throws<UserInputException>(() => Evaluator("repu:p")).Message, StringComparison.Ordinal);

    /// <summary>Panels of what is slow to compute, far out where exp(z^2) overflows, took minutes after the command was cancelled.</summary>
    [Fact]
    public void Panels_EndWhenCancelled() => Assert.Throws<OperationCanceledException>(
        () => Evaluator("exp(z^2)*erfc(abs(z))").Evaluate(1e4, cancellation: new CancellationToken(canceled: true)));

    private static ExpectationEvaluator Evaluator(string name) => new(Activation.Parse(name));

    private static IEnumerable<(double K, Quantity Quantity, double Expected)> Reference(string activation) =>
        from row in Table
        where row["activation"] == activation
        from column in Columns
        where row.ContainsKey(column.Column)
        select (Number(row["K"]), column.Quantity, Number(row[column.Column]));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
