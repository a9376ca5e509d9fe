using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Theory.Activations;
using Theory.Expectations.TwoInputs;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Evaluation;

/// <summary>Closed forms of two inputs against the reference table, quadrature, Price's theorem and the one-input expectations.</summary>
public sealed class TwoInputEvaluatorTests
{
    private static readonly Dictionary<string, TwoInputEvaluator> Known = [];

    public static TheoryData<string> ReferenceActivations => [.. ReferenceTable.Read("two_input.csv").Select(r => r["activation"]).Distinct()];

    public static TheoryData<string> ClosedActivations =>
    [
        "relu", "leaky_relu(0.1)", "repu:3", "mrepu:1", "mrepu:3", "mrepu(2, 1/3)", "abs", "elu", "selu", "celu(2)", "hard_tanh", "hard_sigmoid", "hard_swish",
        "relu6", "gelu", "erf", "sin", "cos", "snake", "gaussian", "z*Phi(z - 1)", "max(0, z)*exp(-z^2/2)", "piecewise(z < -1, exp(-z^2), z)",
        "max(0, z - sqrt(2)) + min(0, z + 1)*exp(z)", "z^2*sin(2*z + 1)", "exp(z)*sin(z)", "erf(z)*z", "perceptron", "z + step(z - 1)*z",
    ];

    [Theory]
    [MemberData(nameof(ReferenceActivations))]
    public void EveryMethod_AgreesWithReference(string activation)
    {
        TwoInputEvaluator evaluator = new(Activation.Parse(activation));
        bool hasForm = evaluator.Derivation[TwoInputQuantity.KernelProduct].Formula is not null;
        int compared = 0;
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("two_input.csv").Where(r => r["activation"] == activation))
        {
            (double ka, double kb, double rho) = (Number(row["Ka"]), Number(row["Kb"]), Number(row["rho"]));
            foreach (EvaluationMethod method in hasForm ? Enum.GetValues<EvaluationMethod>() : [EvaluationMethod.Auto, EvaluationMethod.Quadrature])
            {
                TwoInputValues values = evaluator.Evaluate(ka, kb, rho, method);
                Check(Number(row["ss"]), values.KernelProduct, method, $"<s s> at {ka}, {kb}, {rho}");
                Check(Number(row["dsds"]), values.DerivativeProduct, method, $"<s' s'> at {ka}, {kb}, {rho}");
                compared++;
            }
        }

        Assert.Equal(hasForm ? 90 : 60, compared);

