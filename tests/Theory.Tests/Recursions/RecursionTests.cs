using Fractions;
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

    /// <summary>Order 1 is the metric and the vertex, with mu_k for C_W g^(k) and v_0 for C_W^2 (m4 - g^2); order 2 was derived by hand in docs/finite-width.md.</summary>
    [Fact]
    public void Cumulants_ToOrderTwo_AreThoseDerivedByHand()
    {
        IReadOnlyList<Recursion> all = RecursionCatalogue.CumulantsTo(2);
        Assert.Equal(["G1", "V", "G2", "V2", "C3_2"], all.Select(r => r.Unknown.Name));
        (Expr mu1, Expr mu2, Expr mu3, Expr mu4) = (new Symbol("mu1"), new Symbol("mu2"), new Symbol("mu3"), new Symbol("mu4"));
        (Expr v1, Expr v2, Expr third) = (new Symbol("v1"), new Symbol("v2"), new Symbol("C3_2"));
        (Expr g2, Expr variance2) = (new Symbol("G2"), new Symbol("V2"));
        AssertEqual(((mu1 * G1) + (mu2 * V / 2)), all[0]);
        AssertEqual((mu1.Pow(2) * V) + new Symbol("v0"), all[1]);
        AssertEqual((mu1 * g2) + (mu2 * (variance2 + G1.Pow(2)) / 2) + (mu3 * (third + (3 * G1 * V)) / 6) + (mu4 * V.Pow(2) / 8), all[2]);

        // Var(x') of the polynomial mean, and the mean of the conditional variance.
        AssertEqual(
            (mu1.Pow(2) * variance2) + (mu1 * mu2 * (third + (2 * G1 * V))) + (mu2.Pow(2) * V.Pow(2) / 2) + (mu1 * mu3 * V.Pow(2)) + (v1 * G1) + (v2 * V / 2), all[3]);
        AssertEqual((mu1.Pow(3) * third) + (3 * mu1.Pow(2) * mu2 * V.Pow(2)) + (3 * v1 * mu1 * V) + new Symbol("w0"), all[4]);
        Assert.Contains(all[4].Abstract.Definitions, d => d.Symbol.Name == "w0");
        Assert.Throws<UserInputException>(() => RecursionCatalogue.CumulantsTo(5));

        static void AssertEqual(Expr expected, Recursion recursion) =>
            Assert.Equal(Expr.Zero, Expansion.Expand(expected - recursion.Formula.Substitute(new Symbol("rho", isPositive: true), 1)));
    }

    /// <summary>ReLU at C_W = 2 with K = 1: only mu_1 = 1 and the derivatives of v ~ 5 K^2 are not 0; Var = (1 + 5/n)^(l-1) - 1.</summary>
    [Fact]
    public void Cumulants_ToOrderThree_OfReLU_AreTheBinomialSeries()
    {
        IReadOnlyList<Recursion> recursions = RecursionCatalogue.CumulantsTo(3);
        Dictionary<string, Fraction> state = [];
        for (int layer = 1; layer <= 6; layer++)
        {
            Dictionary<string, Fraction> next = [];
            foreach (Recursion recursion in recursions)
            {
                Expr value = recursion.Formula.Symbols.Aggregate(recursion.Formula, (f, s) => f.Substitute(s, new Number(Constant(s.Name) ?? state.GetValueOrDefault(s.Name))));
                next[recursion.Unknown.Name] = ((Number)Expansion.Expand(value)).Value;
            }

            state = next;
            Assert.All((string[])["G1", "G2", "G3"], g => Assert.Equal(Fraction.Zero, state[g]));
            Assert.Equal([5 * layer, 25 * layer * (layer - 1) / 2, 125 * layer * (layer - 1) * (layer - 2) / 6], ((string[])["V", "V2", "V3"]).Select(v => (int)state[v].ToDouble()));
        }

        // m4 = 3/2 K^2, g = K/2; kappa_3 and kappa_4 of 2 max(0, z)^2 are 44 and 558 times powers of K.
        static Fraction? Constant(string name) => name switch
        {
            "rho" or "mu1" => 1,
            "v0" => 5,
            "v1" or "v2" => 10,
            "w0" => 44,
            "w1" => 132,
            "w2" => 264,
            "c4_0" => 558,
            _ when name.StartsWith("mu", StringComparison.Ordinal) || name.StartsWith('v') => 0,
            _ => null,
        };
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
