using Theory.Activations;
using Theory.Expectations;
using Theory.Expectations.TwoInputs;

namespace Theory.Tests.Expectations.TwoInputs;

public sealed class TwoInputDerivationTests
{
    /// <summary>The arc-cosine kernels (Cho and Saul 2009): with theta = arccos rho, pi - theta = pi/2 + arcsin rho.</summary>
    [Theory]
    [InlineData("relu", "sqrt(1 - rho^2)*sqrt(K_a*K_b)/(2*pi) + rho*sqrt(K_a*K_b)*(1 + 2*arcsin(rho)/pi)/4")]
    [InlineData("repu:2", "K_a*K_b*(1 + 2*arcsin(rho)/pi)*(2*rho^2 + 1)/4 + 3*K_a*K_b*rho*sqrt(1 - rho^2)/(2*pi)")]
    [InlineData("abs", "2*sqrt(1 - rho^2)*sqrt(K_a*K_b)/pi + 2*rho*sqrt(K_a*K_b)*arcsin(rho)/pi")]
    [InlineData("sign", "2*arcsin(rho)/pi")]
    [InlineData("erf", "2*arcsin(2*c/sqrt((2*K_a + 1)*(2*K_b + 1)))/pi")]
    [InlineData("sin", "exp(-K_a/2 - K_b/2)*sinh(c)")]
    [InlineData("cos", "exp(-K_a/2 - K_b/2)*cosh(c)")]
    [InlineData("exp(z/2)", "exp(K_a/8 + K_b/8 + c/4)")]
    [InlineData("z^2", "K_a*K_b + 2*c^2")]
    [InlineData("z*exp(-z^2)", "c/(4*K_a*K_b - 4*c^2 + 2*K_a + 2*K_b + 1)^(3/2)")]
    [InlineData("gelu", "(K_a*K_b - c^2 + c^2/(K_a + 1) + c^2/(K_b + 1))/(2*pi*sqrt(K_a*K_b - c^2 + K_a + K_b + 1)) + c*(1 + 2*arcsin(c/sqrt((K_a + 1)*(K_b + 1)))/pi)/4")]
    public void KernelProduct_HasItsKnownForm(string activation, string formula) =>
        Assert.Equal(formula, Form(activation, TwoInputQuantity.KernelProduct).Formula!.ToString());

    [Theory]
    [InlineData("relu", "1/4 + arcsin(rho)/(2*pi)")]
    [InlineData("perceptron", "1/(2*pi*sqrt(1 - rho^2)*sqrt(K_a*K_b))")]
    [InlineData("erf", "4/(pi*sqrt(4*K_a*K_b - 4*c^2 + 2*K_a + 2*K_b + 1))")]
    [InlineData("sin", "exp(-K_a/2 - K_b/2)*cosh(c)")]
    [InlineData("leaky_relu(a)", "(1 + 2*arcsin(rho)/pi)*(a^2 - 2*a + 1)/4 + a")]
    public void DerivativeProduct_HasItsKnownForm(string activation, string formula) =>
        Assert.Equal(formula, Form(activation, TwoInputQuantity.DerivativeProduct).Formula!.ToString());

    /// <summary>The shifted kink of MRePU is where Phi2 comes in.</summary>
    [Fact]
    public void MRePU_IsPolynomialsTimesPhi2_Phi_And_phi()
    {
        string formula = Form("mrepu:2", TwoInputQuantity.KernelProduct).Formula!.ToString();
        Assert.Contains("*Phi2(1/sqrt(K_a), 1/sqrt(K_b), rho)", formula, StringComparison.Ordinal);
        Assert.InRange(formula.Length, 1, 700);
    }

    /// <summary>The limit rho = 1 is derived in the same way as rho in between, and must be g and chi_perp.</summary>
    [Theory]
    [MemberData(nameof(Derivable))]
    public void CoincidentInputs_GiveTheOneInputExpectations(string activation)
    {
        Derivation oneInput = Derivation.Of(Activation.Parse(activation));
        foreach (TwoInputQuantity quantity in TwoInputQuantity.All)
        {
            TwoInputForm form = Form(activation, quantity);
            Assert.Equal(oneInput[quantity.OneInput].IsUndefined, form.UndefinedAtEnds is not null);
            if (form.UndefinedAtEnds is null)
            {
                foreach (double k in (double[])[0.1, 1, 1.7])
                {
                    double expected = Evaluator.At(oneInput[quantity.OneInput].Formula!, k: k);
                    Approximately.Equal(expected, Evaluator.At(form.Coincident!, k: k), 1e-12, $"{activation}, {quantity} at K = {k}");
                }
            }
        }
    }

    /// <summary>For odd s, s(-z) = -s(z); for even s both agree.</summary>
    [Theory]
    [InlineData("hard_tanh", -1)]
    [InlineData("erf", -1)]
    [InlineData("sin", -1)]
    [InlineData("z^3 - z", -1)]
    [InlineData("abs", 1)]
    [InlineData("gaussian", 1)]
    [InlineData("max(0, abs(z) - 1)", 1)]
    public void OppositeInputs_OfOddAndEvenActivations(string activation, int sign)
    {
        TwoInputForm form = Form(activation, TwoInputQuantity.KernelProduct);
        foreach (double k in (double[])[0.2, 1, 6])
        {
            double coincident = Evaluator.At(form.Coincident!, k: k);
            Approximately.Equal(sign * coincident, Evaluator.At(form.Antipodal!, k: k), 1e-12, $"{activation} at K = {k}");
        }
    }

    [Fact]
    public void PositiveQuadraticExponents_HoldUnderAStatedCondition()
    {
        TwoInputForm form = Form("exp(z^2/8)", TwoInputQuantity.KernelProduct);
        Assert.Equal("4/sqrt(K_a*K_b - c^2 - 4*K_a - 4*K_b + 16)", form.Formula!.ToString());
        Assert.StartsWith("1 - K_a/4 > 0 and 1 - K_b/4 > 0 and ", form.Condition, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tanh", "tanh(z) is outside the class with known closed forms")]
    [InlineData("Phi(z)^2", "4 correlated normal variables")]
    [InlineData("sin(z)*Phi(z)", "error functions of complex argument")]
    [InlineData("piecewise(z<0, sin(z), z)", "sin or cos on a half-line")]
    [InlineData("repu:p", "outside the class")]
    public void OutsideTheClass_TheReasonIsGiven(string activation, string reason)
    {
        TwoInputForm form = Form(activation, TwoInputQuantity.KernelProduct);
        Assert.Null(form.Formula);
        Assert.Contains(reason, form.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutWork_TheFormsAreUnknown()
    {
        TwoInputDerivation derivation = TwoInputDerivation.Of(Activation.Parse("mrepu:4"), 0);
        Assert.Contains("within 0 steps", derivation[TwoInputQuantity.KernelProduct].Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string> Derivable =>
    [
        "relu", "leaky_relu(0.1)", "repu:3", "mrepu:1", "mrepu:3", "mrepu(2, 1/3)", "abs", "elu", "selu", "hard_tanh", "hard_swish", "relu6", "gelu", "erf",
        "sin", "snake", "gaussian", "perceptron", "z*Phi(z - 1)", "max(0, z)*exp(-z^2/2)", "piecewise(z < -1, exp(-z^2), z)",
        "max(0, z - sqrt(2)) + min(0, z + 1)*exp(z)", "z^2*sin(2*z + 1)", "exp(z)*sin(z)", "z + step(z - 1)*z",
    ];

    private static TwoInputForm Form(string activation, TwoInputQuantity quantity) => TwoInputDerivation.Of(Activation.Parse(activation))[quantity];
}
