using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Printing;
using Theory.Recursions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Tests.Recursions;

public class RecursionTests
{
    public static TheoryData<string> Keys => [.. RecursionCatalogue.All.Select(r => r.Key)];

    private static Symbol G => Of(Quantity.Kernel);

    private static Symbol Parallel => Of(Quantity.ChiParallel);

    [Fact]
    public void RightSides_AreThoseOfTheTheory()
    {
        AssertSame(Cb + (Cw * G), RecursionCatalogue.Kernel);
        AssertSame(Parallel * DeltaK, RecursionCatalogue.Parallel);
        AssertSame((Of(Quantity.ChiPerp) * DeltaDeltaK) + (Of(Quantity.H) * DeltaK.Pow(2)), RecursionCatalogue.Perpendicular);
        AssertSame((Cw.Pow(2) * (Of(Quantity.FourthMoment) - G.Pow(2))) + (Width / PreviousWidth * Parallel.Pow(2) * V), RecursionCatalogue.Vertex);
        AssertSame(Width / PreviousWidth * ((Parallel * G1) + (Cw * Of(Quantity.KernelSecondDerivative) * V / 2)), RecursionCatalogue.Metric);
        AssertSame(LambdaB + (LambdaW * G) + (Of(Quantity.ChiPerp) * Theta), RecursionCatalogue.TangentKernel);
    }

    [Theory]
    [InlineData("relu", "kernel", "C_W*K/2 + C_b")]
    [InlineData("relu", "vertex", "5*C_W^2*K^2/4 + V*n_l*C_W^2/(4*n_{l-1})")]
    [InlineData("relu", "metric", "C_W*G1*n_l/(2*n_{l-1})")]
    [InlineData("relu", "tangentKernel", "C_W*Theta/2 + K*lambda_W/2 + lambda_b")]
    [InlineData("linear", "vertex", "2*C_W^2*K^2 + V*n_l*C_W^2/n_{l-1}")]
    [InlineData("z^2", "kernel", "3*C_W*K^2 + C_b")]
    [InlineData("z^2", "vertex", "96*C_W^2*K^4 + 36*V*n_l*C_W^2*K^2/n_{l-1}")]
    [InlineData("leaky_relu(a)", "parallel", "C_W*dK*(a^2 + 1)/2")]
    public void Specialised_IsShort(string activation, string key, string expected) =>
        Assert.Equal(expected, RecursionCatalogue.Named(key).Specialise(Derivation.Of(Activation.Parse(activation))).Formula.ToString());

    [Theory]
    [MemberData(nameof(Keys))]
    public void Derivation_EndsWithTheRecursion(string key)
    {
        Recursion recursion = RecursionCatalogue.Named(key);
        IReadOnlyList<ExplanationStep> steps = recursion.Explain();
        Assert.True(steps.Count >= 2);
        Assert.Equal((recursion.Left, recursion.LeftLatex, recursion.Formula), (steps[^1].Equations[^1].Left, steps[^1].Equations[^1].LeftLatex, steps[^1].Equations[^1].Right));
        Assert.All(steps.SelectMany(s => s.Equations), e => AssertBalanced(e.Latex));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Derivation_OfAnActivation_EndsWithItsRecursion(string key)
    {
        RecursionForm form = RecursionCatalogue.Named(key).Specialise(Derivation.Of(Activation.Parse("mrepu:2")));
        Assert.Equal(form.Formula, form.Explain()[^1].Equations[^1].Right);
        AssertBalanced(form.Equation.Latex);
    }

    [Fact]
    public void Missing_ClosedForm_RemainsAndIsExplained()
    {
        RecursionForm vertex = RecursionCatalogue.Vertex.Specialise(Derivation.Of(Activation.Parse("gelu")));
        Assert.True(vertex.Formula.Contains(Of(Quantity.FourthMoment)));
        Assert.False(vertex.Formula.Contains(G));
        Assert.Contains("m4 has no closed form", Assert.Single(vertex.Notes), StringComparison.Ordinal);
        Assert.Contains(vertex.Definitions, d => d.Symbol.Equals(Of(Quantity.FourthMoment)));

        RecursionForm tangent = RecursionCatalogue.TangentKernel.Specialise(Derivation.Of(Activation.Parse("sign")));
        Assert.Contains("s jumps", Assert.Single(tangent.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotExist_IsToldFromWhatHasNoClosedForm()
    {
        RecursionForm relu = RecursionCatalogue.Named("U").Specialise(Derivation.Of(Activation.Parse("relu")));
        Assert.Contains("<s'^2 s''^2> does not exist: s' jumps at z = 0", Assert.Single(relu.Notes), StringComparison.Ordinal);
        Assert.Contains(
            "<s'^2 s''^2> has no closed form", Assert.Single(RecursionCatalogue.Named("tangentU").Specialise(Derivation.Of(Activation.Parse("tanh"))).Notes, n => n.StartsWith("<s'^2", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Condition_OfConvergence_IsStated() => Assert.Contains(
        "K < 1/4", Assert.Single(RecursionCatalogue.Kernel.Specialise(Derivation.Of(Activation.Parse("exp(z^2)"))).Notes), StringComparison.Ordinal);

    [Fact]
    public void Arguments_BeginWithTheLayer_AndEndWithTheNetwork() => Assert.Equal(
        ["V", "K", "C_W", "n_l", "n_{l-1}"], RecursionCatalogue.Vertex.Specialise(Derivation.Of(Activation.Parse("relu"))).Arguments.Select(a => a.Name));

    [Fact]
    public void UnknownName_IsBadInput() =>
        Assert.Contains("did you mean 'vertex'", Assert.Throws<UserInputException>(() => RecursionCatalogue.Named("vertx")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("text")]
    [InlineData("latex")]
    [InlineData("mathml")]
    [InlineData("mathematica")]
    [InlineData("angourimath")]
    public void Document_HoldsEveryRecursion(string format)
    {
        string text = RecursionDocument.Write(FormulaFormat.Named(format), [.. RecursionCatalogue.All.Select(r => r.Abstract)]);
        Assert.All(RecursionCatalogue.All, r => Assert.Contains(r.Name, text, StringComparison.Ordinal));
        if (format == "latex")
        {
            AssertBalanced(text);
        }
    }

    [Fact]
    public void Document_OfMathMl_IsXml()
    {
        string text = RecursionDocument.Write(FormulaFormat.MathMl, [.. RecursionCatalogue.All.Select(r => r.Abstract)]);
        Assert.Equal(RecursionCatalogue.All.Count, System.Xml.Linq.XElement.Parse($"<page>{text}</page>").Elements().Count());
    }

    private static void AssertSame(Expr expected, Recursion recursion) => Assert.Equal(Expansion.Expand(expected), Expansion.Expand(recursion.Formula));

    private static void AssertBalanced(string latex)
    {
        Assert.Equal(latex.Count(c => c == '{'), latex.Count(c => c == '}'));
        Assert.Equal(latex.Split(@"\left").Length, latex.Split(@"\right").Length);
    }
}
