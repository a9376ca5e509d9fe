using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Tests.Expectations;

public class PowerLawTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void GeneralOrder_AtAnInteger_IsTheFormulaOfThatOrder(int p)
    {
        Derivation general = Derivation.Of(Activation.Parse("repu:p"));
        Derivation special = Derivation.Of(Activation.Parse($"repu:{p}"));
        Symbol order = new("p", isPositive: true);
        foreach (Quantity quantity in Quantity.All)
        {
            Expr specialised = general[quantity].Formula!.Substitute(order, p);
            Assert.True(Expansion.Expand(specialised - special[quantity].Formula!).IsZero, $"{quantity}: {specialised} is not {special[quantity].Formula}");
        }
    }

    [Fact]
    public void ChiPerp_OfGeneralOrder_NamesItsCondition() =>
        Assert.Equal("p > 1/2", Derivation.Of(Activation.Parse("repu:p"))[Quantity.ChiPerp].Condition);

    [Fact]
    public void ChiPerp_OfASquareRoot_DoesNotExist()
    {
        Derivation derivation = Derivation.Of(Activation.Parse("sqrt(max(0,z))"));
        Assert.True(derivation[Quantity.ChiPerp].IsUndefined);
        Assert.Equal("sqrt(K/(2*pi))", derivation[Quantity.Kernel].Formula!.ToString());
    }

    /// <summary>Gamma is finite, and negative, beyond the powers that can be integrated: m4 of |z|^(-2/5) was given as -1.4.</summary>
    [Theory]
    [InlineData(-1, 5)]
    [InlineData(-1, 4)]
    [InlineData(-2, 5)]
    [InlineData(-1, 2)]
    [InlineData(-3, 4)]
    [InlineData(-5, 3)]
    public void NegativePowers_HaveTheExpectationsThatExist(int numerator, int denominator)
    {
        Derivation derivation = Derivation.Of(Activation.Parse($"abs(z)^({numerator}/{denominator})"));
        foreach ((Quantity quantity, int degree) in new[] { (Quantity.Mean, 1), (Quantity.Kernel, 2), (Quantity.FourthMoment, 4), (Quantity.SixthMoment, 6) })
        {
            ClosedForm form = derivation[quantity];
            Assert.Equal(degree * numerator <= -denominator, form.IsUndefined);
            Assert.DoesNotContain("gamma(-", form.Formula?.ToString() ?? "", StringComparison.Ordinal);
        }

        Assert.True(derivation[Quantity.ChiPerp].IsUndefined);
    }

    [Theory]
    [InlineData("leaky_relu(a)", "K*(a^2 + 1)/2")]
    [InlineData("snake(a)", "K + 3/(8*a^2) + exp(-8*K*a^2)/(8*a^2) - exp(-2*K*a^2)/(2*a^2)")]
    public void FreeParameters_StayInTheFormula(string activation, string kernel)
    {
        Activation s = Activation.Parse(activation);
        Assert.Equal(["a"], s.FreeParameters);
        Assert.Equal(kernel, Derivation.Of(s)[Quantity.Kernel].Formula!.ToString());
    }

    [Theory]
    [InlineData("gamma(5)", "24")]
    [InlineData("gamma(5/2)", "3*sqrt(pi)/4")]
    [InlineData("gamma(1/2)", "sqrt(pi)")]
    public void Gamma_AtHalfIntegers_IsExact(string text, string expected) =>
        Assert.Equal(expected, Theory.Parsing.ExpressionParser.Parse(text).ToString());

    [Theory]
    [InlineData("relu", 0)]
    [InlineData("perceptron", -1)]
    [InlineData("mrepu:3", 2)]
    [InlineData("elu", 1)]
    [InlineData("softsign", 1)]
    [InlineData("tanh", null)]
    [InlineData("abs(z)*z^4", 4)]
    public void Smoothness_CountsContinuousDerivatives(string activation, int? expected) =>
        Assert.Equal(expected, Activation.Parse(activation).Smoothness);
}
