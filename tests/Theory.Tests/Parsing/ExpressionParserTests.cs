using Fractions;
using Theory.Expressions;
using Theory.Parsing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Parsing;

public class ExpressionParserTests
{
    [Theory]
    [InlineData("-z^2", "-(z^2)")]
    [InlineData("2^3^2", "512")]
    [InlineData("2**3**2", "512")]
    [InlineData("1/2z", "z/2")]
    [InlineData("2/3/4", "1/6")]
    [InlineData("1-2-3", "-4")]
    [InlineData("2exp(z)", "2*exp(z)")]
    [InlineData("2e3", "2000")]
    [InlineData("2e-3z", "z/500")]
    [InlineData("2e", "2*exp(1)")]
    [InlineData("2e+z", "2*exp(1) + z")]
    [InlineData("2E2", "200")]
    [InlineData("z(z+1)", "z*(z+1)")]
    [InlineData("(z+1)(z-1)", "(z+1)*(z-1)")]
    [InlineData("2z^2z", "2*(z^2)*z")]
    [InlineData("3 z", "3*z")]
    [InlineData("2^-z", "2^(-z)")]
    [InlineData("z^-2", "1/z^2")]
    [InlineData("--z", "z")]
    [InlineData("2*-z", "-2*z")]
    [InlineData("z--z", "2z")]
    [InlineData("+z", "z")]
    [InlineData("-2^2", "-4")]
    [InlineData("(-2)^2", "4")]
    [InlineData("sin(z)^2", "(sin(z))^2")]
    [InlineData("pi z", "pi*z")]
    [InlineData(".5", "1/2")]
    [InlineData("1.", "1")]
    [InlineData("sqrt(z)", "z^(1/2)")]
    [InlineData("ln(z)", "log(z)")]
    [InlineData("max(z,0,1)", "max(max(z,0),1)")]
    [InlineData("z·√(2)", "z*sqrt(2)")]
    [InlineData("π×z−1", "pi*z-1")]
    [InlineData("Φ(z)+φ(z)", "Phi(z)+phi(z)")]
    [InlineData("piecewise(z≤0,1,z≥1,2,3)", "piecewise(z<=0,1,z>=1,2,3)")]
    [InlineData("e^z", "exp(z)")]
    [InlineData("asin(z)+atan(z)", "arcsin(z)+arctan(z)")]
    [InlineData("sin z", "sin(z)")]
    [InlineData("3 sin z", "3*sin(z)")]
    [InlineData("sin 2z cos z", "sin(2*z)*cos(z)")]
    [InlineData("sin z/2", "sin(z)/2")]
    [InlineData("sin z^2", "sin(z^2)")]
    [InlineData("sin^2 z", "sin(z)^2")]
    [InlineData("sin^2(z)", "sin(z)^2")]
    [InlineData("sin²z+1", "sin(z)^2+1")]
    [InlineData("tanh -z", "tanh(-z)")]
    [InlineData("exp -z^2/2", "exp(-z^2)/2")]
    [InlineData("log 2(z+3)", "log(2*(z+3))")]
    [InlineData("√2z", "sqrt(2)*z")]
    [InlineData("√(2z)", "sqrt(2*z)")]
    [InlineData("z²+z³", "z^2+z^3")]
    [InlineData("2z⁻²", "2*z^(-2)")]
    [InlineData("-z²", "-(z^2)")]
    [InlineData("z^2^3", "z^8")]
    [InlineData("|z|", "abs(z)")]
    [InlineData("2|z|z", "2*abs(z)*z")]
    [InlineData("||z|-1|", "abs(abs(z)-1)")]
    [InlineData("|z-|z||", "abs(z-abs(z))")]
    [InlineData("(|z|+1)|z|", "(abs(z)+1)*abs(z)")]
    [InlineData("(z>0)*z", "step(z)*z")]
    [InlineData("z<1", "step(1-z)")]
    [InlineData("(z>=0)", "1-step(-z)")]
    [InlineData("(0<z<1)*z", "step(z)*step(1-z)*z")]
    [InlineData("(z<0 or z>1)", "1-(1-step(-z))*(1-step(z-1))")]
    [InlineData("(not z>0)", "1-step(z)")]
    [InlineData("(z>0)&(z<1)", "step(z)*step(1-z)")]
    [InlineData("z if z>0 else 0", "piecewise(z>0,z,0)")]
    [InlineData("z>0 ? z : 0", "piecewise(z>0,z,0)")]
    [InlineData("0 if z<0 else 1 if z<1 else z", "piecewise(z<0,0,z<1,1,z)")]
    [InlineData("where(z>0,z,0)", "piecewise(z>0,z,0)")]
    [InlineData("log1p(exp(z))", "log(1+exp(z))")]
    [InlineData("expm1(z)", "exp(z)-1")]
    [InlineData("log10(z)+log2(z)+log(z,3)", "log(z)/log(10)+log(z)/log(2)+log(z)/log(3)")]
    [InlineData("exp2(z)", "2^z")]
    [InlineData("asinh(z)", "log(z+sqrt(z^2+1))")]
    [InlineData("sinc(z)", "sin(pi*z)/(pi*z)")]
    [InlineData("cbrt(z)", "sign(z)*abs(z)^(1/3)")]
    [InlineData("clip(z,-1,1)", "max(min(z,1),-1)")]
    [InlineData("clamp(z,min=0)", "max(z,0)")]
    [InlineData("clamp(z,max=1)", "min(z,1)")]
    [InlineData("heaviside(z,0)", "step(z)")]
    [InlineData("heaviside(z,0.5)", "(1+step(z)-step(-z))/2")]
    [InlineData("pow(z,2)+square(z)", "2*z^2")]
    [InlineData("z.pow(2)", "z^2")]
    [InlineData("(z>0).astype(float)*z", "step(z)*z")]
    [InlineData("floor(2.7)+ceil(2.2)+round(1.2)", "6")]
    [InlineData("floor(-5/2)", "-3")]
    [InlineData("7%3", "1")]
    [InlineData("Math.Max(0,Math.Tanh(z))", "max(0,tanh(z))")]
    [InlineData("σ(z)*θ(z)", "sigmoid(z)*step(z)")]
    public void Notation_MeansTheSameAs(string text, string meaning) =>
        Assert.Equal(ExpressionParser.Parse(meaning, Z), ExpressionParser.Parse(text, Z));

