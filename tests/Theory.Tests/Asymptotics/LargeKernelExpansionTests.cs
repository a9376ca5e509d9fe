using Theory.Activations;
using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Tests.Expectations;

namespace Theory.Tests.Asymptotics;

public class LargeKernelExpansionTests
{
    [Theory]
    [InlineData("mrepu:2", "15*K^3/2", "27*K^2/2")]
    [InlineData("swish", "K/2", "1/2")]
    [InlineData("softplus", "K/2", "1/2")]
    [InlineData("leaky_relu(1/2)", "5*K/8", "5/8")]
    [InlineData("tanh", "1", null)]
    [InlineData("sigmoid", "1/2", null)]
    [InlineData("relu6", "18", null)]
    [InlineData("arctan(z)", "pi^2/4", null)]
    [InlineData("sin", null, null)]
    [InlineData("exp(z)", null, null)]
    [InlineData("z - tanh(z)", "K", "1")]
    [InlineData("sqrt(z^2+1)", "K", "1")]
    [InlineData("sqrt(z^2+1)-z", null, null)]
    [InlineData("log(exp(z)+exp(-z))", "K", "1")]
    [InlineData("log(1+exp(z))", "K/2", "1/2")]
    [InlineData("log(exp(3*z)+2+exp(-z))", "5*K", "5")]
    [InlineData("log(exp(z)-exp(z/2)+1)", null, null)]
    [InlineData("log(2+sin(z))", null, null)]
    public void LeadingTerms_OfKernelAndChiPerp(string activation, string? g, string? chiPerp)
    {
        LargeKernelExpansion large = LargeKernelExpansion.Of(Activation.Parse(activation));

        Assert.Equal(g, large[Quantity.Kernel]?.ToString());
        Assert.Equal(chiPerp, large[Quantity.ChiPerp]?.ToString());
    }

    /// <summary>At K = 1e14 the next power of sqrt(K) is 1e-7 smaller; where it is the leading term that is small, coefficients of up to 40 matter.</summary>
    [SlowProperty(12, 40, Arbitrary = [typeof(RandomPiecewisePolynomials)])]
    public void LeadingTerms_OfRandomPiecewisePolynomials_AgreeWithTheClosedForm(Activation activation)
    {
        const double K = 1e14;
        LargeKernelExpansion large = LargeKernelExpansion.Of(activation);
        Derivation derivation = RandomPiecewisePolynomials.DerivationOf(activation);
        foreach (Quantity quantity in Quantity.All.Where(q => large[q] is not null && derivation[q].Formula is not null))
        {
            Approximately.Equal(
                Evaluator.At(large[quantity]!.ToExpr(), k: K), Evaluator.At(derivation[quantity].Formula!, k: K), 1e-3, $"{quantity} of {activation.Definition}");
        }
    }
}
