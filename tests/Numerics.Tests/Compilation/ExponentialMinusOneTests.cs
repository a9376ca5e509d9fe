using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Parsing;

namespace Theory.Numerics.Tests.Compilation;

public class ExponentialMinusOneTests
{
    /// <summary>exp(z) - 1 of ELU lost all digits at small z, and with them the expectations at small K.</summary>
    [Theory]
    [InlineData("exp(z) - 1", 1)]
    [InlineData("3*(exp(2*z) - 1)/7", 6.0 / 7)]
    [InlineData("z^2 + exp(z) - 1", 1)]
    public void Compiled_KeepsItsDigitsNearZero(string formula, double slope)
    {
        Func<double, double> f = ExpressionCompiler.Compile(ExpressionParser.Parse(formula, Symbol.Z), Symbol.Z);
        Assert.Equal(slope, f(1e-17) / 1e-17, 1e-14);
    }

    [Theory]
    [InlineData("exp(z) - 2")]
    [InlineData("exp(z) + 1")]
    [InlineData("z - 1")]
    public void OtherSums_AreLeftAsTheyAre(string formula) =>
        Assert.Null(ExponentialMinusOne.TryRead((Sum)ExpressionParser.Parse(formula, Symbol.Z)));
}
