using Theory.Correlators;
using Theory.Couplings;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Printing;
using Theory.Recursions;

namespace Theory.Tests.Printing;

/// <summary>Names of symbols with indices, primes and brackets, as each language can write them.</summary>
public class SymbolNamesTests
{
    [Theory]
    [InlineData("C_W", "C_W")]
    [InlineData("V_(12)(34)", "V_12_34")]
    [InlineData("g''", "g2")]
    [InlineData("n_{l-1}", "n_lm1")]
    [InlineData("<s1 s2>", "s1_s2")]
    [InlineData("<s1' s2'>", "s1p_s2p")]
    [InlineData("g^{11}", "g_up_11")]
    [InlineData("E[z(i;1) z1]_conn", "E_z_i_1_z1_conn")]
    [InlineData("|x|^2", "x_up_2")]
    public void Identifier_OfName(string name, string expected) => Assert.Equal(expected, FormulaFormat.Python.Print(new Symbol(name)));

    /// <summary>Different symbols of one formula must not become one variable.</summary>
    [Fact]
    public void Identifiers_OfAFormula_AreDifferent()
    {
        Expr[] formulas =
        [
            .. RecursionCatalogue.All.Select(r => r.Formula),
            CouplingFormulas.QuadraticOf(1, 2, 3) + CouplingFormulas.MetricOf(1, 2, 3) + CouplingSymbols.Metric(1, 2) + CouplingSymbols.QuadraticOf(1, 2),
            MomentCumulantRelation.MomentFromCumulants(CorrelatorIndex.Parse("1,2,12,3")),
        ];
        foreach (FormulaFormat format in new[] { FormulaFormat.CSharp, FormulaFormat.Python, FormulaFormat.Mathematica })
        {
            Assert.All(formulas, f =>
            {
                string[] names = [.. f.Symbols.Select(format.Print)];
                Assert.Equal(names.Length, names.Distinct().Count());
            });
        }
    }

    [Fact]
    public void Powers_OfSuperscripts_HaveParentheses()
    {
        Expr power = CouplingSymbols.InverseMetric(1, 2).Pow(3);
        Assert.Equal("(G^{12})^3", power.ToString());
        Assert.Equal(@"\left(G^{12}\right)^{3}", LatexPrinter.Print(power));
        Assert.Contains("<msup><mi>G</mi><mi>12</mi></msup>", MathMlPrinter.Print(power), StringComparison.Ordinal);
        Assert.Equal("G_up_12**3", FormulaFormat.Python.Print(power));
    }

    [Fact]
    public void Quantities_HaveTheirLatex() => Assert.Equal(
        @"C_{W} \, g(K) + \chi_\parallel(K)",
        LatexPrinter.Print((RecursionSymbols.Cw * RecursionSymbols.Of(Quantity.Kernel)) + RecursionSymbols.Of(Quantity.ChiParallel)));

    [Fact]
    public void Latex_IsNotPartOfEquality() => Assert.Equal(new Symbol("x"), new Symbol("x", latex: @"\xi"));
}
