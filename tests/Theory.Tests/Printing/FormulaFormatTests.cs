using System.Text.RegularExpressions;
using FsCheck.Xunit;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Printing;
using Theory.Printing.Documents;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Printing;

public class FormulaFormatTests
{
    public static TheoryData<string> Formats => [.. FormulaFormat.All.Select(f => f.Name)];

    [Theory]
    [InlineData("1/2", "1.0/2", "1/2", "Rational(1, 2)", "1/2")]
    [InlineData("-2/3", "-2.0/3", "-2/3", "-Rational(2, 3)", "-2/3")]
    [InlineData("z/2", "z/2", "z/2", "z/2", "z/2")]
    [InlineData("z - 1/3", "z - 1.0/3", "z - 1/3", "z - Rational(1, 3)", "z - 1/3")]
    [InlineData("K^(3/2)", "Math.Pow(K, 3.0/2)", "K**(3/2)", "K**Rational(3, 2)", "K^(3/2)")]
    [InlineData("(z+1)^2", "Math.Pow(z + 1, 2)", "(z + 1)**2", "(z + 1)**2", "(z + 1)^2")]
    [InlineData("-z^2", "-Math.Pow(z, 2)", "-z**2", "-z**2", "-z^2")]
    [InlineData("sqrt(K/(2pi))", "Math.Sqrt(K/(2*Math.PI))", "np.sqrt(K/(2*np.pi))", "sqrt(K/(2*pi))", "Sqrt[K/(2*Pi)]")]
    [InlineData("Phi(1/sqrt(K))", "SpecialFunctions.NormalCdf(1/Math.Sqrt(K))", "scipy.special.ndtr(1/np.sqrt(K))", "erfc(-1/sqrt(2*K))/2", "CDF[NormalDistribution[], 1/Sqrt[K]]")]
    [InlineData("phi(z)", "SpecialFunctions.NormalPdf(z)", "np.exp(-z**2/2)/np.sqrt(2*np.pi)", "exp(-z**2/2)/sqrt(2*pi)", "PDF[NormalDistribution[], z]")]
    [InlineData("Phi2(z,K,1/2)", "SpecialFunctions.BivariateNormalCdf(K, z, 1.0/2)", "scipy.stats.multivariate_normal.cdf([K, z], cov=[[1, 1/2], [1/2, 1]])",
        "erfc(-K/sqrt(2))*erfc(-z/sqrt(2))/4 + Integral(exp(-(K**2 + z**2 - 2*K*z*sin(t))/(2*cos(t)**2)), (t, 0, asin(Rational(1, 2))))/(2*pi)",
        "CDF[BinormalDistribution[1/2], {K, z}]")]
    [InlineData("arcsin(z)/pi", "Math.Asin(z)/Math.PI", "np.arcsin(z)/np.pi", "asin(z)/pi", "ArcSin[z]/Pi")]
    [InlineData("sech(z)^2", "Math.Pow(SpecialFunctions.Sech(z), 2)", "1/np.cosh(z)**2", "sech(z)**2", "Sech[z]^2")]
    [InlineData("softplus(z)", "SpecialFunctions.Softplus(z)", "np.logaddexp(0.0, z)", "log(1 + exp(z))", "Log[1 + Exp[z]]")]
    [InlineData("step(z)", "(z > 0 ? 1.0 : 0.0)", "np.heaviside(z, 0.0)", "Heaviside(z, 0)", "Boole[z > 0]")]
    [InlineData("3000000000*z", "3000000000.0*z", "3000000000*z", "3000000000*z", "3000000000*z")]
    [InlineData("10^20*z", "1E+20*z", "1E+20*z", "100000000000000000000*z", "100000000000000000000*z")]
    public void Formula_InEveryLanguage(string formula, string csharp, string python, string sympy, string mathematica)
    {
        Expr expr = ExpressionParser.Parse(formula, Z, K);
        Assert.Equal(csharp, FormulaFormat.CSharp.Print(expr));
        Assert.Equal(python, FormulaFormat.Python.Print(expr));
        Assert.Equal(sympy, FormulaFormat.SymPy.Print(expr));
        Assert.Equal(mathematica, FormulaFormat.Mathematica.Print(expr));
    }