        static void Check(double expected, QuantityValue value, EvaluationMethod method, string what)
        {
            double error = Math.Abs(value.Value - expected);

            // rho is a rounded decimal there, and the closed form may cancel next to rho = -1; auto then takes the quadrature.
            double tolerance = method == EvaluationMethod.Auto ? 1e-11 : 1e-10;
            Assert.True(error <= (tolerance * Math.Abs(expected)) + 1e-15, $"{what}, {method}: {value.Value:R} instead of {expected:R}");
            Assert.True(error <= value.AbsoluteError + (1e-13 * Math.Abs(expected)), $"{what}, {method}: error {error:E1}, bound {value.AbsoluteError:E1}");
        }
    }

    [Theory]
    [MemberData(nameof(ClosedActivations))]
    public void ClosedForms_AgreeWithQuadrature_WithinTheirBounds(string activation)
    {
        TwoInputEvaluator evaluator = new(Activation.Parse(activation));
        foreach ((double ka, double kb, double rho) in ((double, double, double)[])
            [(0.3, 0.3, 0.4), (0.3, 1.7, -0.6), (0.05, 0.08, 0.9), (3, 2, -0.3), (1, 1, 1), (0.7, 0.7, -1), (0.5, 0.5, 1 - 1e-9), (0.5, 0.2, 0)])
        {
            TwoInputValues quadrature = evaluator.Evaluate(ka, kb, rho, EvaluationMethod.Quadrature);
            TwoInputValues closed = evaluator.Evaluate(ka, kb, rho, EvaluationMethod.ClosedForm);
            foreach ((QuantityValue q, QuantityValue c) in ((QuantityValue, QuantityValue)[])
                [(quadrature.KernelProduct, closed.KernelProduct), (quadrature.DerivativeProduct, closed.DerivativeProduct)])
            {
                Assert.Equal(q.IsDefined, c.IsDefined);
                if (c.IsDefined)
                {
                    Assert.Equal(EvaluationMethod.ClosedForm, c.Method);
                    Assert.True(
                        Math.Abs(q.Value - c.Value) <= q.AbsoluteError + c.AbsoluteError + 1e-15,
                        $"{activation} at {ka}, {kb}, {rho}: {c.Value:R} ± {c.AbsoluteError:E1} closed, {q.Value:R} ± {q.AbsoluteError:E1} by quadrature");
                }
            }
        }
    }

    /// <summary>d&lt;s s&gt;/dc = &lt;s' s'&gt;, by a central difference of sixth order.</summary>
    [Theory]
    [MemberData(nameof(ClosedActivations))]
    public void DerivativeProduct_IsTheDerivativeByTheCovariance(string activation)
    {
        TwoInputEvaluator evaluator = new(Activation.Parse(activation));
        const double Ka = 0.6;
        const double Kb = 0.9;
        const double H = 0.02;
        double scale = Math.Sqrt(Ka * Kb);
        foreach (double rho in (double[])[-0.5, 0.1, 0.6])
        {
            double At(int i) => evaluator.Evaluate(Ka, Kb, rho + (i * H), EvaluationMethod.ClosedForm).KernelProduct.Value;
            double slope = ((45 * (At(1) - At(-1))) - (9 * (At(2) - At(-2))) + At(3) - At(-3)) / (60 * H * scale);
            double expected = evaluator.Evaluate(Ka, Kb, rho).DerivativeProduct.Value;
            Assert.Equal(expected, slope, 2e-6 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("swish")]
    [InlineData("mrepu:2")]
    [InlineData("gelu")]
    public void CoincidentInputs_GiveTheOneInputExpectations(string activation)
    {
        TwoInputEvaluator two = new(Activation.Parse(activation));
        ExpectationEvaluator one = new(two.Activation);
        foreach (double k in (double[])[1e-4, 0.5, 30])
        {
            ExpectationValues expected = one.Evaluate(k);
            TwoInputValues actual = two.Evaluate(k, k, 1);
            Assert.Equal(expected[TwoInputQuantity.KernelProduct.OneInput].Value, actual.KernelProduct.Value, 1e-12 * actual.KernelProduct.Value);
            Assert.Equal(expected[TwoInputQuantity.DerivativeProduct.OneInput].Value, actual.DerivativeProduct.Value, 1e-12 * actual.DerivativeProduct.Value);
        }
    }

    /// <summary>Random piecewise polynomials with up to three breakpoints: closed form and quadrature never contradict each other.</summary>
    [SlowProperty(15, 60)]
    public Property RandomPiecewisePolynomials_ClosedFormIsQuadrature() => Prop.ForAll(
        (from kinks in Gen.Choose(1, 3)
         from points in Gen.Choose(-30, 30).ListOf(kinks)
         from coefficients in Gen.Choose(-9, 9).ListOf(3 * (kinks + 1))
         from ka in Gen.Choose(5, 300)
         from kb in Gen.Choose(5, 300)
         from rho in Gen.Choose(-99, 99)
         select (Points: points.Distinct().Order().ToArray(), Coefficients: coefficients.ToArray(), Ka: ka / 100.0, Kb: kb / 100.0, Rho: rho / 100.0)).ToArbitrary(),
        sample =>
        {
            string Polynomial(int i) => $"({sample.Coefficients[3 * i]} + {sample.Coefficients[(3 * i) + 1]}*z + {sample.Coefficients[(3 * i) + 2]}*z^2)";
            string formula = Polynomial(sample.Points.Length);
            for (int i = sample.Points.Length - 1; i >= 0; i--)
            {
                formula = $"piecewise(z < {sample.Points[i]}/10, {Polynomial(i)}, {formula})";
            }

            TwoInputEvaluator evaluator = new(Activation.Parse(formula));
            TwoInputValues closed = evaluator.Evaluate(sample.Ka, sample.Kb, sample.Rho, EvaluationMethod.ClosedForm);
            TwoInputValues quadrature = evaluator.Evaluate(sample.Ka, sample.Kb, sample.Rho, EvaluationMethod.Quadrature);
            bool Agree(QuantityValue c, QuantityValue q) => Math.Abs(c.Value - q.Value) <= c.AbsoluteError + q.AbsoluteError + 1e-14;
            return (Agree(closed.KernelProduct, quadrature.KernelProduct) && Agree(closed.DerivativeProduct, quadrature.DerivativeProduct))
                .Label($"{formula} at {sample.Ka}, {sample.Kb}, {sample.Rho}: {closed} {quadrature}");
        });

    [Theory]
    [InlineData(0, 1, 0.5, "K_a must be a positive finite number, got 0")]
    [InlineData(1, double.PositiveInfinity, 0.5, "K_b must be a positive finite number")]
    [InlineData(1, 1, 1.5, "rho is a correlation and must lie between -1 and 1, got 1.5")]
    [InlineData(1, 1, double.NaN, "rho is a correlation")]
    public void BadArguments_AreNamed(double ka, double kb, double rho, string message) =>
        Assert.StartsWith(message, Assert.Throws<UserInputException>(() => Evaluator("relu").Evaluate(ka, kb, rho)).Message, StringComparison.Ordinal);

    /// <summary>exp(-K) sinh(rho K) was 0 times infinity above K = 700, and its quadrature took a minute.</summary>
    [Theory]
    [InlineData(0.5, -0.5, 0)]
    [InlineData(1e6, 0.999999, 0.5)]
    [InlineData(1e6, 1, 0.5)]
    [InlineData(1e6, -0.5, 0)]
    public void SineAtLargeVariances_DoesNotOverflow(double k, double rho, double limit)
    {
        QuantityValue value = Evaluator("sin").Evaluate(k, k, rho).KernelProduct;
        double expected = k < 1 ? Math.Exp(-k) * Math.Sinh(rho * k) : rho == 0.999999 ? limit * Math.Exp(-1) : limit;
        Assert.Equal(EvaluationMethod.ClosedForm, value.Method);
        Assert.Equal(expected, value.Value, 1e-9);
    }

    [Fact]
    public void ClosedForm_WhereThereIsNone_SaysWhy()
    {
        NoValue missing = Evaluator("tanh").Evaluate(1, 1, 0.5, EvaluationMethod.ClosedForm).KernelProduct.Missing!;
        Assert.Equal(NoValueKind.NoClosedForm, missing.Kind);
        Assert.StartsWith("there is no closed form of <s s>: tanh(z) is outside the class", missing.Reason, StringComparison.Ordinal);
    }

    /// <summary>The integral of exp((x^2 + y^2)/8) does not exist for variances above 4.</summary>
    [Fact]
    public void Divergence_IsReported()
    {
        TwoInputEvaluator evaluator = Evaluator("exp(z^2/8)");
        Assert.Equal(4 / Math.Sqrt(16 + 1 - 0.25 - 8), evaluator.Evaluate(1, 1, 0.5).KernelProduct.Value, 1e-13);
        TwoInputValues beyond = evaluator.Evaluate(9, 9, 0.5);
        Assert.All((QuantityValue[])[beyond.KernelProduct, beyond.DerivativeProduct], v => Assert.True(!v.IsDefined && double.IsNaN(v.Value)));
    }

    [Fact]
    public void FreeParameters_NeedAValue() =>
        Assert.Contains("free parameter a", Assert.Throws<UserInputException>(() => new TwoInputEvaluator(Activation.Parse("leaky_relu(a)"))).Message, StringComparison.Ordinal);

    private static TwoInputEvaluator Evaluator(string activation)
    {
        if (!Known.TryGetValue(activation, out TwoInputEvaluator? evaluator))
        {
            Known[activation] = evaluator = new TwoInputEvaluator(Activation.Parse(activation));
        }

        return evaluator;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
