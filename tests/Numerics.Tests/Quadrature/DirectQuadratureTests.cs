using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;
using Theory.Numerics.Quadrature.FixedNodes;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>Fixed nodes against adaptive panels: where the former answer, they agree within the bounds; where they would be wrong, they give no answer.</summary>
public sealed class DirectQuadratureTests
{
    public static TheoryData<string> Catalogue =>
    [
        "linear", "relu", "leaky_relu(0.01)", "repu:3", "mrepu:2", "mrepu:4", "perceptron", "hard_tanh", "hard_swish", "elu", "selu", "tanh", "sigmoid", "swish", "softplus",
        "gelu", "gelu_tanh", "erf", "mish", "softsign", "sin", "snake", "gaussian", "z^3 - z", "exp(z/3)", "tanh(20*z)", "sin(30*z)", "cos(100*z)",
        "exp(-50*(z - 1)^2)", "z*exp(2*z)/(1 + exp(2*z))",
    ];

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void EveryQuantity_AgreesWithAdaptivePanels(string activation)
    {
        Activation s = Activation.Parse(activation);
        DirectQuadrature direct = new(s);
        PiecewiseSmoothFunction function = ActivationCompiler.Compile(s);
        Quantity[] quantities =
        [
            Quantity.Mean, Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H, Quantity.FourthMoment, Quantity.SixthMoment, Quantity.KernelTimesSlopes,
            Quantity.FourthMomentOfSlope, Quantity.KernelSecondDerivative, Quantity.ChiPerpSecondDerivative, Quantity.ActivationCurvature, Quantity.ActivationSlopesCurvature,
            Quantity.SlopesThirdDerivative, Quantity.SlopeThirdDerivative, Quantity.SlopesCurvatures, Quantity.SquaredCurvature,
        ];
        foreach (double k in (double[])[1e-8, 1e-3, 0.1, 1, 4, 10, 37, 1e3, 1e4, 1e6])
        {
            Dictionary<Quantity, Estimate> answers = [];
            foreach (Quantity quantity in quantities)
            {
                if (direct.TryEvaluateOne(k, quantity) is Estimate answer)
                {
                    answers[quantity] = answer;
                }
            }

            // Together: the panels of all of them are evaluated once.
            GaussianExpectations? adaptive = answers.Count == 0 ? null : GaussianQuadrature.Evaluate(function, k, [.. answers.Keys]);
            foreach ((Quantity quantity, Estimate actual) in answers)
            {
                Estimate expected = adaptive![quantity];
                double error = Math.Abs(actual.Value - expected.Value);

                // cos(100 z)^6 at K = 1e4 needs more panels than there are.
                Assert.True(!expected.IsDefined || error <= actual.AbsoluteError + expected.AbsoluteError, $"{quantity} at K = {k}: {actual}, not {expected}");
                Assert.True(actual.Magnitude == 0 || actual.RelativeError <= 2e-13, $"{quantity} at K = {k}: {actual}");
            }
        }
    }

    /// <summary>Products with odd powers and second K-derivatives of analytic activations, of which the tensors of the tangent kernel need a dozen a layer.</summary>
    [Theory]
    [InlineData("tanh", 1)]
    [InlineData("gelu", 0.3)]
    [InlineData("swish", 2)]
    public void TensorsOfTheTangentKernel_NeedNoAdaptivePanels(string activation, double k)
    {
        Quantity[] quantities =
        [
            Quantity.KernelSecondDerivative, Quantity.ChiPerpSecondDerivative, Quantity.ActivationSlopesCurvature, Quantity.SlopesThirdDerivative, Quantity.SlopeThirdDerivative,
            Quantity.SlopesCurvatures, Quantity.SquaredCurvature,
        ];
        Estimate?[] quick = new Estimate?[quantities.Length];
        new DirectQuadrature(Activation.Parse(activation)).TryEvaluate(k, quantities, quick);
        Assert.All(quick, e => Assert.True(e is { IsDefined: true }));
    }

