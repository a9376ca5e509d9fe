using Theory.Activations;
using Theory.Criticality;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Tests.Criticality;

public class RatioConditionTests
{
    [Theory]
    [InlineData("repu:2", "3/2")]
    [InlineData("repu:3", "5/3")]
    [InlineData("repu:7", "13/7")]
    [InlineData("abs(z)^3 + z^3/2", "5/3")]
    [InlineData("relu", "1")]
    [InlineData("exp(z)", "2")]
    [InlineData("z + 1", "1")]
    [InlineData("max(0, z - 1)", "1")]
    [InlineData("mrepu:2", null)]
    [InlineData("tanh", null)]
    [InlineData("perceptron", null)]
    public void ConstantRatio_IsFoundExactly(string activation, string? expected) =>
        Assert.Equal(expected, Of(activation).ConstantRatio?.ToString());

    /// <summary>The condition of GELU reduces to a quadratic equation; 3.56 is the K* of PDLT section 5.3.4.</summary>
    [Fact]
    public void Roots_OfGelu_AreTheAlgebraicNumber()
    {
        RatioCondition condition = Of("gelu");

        Assert.Equal("K^2 - 3*K - 2", condition.Polynomial!.ToExpr(Symbol.K).ToString());
        Assert.Equal((3 + Expr.Sqrt(17)) / 2, Assert.Single(condition.Roots!));
    }

    [Fact]
    public void Roots_WhereNoneIsPositive_AreEmpty() => Assert.Empty(Of("z + z^3").Roots!);

    [Fact]
    public void Roots_WhereTheConditionIsTranscendental_AreUnknown() => Assert.Null(Of("mrepu:2").Roots);

    private static RatioCondition Of(string activation) => RatioCondition.Of(Derivation.Of(Activation.Parse(activation)));
}