    [Theory]
    [InlineData("K/4 + arcsin(K/(K+1))/(2pi)", "K/4 + arcsin(K/(K + 1))/(2*pi)")]
    [InlineData("log(z)", "ln(z)")]
    [InlineData("exp(-z)/2", "e^(-z)/2")]
    [InlineData("phi(z)", "e^(-z^2/2)/sqrt(2*pi)")]
    [InlineData("sigmoid(z)", "1/(1 + e^(-z))")]
    public void Formula_InAngouriMath(string formula, string expected) =>
        Assert.Equal(expected, FormulaFormat.AngouriMath.Print(ExpressionParser.Parse(formula, Z, K)));

    [Theory]
    [InlineData("erf(z)", "AngouriMath has no erf; use --format sympy")]
    [InlineData("z*Phi(z)", "AngouriMath has no Phi; use --format sympy")]
    [InlineData("1+Phi2(z,1,1/2)", "AngouriMath has no Phi2; use --format sympy")]
    public void AngouriMath_RefusesWhatItLacks(string formula, string message)
    {
        Expr expr = ExpressionParser.Parse(formula, Z);
        Assert.Equal(message, Assert.Throws<UserInputException>(() => FormulaFormat.AngouriMath.Print(expr)).Message);
        Assert.Null(FormulaFormat.AngouriMath.TryPrint(expr));
    }

    [Fact]
    public void NumberBeyondDoubles_IsRefused_WhereNumbersAreDoubles()
    {
        Expr expr = ExpressionParser.Parse("10^400*z", Z);
        Assert.Throws<UserInputException>(() => FormulaFormat.CSharp.Print(expr));
        Assert.Throws<UserInputException>(() => FormulaFormat.Python.Print(expr));
        Assert.StartsWith("1000", FormulaFormat.SymPy.Print(expr), StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 300)]
    public void EveryFormat_IsBalanced(Expr expr)
    {
        foreach (FormulaFormat format in FormulaFormat.All.Except([FormulaFormat.Latex, FormulaFormat.MathMl]))
        {
            AssertBalanced(format.TryPrint(expr) ?? "");
        }
    }

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 300)]
    public void DifferentExpressions_AreDifferentInMathematica(Expr a, Expr b) =>
        Assert.True(a == b || FormulaFormat.Mathematica.Print(a) != FormulaFormat.Mathematica.Print(b));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Document_NamesTheActivation_AndGivesReasons(string format)
    {
        string text = FormulaFormat.Named(format.ToUpperInvariant()).Write(Derivation.Of(Activation.Parse("gelu")));
        Assert.Contains("gelu: s(z) = z*Phi(z)", text, StringComparison.Ordinal);
        Assert.Contains("At C_W = 1", text.Replace("at C_W", "At C_W", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("4 correlated normal variables", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Document_StatesTheConditionOfValidity(string format) => Assert.Matches(
        format == "mathml" ? "<mi>K</mi><mo>&lt;</mo><mfrac><mn>1</mn><mn>8</mn></mfrac>" : "K < 1/8",
        FormulaFormat.Named(format).Write(Derivation.Of(Activation.Parse("exp(z^2)"))));

    [Fact]
    public void MathematicaModule_DefinesEveryQuantity()
    {
        string text = FormulaFormat.Mathematica.Write(Derivation.Of(Activation.Parse("relu")));
        Assert.Contains("g[K_] := K/2", text, StringComparison.Ordinal);
        Assert.Equal(Quantity.All.Count, Regex.Count(text, @"^\w+\[K_\] := ", RegexOptions.Multiline));
        AssertBalanced(Regex.Replace(text, @"\(\*.*?\*\)", ""));
    }

    [Fact]
    public void Names_AreUnique_AndMistypedOnesGetASuggestion()
    {
        Assert.Equal(FormulaFormat.All.Count, FormulaFormat.All.Select(f => f.Name).Distinct().Count());
        Assert.Same(FormulaFormat.SymPy, FormulaFormat.Named("SymPy"));
        Assert.Equal("unknown format 'pyton'; did you mean 'python'?", Assert.Throws<UserInputException>(() => FormulaFormat.Named("pyton")).Message);
    }

    private static void AssertBalanced(string text)
    {
        Stack<char> open = new();
        foreach (char c in text)
        {
            switch (c)
            {
                case '(' or '[' or '{':
                    open.Push(c);
                    break;
                case ')' or ']' or '}':
                    Assert.True(open.TryPop(out char opening) && opening == (c == ')' ? '(' : c == ']' ? '[' : '{'), text);
                    break;
            }
        }

        Assert.True(open.Count == 0, text);
        Assert.DoesNotContain("--", text, StringComparison.Ordinal);
        Assert.DoesNotContain("+ -", text, StringComparison.Ordinal);
    }
}
