using Theory.Activations;
using Theory.Algebra;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Tests.Activations;

/// <summary>At a breakpoint where a formula is 0/0, its limit decides whether the pieces meet; a failed substitution is not a pole.</summary>
public class RemovableQuotientTests
{
    private static readonly string[] Entire = ["exp(z)", "sin(z)", "cosh(z/2)", "exp(-z^2)", "erf(z)", "log(1 + z)", "tanh(2*z)", "1/(1 - z/3)", "z^2*cos(z)"];

    [Theory]
    [InlineData("(cosh(z)-1)/z^2*exp(-abs(z))")]
    [InlineData("(1-exp(-abs(z)))/abs(z)")]
    [InlineData("log(1+abs(z))/abs(z)")]
    [InlineData("sin(z)/z*exp(-abs(z))")]
    [InlineData("piecewise(z<1, z^2, 2*(z-1)/(z^2-1))")]
    public void RemovablePoints_AreNoJumps(string formula)
    {
        Activation s = Activation.Parse(formula);
        Assert.Null(s.FirstJump);
        Assert.Equal(0, s.Smoothness);
        Assert.False(Derivation.Of(s)[Quantity.ChiPerp].IsUndefined);
    }

    [Theory]
    [InlineData("sin(z)/z*sign(z)")]
    [InlineData("(1-exp(-abs(z)))/z")]
    [InlineData("abs(z)/z")]
    [InlineData("log(1+abs(z))/z")]
    [InlineData("piecewise(z<0, 0, 1/z)")]
    [InlineData("piecewise(z<0, 0, log(z))")]
    public void Jumps_AndPoles_StillAre(string formula)
    {
        Activation s = Activation.Parse(formula);
        Assert.Equal("0", s.FirstJump?.ToString());
        Assert.Equal(-1, s.Smoothness);
        Assert.True(Derivation.Of(s)[Quantity.ChiPerp].IsUndefined);
    }

    /// <summary>(f(z) - its Taylor polynomial of order n)/z^(n+1) at b meets the next coefficient, and no other number.</summary>
    [Fact]
    public void RandomQuotients_MeetTheirTaylorCoefficient()
    {
        Random random = new(7);
        for (int i = 0; i < 60; i++)
        {
            Expr f = Activation.Parse(Entire[random.Next(Entire.Length)]).Definition;
            int order = random.Next(1, 4);
            IReadOnlyList<Expr> taylor = TaylorExpansion.AtZero(f, order);
            Expr b = new Fractions.Fraction(random.Next(-3, 4), 2);
            Expr quotient = (f - Sum.Of(Enumerable.Range(0, order).Select(n => taylor[n] * Symbol.Z.Pow(n)))) / Symbol.Z.Pow(order);
            bool left = random.Next(2) == 0;
            Expr moved = quotient.Substitute(Symbol.Z, Symbol.Z - b);
            Expr line = taylor[order] + ((Symbol.Z - b) * random.Next(2, 9));
            Assert.True(left ? Activation.Meet(moved, line, b) : Activation.Meet(line, moved, b), $"{quotient} at {b}");
            Assert.False(left ? Activation.Meet(moved, line + new Fractions.Fraction(1, 1000), b) : Activation.Meet(line - new Fractions.Fraction(1, 1000), moved, b), $"{quotient} at {b}");
        }
    }

    /// <summary>Functions that are no Laurent series, by numbers: 2, 0 and no limit.</summary>
    [Fact]
    public void WithoutSeries_NumbersDecide_OrNothingDoes()
    {
        Expr z = Symbol.Z;
        Expr root = Expr.Sqrt(z);
        LimitValue two = OneSidedLimit.Of(Function.Of(FunctionKind.Sin, 2 * root) / root, Expr.Zero, fromBelow: false);
        Assert.Equal(2, two.Number!.Value, two.Uncertainty);
        Assert.True(two.Uncertainty < 1e-6);
        LimitValue zero = OneSidedLimit.Of(z * Function.Of(FunctionKind.Log, z), Expr.Zero, fromBelow: false);
        Assert.Equal(0, zero.Number!.Value, Math.Max(1e-7, zero.Uncertainty));
        Assert.False(OneSidedLimit.Of(1 / root, Expr.Zero, fromBelow: false).IsFinite);
        Assert.Contains("could not be decided", Assert.Throws<UserInputException>(
            () => OneSidedLimit.Of(Function.Of(FunctionKind.Sin, 1 / z), Expr.Zero, fromBelow: false)).Message, StringComparison.Ordinal);
    }
}
