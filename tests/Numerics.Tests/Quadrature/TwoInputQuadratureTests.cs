using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>Expectations of two correlated inputs, against reference values and the laws that they obey.</summary>
public class TwoInputQuadratureTests
{
    private static readonly string[] Kinds =
        ["relu", "leaky_relu_0.01", "repu_2", "repu_3", "mrepu_2", "mrepu_3", "erf", "tanh", "sin", "gelu", "swish", "softplus", "sigmoid"];

    public static TheoryData<string> ReferenceNames() => ["relu", "repu_2", "mrepu_2", "erf", "tanh"];

    public static TheoryData<string> Names() => [.. Kinds];

    [Theory]
    [MemberData(nameof(ReferenceNames))]
    public void Expectations_AgreeWithReference_WithinTheirOwnErrorBound(string activation)
    {
        var quadrature = new TwoInputQuadrature(Activations.Named(activation));
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("two_input.csv").Where(r => r["activation"] == activation))
        {
            TwoInputEstimate result = quadrature.Evaluate(Number(row["Ka"]), Number(row["Kb"]), Number(row["rho"]));
            AssertWithinBound(Number(row["ss"]), result.KernelProduct);
            AssertWithinBound(Number(row["dsds"]), result.DerivativeProduct);
        }
    }

    // Refining for what is not a number anywhere would take 2^40 panels.
    [Theory]
    [InlineData(0.5, double.NaN, "could not be computed")]
    [InlineData(1, double.NaN, "could not be computed")]
    [InlineData(-0.5, double.PositiveInfinity, "overflows")]
    public void Integrand_ThatIsNotFinite_EndsTheIntegration(double rho, double far, string reason)
    {
        foreach (bool ofDerivative in (bool[])[false, true])
        {
            Func<double, double> broken = z => Math.Abs(z) < 300 ? 1 / (1 + Math.Exp(-z)) : far;
            Func<double, double> fine = z => 1 / (1 + Math.Exp(-z));
            var s = PiecewiseSmoothFunction.Smooth(ofDerivative ? fine : broken, ofDerivative ? broken : fine, _ => 0, _ => 0);
            TwoInputEstimate both = new TwoInputQuadrature(s).Evaluate(1e4, 1e4, rho);
            (Estimate none, Estimate value) = ofDerivative ? (both.DerivativeProduct, both.KernelProduct) : (both.KernelProduct, both.DerivativeProduct);
            Assert.Contains(reason, none.UndefinedBecause, StringComparison.Ordinal);
            Assert.StartsWith(ofDerivative ? "<s'(z_a) s'(z_b)>" : "<s(z_a) s(z_b)>", none.UndefinedBecause, StringComparison.Ordinal);

            // The broken one took the other with it.
            TwoInputEstimate whole = new TwoInputQuadrature(PiecewiseSmoothFunction.Smooth(fine, fine, _ => 0, _ => 0)).Evaluate(1e4, 1e4, rho);
            Assert.Equal(whole.KernelProduct.Value, value.Value, whole.KernelProduct.AbsoluteError + value.AbsoluteError);
        }
    }

    [Fact]
    public void Integrand_ThatNoPanelResolves_EndsWithTheBudget()
    {
        var s = PiecewiseSmoothFunction.Smooth(z => 2 + Math.Sign(Math.Sin(1e7 * z)), _ => 0, _ => 0, _ => 0);
        var quadrature = new TwoInputQuadrature(s);
        Assert.All((double[])[1, 0.5], rho => Assert.Contains(
            "does not converge", quadrature.Evaluate(1, 1, Correlation.Of(rho), 10_000).KernelProduct.UndefinedBecause, StringComparison.Ordinal));
    }

    [Fact]
    public void Integration_ThatIsCancelled_Ends()
    {
        using CancellationTokenSource cancellation = new();
        int nodes = 0;
        double Oscillating(double z)
        {
            if (++nodes == 100_000)
            {
                cancellation.Cancel();
            }

            return Math.Sin(1e7 * z);
        }

        var quadrature = new TwoInputQuadrature(PiecewiseSmoothFunction.Smooth(Oscillating, _ => 0, _ => 0, _ => 0));
        Assert.Throws<OperationCanceledException>(() => quadrature.Evaluate(1, 1, 0.5, cancellation.Token));
        Assert.InRange(nodes, 100_000, 100_200);
    }

    // From far below the activation's own scale to far above it, and both at once.
    [Theory]
    [InlineData("perceptron")]
    [InlineData("mrepu:3")]
    [InlineData("hard_swish")]
    [InlineData("relu6")]
    [InlineData("erf")]
    [InlineData("gelu")]
    [InlineData("gaussian")]
    public void ClosedForms_AgreeWithinTheErrorBound_AtAnyVariance(string activation)
    {
        Activation parsed = Activation.Parse(activation);
        var evaluator = new TwoInputEvaluator(parsed);
        var quadrature = new TwoInputQuadrature(ActivationCompiler.Compile(parsed));
        foreach ((double ka, double kb) in ((double, double)[])[(1e-8, 1e-8), (1e-4, 1), (1, 100), (1e-2, 1e6), (1e6, 1e6)])
        {
            foreach (double rho in (double[])[-0.999, 0.3, 1 - 1e-8])
            {
                TwoInputValues closed = evaluator.Evaluate(ka, kb, rho, EvaluationMethod.ClosedForm);
                TwoInputEstimate result = quadrature.Evaluate(ka, kb, rho);
                foreach ((QuantityValue expected, Estimate actual) in
                    ((QuantityValue, Estimate)[])[(closed.KernelProduct, result.KernelProduct), (closed.DerivativeProduct, result.DerivativeProduct)])
                {
                    Assert.Equal(expected.Value, actual.Value, expected.AbsoluteError + actual.AbsoluteError);
                    Assert.True(actual.AbsoluteError <= 1e-11 * actual.Magnitude, $"the bound of {actual} is loose");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FullCorrelation_GivesKernelAndChiPerp(string activation)
    {
        PiecewiseSmoothFunction s = Activations.Named(activation);
        foreach (double k in (double[])[1e-6, 0.3, 1, 7, 40])
        {
            TwoInputEstimate result = new TwoInputQuadrature(s).Evaluate(k, k, 1);
            GaussianExpectations one = GaussianQuadrature.Evaluate(s, k, [Quantity.Kernel, Quantity.ChiPerp]);
            Assert.Equal(one[Quantity.Kernel].Value, result.KernelProduct.Value, 1e-13 * one[Quantity.Kernel].Value);
            Assert.Equal(one[Quantity.ChiPerp].Value, result.DerivativeProduct.Value, 1e-13 * one[Quantity.ChiPerp].Value);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OppositeInputs_GiveAnExpectationOverOne(string activation)
    {
        PiecewiseSmoothFunction s = Activations.Named(activation);
        double[] breakpoints = [.. s.Breakpoints, .. s.Breakpoints.Select(b => -b / 1.5)];
        Estimate expected = GaussianQuadrature.Expectation(z => s.ValueAt(z) * s.ValueAt(-1.5 * z), breakpoints, 2);
        Estimate result = new TwoInputQuadrature(s).Evaluate(2, 4.5, -1).KernelProduct;
        Assert.Equal(expected.Value, result.Value, 1e-13 * result.Magnitude);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Independence_GivesTheProductOfMeans(string activation)
    {
        PiecewiseSmoothFunction s = Activations.Named(activation);
        Estimate result = new TwoInputQuadrature(s).Evaluate(0.4, 3, 0).KernelProduct;
        double a = GaussianQuadrature.Evaluate(s, 0.4, [Quantity.Mean])[Quantity.Mean].Value;
        double b = GaussianQuadrature.Evaluate(s, 3, [Quantity.Mean])[Quantity.Mean].Value;
        Assert.Equal(a * b, result.Value, 1e-13 * result.Magnitude);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Exchange_OfTheInputs_ChangesNothing(string activation)
    {
        var quadrature = new TwoInputQuadrature(Activations.Named(activation));
        foreach (double rho in (double[])[-0.9999, -0.3, 0.8, 1 - 1e-9])
        {
            TwoInputEstimate ab = quadrature.Evaluate(0.2, 5, rho);
            TwoInputEstimate ba = quadrature.Evaluate(5, 0.2, rho);
            Assert.Equal(ab.KernelProduct.Value, ba.KernelProduct.Value, ab.KernelProduct.AbsoluteError + ba.KernelProduct.AbsoluteError);
            Assert.Equal(
                ab.DerivativeProduct.Value, ba.DerivativeProduct.Value, ab.DerivativeProduct.AbsoluteError + ba.DerivativeProduct.AbsoluteError);
        }
    }

    // Price: d<ss>/dc = <s's'>, so that the difference of <ss> is the integral of <s's'> sqrt(K_a K_b) over rho: two-point Gauss
    // rules on either side would do, Simpson's is enough for 1e-9.
    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativeProduct_IsDerivativeOfKernelProduct(string activation)
    {
        var quadrature = new TwoInputQuadrature(Activations.Named(activation));
        const double ka = 0.7;
        const double kb = 1.9;
        const double step = 0.01;
        foreach (double rho in (double[])[-0.8, 0.1, 0.9])
        {
            TwoInputEstimate from = quadrature.Evaluate(ka, kb, rho - step);
            TwoInputEstimate middle = quadrature.Evaluate(ka, kb, rho);
            TwoInputEstimate to = quadrature.Evaluate(ka, kb, rho + step);
            double difference = to.KernelProduct.Value - from.KernelProduct.Value;
            double integral = Math.Sqrt(ka * kb) * step / 3
                * (from.DerivativeProduct.Value + 4 * middle.DerivativeProduct.Value + to.DerivativeProduct.Value);
            Assert.Equal(integral, difference, 1e-8 * middle.DerivativeProduct.Magnitude);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Limit_OfFullCorrelation_IsReachedContinuously(string activation)
    {
        var quadrature = new TwoInputQuadrature(Activations.Named(activation));
        foreach (double sign in (double[])[-1, 1])
        {
            TwoInputEstimate limit = quadrature.Evaluate(1, 2, sign);
            foreach (double distance in (double[])[1e-6, 1e-10, 1e-15])
            {
                // <ss> moves by <s's'> dc, and <s's'> of a kink by a multiple of the angle.
                TwoInputEstimate near = quadrature.Evaluate(1, 2, sign * (1 - distance));
                double scale = 1 + near.DerivativeProduct.Magnitude;
                Assert.Equal(limit.KernelProduct.Value, near.KernelProduct.Value, (4 * distance * scale) + (1e-13 * limit.KernelProduct.Magnitude));
                Assert.Equal(limit.DerivativeProduct.Value, near.DerivativeProduct.Value, (40 * Math.Sqrt(distance) * scale) + 1e-13);
            }
        }
    }

    [Fact]
    public void ReLU_IsTheArcCosineKernel_ToFullRelativeAccuracy()
    {
        var quadrature = new TwoInputQuadrature(Activations.Relu);
        foreach (double angle in (double[])[1e-7, 0.01, 1, 2, 3, 3.14])
        {
            // J_1 = sin(angle) + (pi - angle) cos(angle) cancels near pi, where the wedge of both inputs is narrow: u^3/3 - ...
            double rho = Math.Cos(angle);
            double u = Math.PI - Math.Acos(rho);
            double j = u < 0.1 ? (u * u * u / 3) - (Math.Pow(u, 5) / 30) + (Math.Pow(u, 7) / 840) : Math.Sin(u) - (u * Math.Cos(u));
            Estimate result = quadrature.Evaluate(2, 3, rho).KernelProduct;
            double expected = Math.Sqrt(6) / (2 * Math.PI) * j;
            Assert.Equal(expected, result.Value, 1e-11 * expected);
        }
    }

    [Fact]
    public void Step_HasTheProbabilityOfAQuadrant_AndItsDensity()
    {
        var quadrature = new TwoInputQuadrature(Activations.Step);
        foreach (double rho in (double[])[-0.99, 0, 0.5, 0.999999])
        {
            TwoInputEstimate result = quadrature.Evaluate(2, 0.5, rho);
            Assert.Equal(0.25 + (Math.Asin(rho) / (2 * Math.PI)), result.KernelProduct.Value, 1e-13);
            double density = 1 / (2 * Math.PI * Math.Sqrt((1 - rho) * (1 + rho)));
            Assert.Equal(density, result.DerivativeProduct.Value, 1e-12 * density);
        }

        TwoInputEstimate limit = quadrature.Evaluate(2, 0.5, 1);
        Assert.Equal(0.5, limit.KernelProduct.Value, 1e-14);
        Assert.False(limit.DerivativeProduct.IsDefined);
        Assert.True(double.IsNaN(limit.DerivativeProduct.Value));
    }

    // A jump away from 0 beside an ordinary slope: all three kinds of delta terms, by Price's theorem.
    [Fact]
    public void JumpAwayFromZero_ObeysPricesTheorem()
    {
        var quadrature = new TwoInputQuadrature(Activations.Split(0.5, [0, 0.3], [1, -0.2, 0.1]));
        const double ka = 0.7;
        const double kb = 1.9;
        const double step = 1e-3;
        foreach (double rho in (double[])[-0.8, 0.1, 0.9])
        {
            double difference = quadrature.Evaluate(ka, kb, rho + step).KernelProduct.Value - quadrature.Evaluate(ka, kb, rho - step).KernelProduct.Value;
            double derivative = quadrature.Evaluate(ka, kb, rho).DerivativeProduct.Value;
            Assert.Equal(derivative, difference / (2 * step * Math.Sqrt(ka * kb)), 1e-5);
        }

        // Deltas at 0.5/sqrt(0.7) and 0.5/sqrt(1.9) do not meet, so that the limit exists.
        Assert.True(quadrature.Evaluate(ka, kb, 1).DerivativeProduct.IsDefined);
        Assert.False(quadrature.Evaluate(ka, ka, 1).DerivativeProduct.IsDefined);
    }

    // E[tanh tanh] at K = 1e6 tends to that of signs; a panel without a grading of its own would miss the transition at 0 (width 1e-3).
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9999)]
    public void SteepTanh_TendsToSigns(double rho)
    {
        var quadrature = new TwoInputQuadrature(Activations.Tanh);
        TwoInputEstimate result = quadrature.Evaluate(1e10, 1e10, rho);
        Assert.Equal(2 / Math.PI * Math.Asin(rho), result.KernelProduct.Value, 1e-7);

        // E[sech^2 sech^2] -> 4 p(0, 0), the product of two deltas of weight 2, while the correlation is not seen on their own scale.
        double density = 4 / (2 * Math.PI * Math.Sqrt((1 - rho) * (1 + rho)) * 1e10);
        Assert.Equal(density, result.DerivativeProduct.Value, 1e-5 * density);
    }

    [Fact]
    public void VanishingVariance_IsTheLimit()
    {
        var relu = new TwoInputQuadrature(Activations.Relu);
        var mrepu = new TwoInputQuadrature(Activations.Mrepu(2));
        foreach (double rho in (double[])[-0.5, 0, 0.5, 1])
        {
            Assert.Equal(0, relu.Evaluate(0, 2, rho).KernelProduct.Value);
            TwoInputEstimate limit = mrepu.Evaluate(0, 0.5, rho);
            TwoInputEstimate near = mrepu.Evaluate(1e-24, 0.5, rho);
            Assert.Equal(near.KernelProduct.Value, limit.KernelProduct.Value, 1e-9);
            Assert.Equal(near.DerivativeProduct.Value, limit.DerivativeProduct.Value, 1e-9);
            Assert.Equal(0.25 + (Math.Asin(rho) / (2 * Math.PI)), relu.Evaluate(0, 2, rho).DerivativeProduct.Value, 1e-13);
        }

        Assert.Equal(0.25, relu.Evaluate(0, 0, 0).DerivativeProduct.Value, 1e-13);
    }

    [Theory]
    [InlineData(-1, 1, 0, "K_a must be")]
    [InlineData(1, double.NaN, 0, "K_b must be")]
    [InlineData(1, 1, 1.1, "rho must lie")]
    [InlineData(1, 1, double.NaN, "rho must lie")]
    public void BadInput_IsNamed(double ka, double kb, double rho, string message)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => new TwoInputQuadrature(Activations.Relu).Evaluate(ka, kb, rho));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    // E[exp(a (z_a^2 + z_b^2))] is finite only if 1 - 2a(1 + rho) > 0 at K = 1; just below, it decays too slowly to be integrated.
    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    public void Divergence_IsSaid(double a)
    {
        PiecewiseSmoothFunction s = PiecewiseSmoothFunction.Smooth(
            z => Math.Exp(a * z * z),
            z => 2 * a * z * Math.Exp(a * z * z),
            z => ((2 * a) + (4 * a * a * z * z)) * Math.Exp(a * z * z),
            z => ((12 * a * a * z) + (8 * a * a * a * z * z * z)) * Math.Exp(a * z * z));
        TwoInputEstimate both = new TwoInputQuadrature(s).Evaluate(1, 1, 0.9);
        Assert.All((Estimate[])[both.KernelProduct, both.DerivativeProduct], e => Assert.Contains("diverges", e.UndefinedBecause, StringComparison.Ordinal));
    }

    // E[e^{z_a} e^{z_b}] = exp((K_a + K_b)/2 + c): the integrand's bulk lies far outside that of the density.
    [Theory]
    [InlineData(1, 4, 0.5)]
    [InlineData(30, 60, 0.9)]
    [InlineData(30, 60, -0.9)]
    public void Exponential_IsTheMomentGeneratingFunction(double ka, double kb, double rho)
    {
        TwoInputEstimate result = new TwoInputQuadrature(Activations.Exponential).Evaluate(ka, kb, rho);
        double expected = Math.Exp((0.5 * (ka + kb)) + (rho * Math.Sqrt(ka * kb)));
        Assert.Equal(expected, result.KernelProduct.Value, 1e-11 * expected);
        Assert.Equal(expected, result.DerivativeProduct.Value, 1e-11 * expected);
    }

    private static void AssertWithinBound(double expected, Estimate estimate)
    {
        double error = Math.Abs(estimate.Value - expected);
        double scale = Math.Abs(expected) > 1e-4 * estimate.Magnitude ? Math.Abs(expected) : estimate.Magnitude;
        Assert.True(error <= estimate.AbsoluteError, $"error {error:E2} exceeds the bound of {estimate}");
        Assert.True(estimate.AbsoluteError <= 1e-11 * scale, $"the bound of {estimate} is loose");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
