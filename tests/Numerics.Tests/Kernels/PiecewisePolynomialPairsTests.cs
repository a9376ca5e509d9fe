using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Kernels;

public class PiecewisePolynomialPairsTests
{
    [Theory]
    [InlineData("hard_tanh")]
    [InlineData("hard_swish")]
    [InlineData("relu6")]
    [InlineData("mrepu(2, 0.7)")]
    [InlineData("z*max(0, z+1)")]
    [InlineData("relu(z) - relu(-z - sqrt(2))")]
    [InlineData("abs(z-1) + z^2")]
    public void Expectations_AgreeWithQuadrature_WithinTheirBounds(string name)
    {
        Activation activation = Activation.Parse(name);
        PiecewisePolynomialPairs pairs = PiecewisePolynomialPairs.TryCreate(activation)!;
        var quadrature = new TwoInputQuadrature(ActivationCompiler.Compile(activation));
        foreach ((double ka, double kb) in ((double, double)[])[(0.01, 0.01), (0.5, 2), (30, 1)])
        {
            foreach (double rho in (double[])[-1, -0.9999, -0.5, 0, 0.6, 0.9999, 1 - 1e-12, 1])
            {
                TwoInputEstimate expected = quadrature.Evaluate(ka, kb, rho);
                TwoInputEstimate actual = pairs.Evaluate(ka, kb, Correlation.Of(rho));
                Assert.Equal(
                    expected.KernelProduct.Value, actual.KernelProduct.Value, expected.KernelProduct.AbsoluteError + actual.KernelProduct.AbsoluteError);
                Assert.Equal(
                    expected.DerivativeProduct.Value,
                    actual.DerivativeProduct.Value,
                    expected.DerivativeProduct.AbsoluteError + actual.DerivativeProduct.AbsoluteError);
            }
        }

        // The bound says something: at moderate K and correlation nothing cancels much.
        Assert.InRange(pairs.Evaluate(1, 1, Correlation.Of(0.9)).KernelProduct.RelativeError, 1e-16, 1e-12);
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("elu")]
    [InlineData("perceptron")]
    [InlineData("max(0, z)^9")]
    public void OtherActivations_AreLeftToOthers(string name) => Assert.Null(PiecewisePolynomialPairs.TryCreate(Activation.Parse(name)));
}
