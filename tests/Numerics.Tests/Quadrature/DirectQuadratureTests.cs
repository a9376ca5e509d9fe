using Theory.Activations;
using Theory.Numerics.Compilation;
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
        foreach (GaussianQuantities quantity in (GaussianQuantities[])[GaussianQuantities.Mean, GaussianQuantities.Kernel, GaussianQuantities.KernelFirstDerivative, GaussianQuantities.ChiPerp, GaussianQuantities.H, GaussianQuantities.M4])
        {
            foreach (double k in (double[])[1e-8, 1e-3, 0.1, 1, 4, 10, 37, 1e3, 1e4, 1e6])
            {
                if (direct.TryEvaluate(k, quantity) is GaussianExpectations quick)
                {
                    Estimate expected = Select(GaussianQuadrature.Evaluate(function, k, quantity), quantity);
                    Estimate actual = Select(quick, quantity);
                    double error = Math.Abs(actual.Value - expected.Value);
                    Assert.True(error <= actual.AbsoluteError + expected.AbsoluteError, $"{quantity} at K = {k}: {actual}, not {expected}");
                    Assert.True(actual.Magnitude == 0 || actual.RelativeError <= 2e-13, $"{quantity} at K = {k}: {actual}");
                }
            }
        }
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
        GaussianExpectations? quick = new DirectQuadrature(Activation.Parse(activation)).TryEvaluate(k, GaussianQuantities.Kernel | GaussianQuantities.ChiPerp);
        Assert.NotNull(quick);
        Assert.True(quick.Kernel.IsDefined && quick.ChiPerp.IsDefined);
    }

    /// <summary>
    /// The nodes lie 50 apart in z here, and 25 after halving: both see an oscillation of the same wrong frequency. Rules that are halves of each
    /// other agreed on 0.87 where the mean is 0.
    /// </summary>
    [Fact]
    public void Aliasing_IsNotTakenForConvergence() =>
        Assert.Null(new DirectQuadrature(Activation.Parse("cos")).TryEvaluate(1e4, GaussianQuantities.Mean));

    [Fact]
    public void JumpsAndHigherDerivatives_AreLeftToAdaptivePanels()
    {
        Assert.Null(new DirectQuadrature(Activation.Parse("perceptron")).TryEvaluate(1, GaussianQuantities.ChiPerp));
        Assert.Null(new DirectQuadrature(Activation.Parse("tanh")).TryEvaluate(1, GaussianQuantities.KernelSecondDerivative));
    }

    private static Estimate Select(GaussianExpectations expectations, GaussianQuantities quantity) => quantity switch
    {
        GaussianQuantities.Mean => expectations.Mean,
        GaussianQuantities.Kernel => expectations.Kernel,
        GaussianQuantities.KernelFirstDerivative => expectations.KernelFirstDerivative,
        GaussianQuantities.ChiPerp => expectations.ChiPerp,
        GaussianQuantities.H => expectations.H,
        _ => expectations.M4,
    };
}