    [Fact]
    public void MinusSquare_IsTheNegativeOfTheSquare() => Assert.Equal(-Z.Pow(2), ExpressionParser.Parse("-z^2", Z));

    [Fact]
    public void OneOverTwoZ_IsHalfOfZ() => Assert.Equal(Z / 2, ExpressionParser.Parse("1/2z", Z));

    [Theory]
    [InlineData("0.1", 1, 10)]
    [InlineData("0.125", 1, 8)]
    [InlineData("1e-3", 1, 1000)]
    [InlineData("12.50", 25, 2)]
    public void Decimals_AreExact(string text, int numerator, int denominator) =>
        Assert.Equal((Expr)new Fraction(numerator, denominator), ExpressionParser.Parse(text));

    [Fact]
    public void Symbols_AreThoseGiven()
    {
        Symbol weight = new("C_W", isPositive: true);
        Assert.Equal(weight * K, ExpressionParser.Parse("C_W K", weight, K));
        Assert.Throws<UserInputException>(() => ExpressionParser.Parse("z", K));
    }

    [Theory]
    [InlineData(-2.0, 4.0)]
    [InlineData(-0.5, 7.0)]
    [InlineData(0.5, 7.0)]
    [InlineData(3.0, 3.0)]
    public void Piecewise_TakesTheFirstBranchWhoseConditionHolds(double z, double expected) =>
        Assert.Equal(expected, Evaluator.At(ExpressionParser.Parse("piecewise(z<-1, z^2, z<1, 7, z)", Z), z));

    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("z+", 2)]
    [InlineData("(z", 2)]
    [InlineData("z)", 1)]
    [InlineData("z + * 2", 4)]
    [InlineData("2 3", 2)]
    [InlineData("z 3", 2)]
    [InlineData("1.2.3", 3)]
    [InlineData("z $ 2", 2)]
    [InlineData("sin + z", 4)]
    [InlineData("sin", 3)]
    [InlineData("|z", 2)]
    [InlineData("z⁻", 1)]
    [InlineData("z 'a'", 2)]
    [InlineData("z 'a", 2)]
    [InlineData("z.pow", 2)]
    [InlineData("z if z>0", 8)]
    [InlineData("z > 0 ? 1", 9)]
    [InlineData("log1p(z, z)", 0)]
    [InlineData("clip(z, lo=1)", 0)]
    [InlineData("floor(z)", 0)]
    [InlineData("sin(z, z)", 0)]
    [InlineData("max(z)", 0)]
    [InlineData("foo(z)", 0)]
    [InlineData("z + zz", 4)]
    [InlineData("z/0", 1)]
    [InlineData("z + sqrt(-1)", 4)]
    [InlineData("1 + log(0)", 4)]
    [InlineData("2^(1/0)", 4)]
    [InlineData("piecewise(z)", 0)]
    [InlineData("piecewise(z<0, z)", 16)]
    [InlineData("z=1", 1)]
    [InlineData("1e99999", 0)]
    [InlineData("0^z", 1)]
    public void Errors_PointAtTheirPlace(string text, int? position)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => ExpressionParser.Parse(text, Z));
        Assert.Equal(position, error.Position);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Excerpt_PutsACaretUnderTheError()
    {
        UserInputException error = Assert.Throws<UserInputException>(() => ExpressionParser.Parse("z + * 2", Z));
        Assert.Equal("z + * 2" + Environment.NewLine + "    ^", error.Excerpt);
    }

    [Fact]
    public void Excerpt_OfALongFormula_IsAWindow()
    {
        string text = string.Concat(Enumerable.Repeat("z + ", 50)) + "$ + " + string.Concat(Enumerable.Repeat("z + ", 50)) + "z";
        UserInputException error = Assert.Throws<UserInputException>(() => ExpressionParser.Parse(text, Z));
        string[] lines = error.Excerpt!.Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        Assert.True(lines[0].Length < 90);
        Assert.Equal('$', lines[0][lines[1].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("sqt(z)", "sqrt")]
    [InlineData("tahn(z)", "tanh")]
    [InlineData("sigmod(z)", "sigmoid")]
    [InlineData("piecwise(z<0,1,2)", "piecewise")]
    [InlineData("softpluss(z)", "softplus")]
    [InlineData("x", "z")]
    public void UnknownNames_AreCorrected(string text, string suggestion)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => ExpressionParser.Parse(text, Z));
        Assert.Contains(suggestion, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Position);
    }

    [Fact]
    public void Length_IsLimited() => Refused(new string('z', 10_001));

    [Fact]
    public void Nesting_IsLimited()
    {
        Refused(new string('(', 4000) + "z" + new string(')', 4000));
        Refused(string.Concat(Enumerable.Repeat("sin(", 2000)) + "z" + new string(')', 2000));
        Refused(string.Join('^', Enumerable.Repeat("z", 4000)));
        Assert.NotNull(ExpressionParser.Parse(string.Concat(Enumerable.Repeat("sin(", 90)) + "z" + new string(')', 90), Z));
    }

    [Fact]
    public void ManySigns_AreNoNesting() => Assert.Equal(Z, ExpressionParser.Parse(new string('-', 9_000) + "z", Z));

    [Fact]
    public void Conditions_AreLimited() =>
        // Each one nests the next, and two thousand of them exhausted the stack.
        Refused("piecewise(" + string.Concat(Enumerable.Range(0, 900).Select(i => $"z<{i},{i % 7},")) + "z)");

    [Theory]
    [InlineData("9^999999999")]
    [InlineData("1e999999999")]
    [InlineData("9^9^9^9")]
    [InlineData("(3/2)^-99999999")]
    [InlineData("1e4000*1e4000*1e4000*1e4000")]
    public void HugeNumbers_AreRefused(string text) => Refused(text);

    [Fact]
    public void LongFormulas_AreReadQuickly()
    {
        string sum = string.Join('+', Enumerable.Range(1, 600).Select(i => $"z^{i}*sin({i})"));
        Assert.Equal(600, Assert.IsType<Sum>(ExpressionParser.Parse(sum, Z)).Terms.Length);
    }

    /// <summary>A character beyond 16 bits was shown as half of it.</summary>
    [Fact]
    public void AnUnknownCharacter_IsShownWhole() =>
        Assert.Contains("'😀' at position 3", Assert.Throws<UserInputException>(() => ExpressionParser.Parse("z+😀", Symbol.Z)).Message, StringComparison.Ordinal);

    private static void Refused(string text) => Assert.Throws<UserInputException>(() => ExpressionParser.Parse(text, Z));
}