    /// <summary>Fixed nodes are worth having only if they mostly suffice.</summary>
    [Theory]
    [InlineData("tanh", 10)]
    [InlineData("gelu", 1)]
    [InlineData("swish", 0.01)]
    [InlineData("relu", 100)]
    [InlineData("mrepu:2", 1e6)]
    [InlineData("elu", 0.5)]
    public void OrdinaryKernels_NeedNoAdaptivePanels(string activation, double k)
    {
        Estimate?[] quick = new Estimate?[2];
        new DirectQuadrature(Activation.Parse(activation)).TryEvaluate(k, [Quantity.Kernel, Quantity.ChiPerp], quick);
        Assert.All(quick, e => Assert.True(e is { IsDefined: true }));
    }

    /// <summary>
    /// The nodes lie 50 apart in z here, and 25 after halving: both see an oscillation of the same wrong frequency. Rules that are halves of each
    /// other agreed on 0.87 where the mean is 0.
    /// </summary>
    [Fact]
    public void Aliasing_IsNotTakenForConvergence() =>
        Assert.Null(new DirectQuadrature(Activation.Parse("cos")).TryEvaluateOne(1e4, Quantity.Mean));

    /// <summary>
    /// 1 + cos(w z) with w a multiple of the frequency of the nodes: one rule takes the cosine for 1 or -1. The mean is 1 at these K,
    /// and the rule shifted by a part of a step that is close to no fraction tells.
    /// </summary>
    [Fact]
    public void Oscillations_AtMultiplesOfTheFrequencyOfTheNodes_AreSeen()
    {
        foreach (double k in (double[])[30, 200])
        {
            for (int multiple = 1; multiple <= 20; multiple++)
            {
                DirectQuadrature direct = new(Activation.Parse(string.Create(CultureInfo.InvariantCulture, $"1 + cos({2 * Math.PI * multiple / 0.25:F10}*z)")));
                if (direct.TryEvaluateOne(k, Quantity.Mean) is Estimate mean)
                {
                    Assert.InRange(mean.Value, 1 - mean.AbsoluteError, 1 + mean.AbsoluteError);
                }
            }
        }
    }

