using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Theory.Enclosures;
using Theory.Expressions;
using Theory.Parsing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Enclosures;

public class EnclosedRootsTests
{
    private static readonly string[] Parts =
        ["tanh(z)", "sin(z)/(1+z^2)", "exp(z)", "exp(-z^2)", "z*sigmoid(z)", "z*Phi(z)", "softplus(z)", "erf(z)", "sqrt(1+z^2)", "arctan(z)", "z", "z^2", "z^3", "log(1+z^2)", "sech(z)", "1"];

    /// <summary>Roots by an independent program (mpmath, 30 digits).</summary>
    [Theory]
    [InlineData("tanh(z)-z/2", "-1.91500804815453752;0;1.91500804815453752")]
    [InlineData("sin(z)-z/4", "-2.47457678736982901;0;2.47457678736982901")]
    [InlineData("z^3-z-1", "1.32471795724474602")]
    [InlineData("z^5-z+3", "-1.34129353169069925")]
    [InlineData("z*Phi(z)-1/10", "0.175539560742891552")]
    [InlineData("z*sigmoid(z)+1/10", "-3.53725962678964187;-0.225265528810478864")]
    [InlineData("exp(z)-z^2", "-0.703467422498391652")]
    [InlineData("z-tanh(z)", "0")]
    [InlineData("exp(z-1)-z^2", "-0.477670062263215565;1;3.51286241725233935")]
    [InlineData("log(1+exp(z))-z^2/3", "-0.978430240204918037;3.04576539402786064")]
    [InlineData("z/2+sqrt(z^2+4)/2-1", "0")]
    [InlineData("exp(-100*z)-z", "0.0338563014029005018")]
    [InlineData("z*Phi(z)-z*sigmoid(z)+1/100", "")]
    [InlineData("softplus(z)-sqrt(1+z^2)+1/2", "-0.314390774118078268")]
    [InlineData("z*tanh(softplus(z))-sqrt(1+z^2)+1/4", "2.26974872048135598")]
    [InlineData("2+sin(z)", "")]
    [InlineData("z^2+exp(z)", "")]
    public void Roots_AreEnclosed(string equation, string expected)
    {
        Expr[] roots = [.. EnclosedRoots.TryOf(ExpressionParser.Parse(equation, Z))!.DistinctBy(r => r.ToString()).OrderBy(r => ConstantValue.Of(r))];
        double[] values = [.. expected.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(values.Length, roots.Length);
        Assert.All(values.Zip(roots), p => Assert.Equal(p.First, ConstantValue.Of(p.Second)!.Value, 1e-14 * Math.Max(1, Math.Abs(p.First))));
    }

    [Theory]
    [InlineData("(tanh(z)-z/2)^2*(z-3)", "-1.9150080481545375;0;1.9150080481545375;3")]
    [InlineData("(z-1)*(z^3-z-1)", "1;1.324717957244746")]
    [InlineData("tanh(z^3-z-1)", "1.324717957244746")]
    [InlineData("exp(z^3-z)-2", "1.2472866691306872")]
    public void RootsWithoutExactForm_AreLocated(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', EnclosedRoots.Of(ExpressionParser.Parse(text, Z)).DistinctBy(r => r.ToString()).OrderBy(r => ConstantValue.Of(r))));

    [Theory]
    [InlineData("sin(z)")]
    [InlineData("cos(z)-z*0.01*sin(z)")]
    [InlineData("a*z-tanh(z)")]
    [InlineData("(z+1/3)^60+z-1")]
    [InlineData("sin(1000*z)+z*0.0001")]
    public void WhatCannotBeSeparated_HasNoAnswer(string equation) => Assert.Null(EnclosedRoots.TryOf(ExpressionParser.Parse(equation, Z, new Symbol("a"))));

    /// <summary>Between neighbouring roots the sign does not change: none was missed.</summary>
    [Property(MaxTest = 150)]
    public Property NoRootIsMissed() => Prop.ForAll(
        (from n in Gen.Choose(2, 3)
         from parts in Gen.Elements(Parts).ListOf(n)
         from coefficients in Gen.Choose(-12, 12).Where(c => c != 0).ListOf(n)
         select string.Join("+", parts.Zip(coefficients, (p, c) => $"({c}/4)*({p})"))).ToArbitrary(),
        text =>
        {
            Expr equation = ExpressionParser.Parse(text, Z);
            if (!equation.Contains(Z) || EnclosedRoots.TryOf(equation) is not { } roots)
            {
                return true;
            }

            double[] places = [-30, .. roots.Select(r => ConstantValue.Of(r)!.Value).Where(r => Math.Abs(r) < 30).Order(), 30];
            return places.Zip(places.Skip(1)).All(p => p.Second - p.First < 1e-9 || IsOfOneSign(equation, p.First, p.Second));
        });

    [Fact]
    public void NearlyEveryEquationIsAnswered()
    {
        string[] equations = [.. Parts.SelectMany(a => Parts.Where(b => b != a).Select(b => $"{a}-3/4*({b})-1/8"))];
        Assert.InRange(equations.Count(e => EnclosedRoots.TryOf(ExpressionParser.Parse(e, Z)) is null), 0, equations.Length / 10);
    }

    private static bool IsOfOneSign(Expr equation, double from, double to)
    {
        const int Points = 400;
        int[] signs = [.. Enumerable.Range(0, Points)
            .Select(i => from + ((to - from) * (0.001 + (0.998 * i / (Points - 1)))))
            .Select(z => (Value: ConstantValue.Of(equation, z)!.Value, Size: ConstantValue.Of(Absolute(equation), z)!.Value))
            .Where(p => Math.Abs(p.Value) > 1e-13 * p.Size)
            .Select(p => Math.Sign(p.Value)).Distinct()];
        return signs.Length < 2;
    }

    /// <summary>The terms added up by magnitude, against which rounding is measured.</summary>
    private static Expr Absolute(Expr equation) => equation is Sum sum ? Sum.Of(sum.Terms.Select(t => Function.Of(FunctionKind.Abs, t))) : equation;
}