    /// <summary>A table grows when a larger K needs it, and its nodes are used by all K of a similar size: no bit may depend on that.</summary>
    [Theory]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("selu")]
    [InlineData("hard_tanh")]
    [InlineData("mrepu:2")]
    public void Result_DoesNotDependOnWhatWasAskedBefore(string activation)
    {
        Activation s = Activation.Parse(activation);
        DirectQuadrature used = new(s);
        double[] kernels = [0.3, 5, 1, 80, 0.31, 0.9, 2.5, 0.01, 1000, 1.1];
        foreach (double k in kernels)
        {
            used.TryEvaluate(k, Quantity.All, new Estimate?[Quantity.All.Count]);
        }

        Assert.All(kernels, k => Assert.Equal(new DirectQuadrature(s).TryEvaluateOne(k, Quantity.Kernel), used.TryEvaluateOne(k, Quantity.Kernel)));
    }

    /// <summary>
    /// The density at the breakpoint is below 1e-20 of that at 0; a kernel of 0 with an error of 0 was the answer, of the adaptive panels too where an
    /// edge lay on the breakpoint. g = e^(-b^2/2)/sqrt(2 pi) times an integral that converges within 40/b.
    /// </summary>
    [Theory]
    [InlineData(9.9)]
    [InlineData(10)]
    [InlineData(12.4)]
    [InlineData(14)]
    [InlineData(30)]
    public void ActivationThatIsZeroWhereTheDensityIs_IsNotTakenForZero(double b)
    {
        Activation s = Activation.Parse(string.Create(CultureInfo.InvariantCulture, $"max(0, z - {b})"));
        const int steps = 40_000;
        double h = 40 / b / steps;
        double exact = Math.Exp(-b * b / 2) / Math.Sqrt(2 * Math.PI) * h * Enumerable.Range(1, steps).Sum(i => Math.Pow(i * h, 2) * Math.Exp(-i * h * (b + (i * h / 2))));
        Estimate adaptive = GaussianQuadrature.Evaluate(ActivationCompiler.Compile(s), 1, [Quantity.Kernel])[Quantity.Kernel];
        Assert.InRange(adaptive.Value, exact * (1 - 1e-9), exact * (1 + 1e-9));
        if (new DirectQuadrature(s).TryEvaluateOne(1, Quantity.Kernel) is Estimate direct)
        {
            Assert.InRange(Math.Abs(direct.Value - adaptive.Value), 0, direct.AbsoluteError + adaptive.AbsoluteError);
        }
    }

    [Fact]
    public void OneExpectation_AllocatesNothing()
    {
        ExpectationEvaluator evaluator = new(Activation.Parse("tanh"));
        evaluator.Evaluate(Quantity.Kernel, 1.5, EvaluationMethod.Quadrature);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            evaluator.Evaluate(Quantity.Kernel, 1 + (i * 1e-3), EvaluationMethod.Quadrature);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    /// <summary>At z = 1e-4 the even part of the activation, which alone counts, is 1e-4 of it; its Taylor terms give the mean.</summary>
    [Theory]
    [InlineData("swish", 1e-8, 0.25, -1 / 16.0)]
    [InlineData("swish", 1e-7, 0.25, -1 / 16.0)]
    [InlineData("gelu", 1e-8, 0.3989422804014327, -0.19947114020071635)]
    [InlineData("tanh(z) + z^2/7", 1e-8, 1 / 7.0, 0)]
    [InlineData("sin(3*z) + 1 - cos(z)", 1e-8, 0.5, -0.125)]
    public void MeanOfANearlyOddActivation_KeepsItsDigits(string activation, double k, double first, double second)
    {
        QuantityValue mean = new ExpectationEvaluator(Activation.Parse(activation)).Evaluate(Quantity.Mean, k, EvaluationMethod.Quadrature);
        double expected = (first * k) + (second * k * k);
        Assert.InRange(mean.RelativeError, 0, 1e-13);
        Assert.Equal(1, mean.Value / expected, 3e-15);
    }

    /// <summary>At small K the second K-derivative of a square is the first of half its second derivative; (t^4 - 6 t^2 + 3)/K^2 would cancel.</summary>
    [Theory]
    [InlineData("elu", 1)]
    [InlineData("sin", 0.01)]
    [InlineData("sin", 1)]
    public void SecondDerivativesOfSquares_AtSmallKernels_AgreeWithClosedForms(string activation, double k)
    {
        Activation s = Activation.Parse(activation);
        foreach (Quantity quantity in activation == "sin" ? (Quantity[])[Quantity.KernelSecondDerivative, Quantity.ChiPerpSecondDerivative] : [Quantity.KernelSecondDerivative])
        {
            Estimate estimate = new DirectQuadrature(s).TryEvaluateOne(k, quantity)!.Value;
            QuantityValue exact = new ExpectationEvaluator(s).Evaluate(quantity, k, EvaluationMethod.ClosedForm);
            Assert.InRange(Math.Abs(estimate.Value - exact.Value), 0, estimate.AbsoluteError + exact.AbsoluteError);
            Assert.InRange(estimate.RelativeError, 0, 2e-13);
        }
    }

    [Fact]
    public void JumpsAndHigherDerivatives_AreLeftToAdaptivePanels()
    {
        Assert.Null(new DirectQuadrature(Activation.Parse("perceptron")).TryEvaluateOne(1, Quantity.ChiPerp));
        Assert.Null(new DirectQuadrature(Activation.Parse("elu")).TryEvaluateOne(1, Quantity.ChiPerpSecondDerivative));
        Assert.Null(new DirectQuadrature(Activation.Parse("elu")).TryEvaluateOne(100, Quantity.KernelSecondDerivative));
        Assert.Null(new DirectQuadrature(Activation.Parse("tanh")).TryEvaluateOne(1, Quantity.KernelThirdDerivative));
    }
}
