using Fractions;
using Theory.Correlators;
using Theory.Expressions;
using Theory.Printing;

namespace Theory.Tests.Correlators;

public class WickContractionTests
{
    [Theory]
    [InlineData("1,1", "G_11")]
    [InlineData("1,2", "G_12")]
    [InlineData("2,1", "G_12")]
    [InlineData("1,2,3", "0")]
    [InlineData("1,1,1,1", "3*G_11^2")]
    [InlineData("1,1,2,3", "2*G_12*G_13 + G_11*G_23")]
    [InlineData("1,2,1,2", "G_11*G_22 + 2*G_12^2")]
    [InlineData("a,b,c,d", "G_ab*G_cd + G_ac*G_bd + G_ad*G_bc")]
    [InlineData("1,12", "G_1.12")]
    public void Correlator_IsTheSumOverPairings(string inputs, string expected)
    {
        Expr correlator = WickContraction.Of(CorrelatorIndex.Parse(inputs));
        Assert.True(expected.Split(" + ").Order().SequenceEqual(correlator.ToString().Split(" + ").Order()), correlator.ToString());
    }

    [Theory]
    [InlineData("1,1,2,2", "G^2")]
    [InlineData("1,1,1,1", "3*G^2")]
    [InlineData("1,2,3,4", "0")]
    [InlineData("i,i,j,j", "2*delta_ij*G^2 + G^2")]
    [InlineData("1,1,1,1,2,2", "3*G^3")]
    public void Neurons_AreIndependent(string neurons, string expected) =>
        Assert.Equal(expected, WickContraction.Of(CorrelatorIndex.Parse(null, neurons)).ToString());

    [Fact]
    public void Neurons_AndInputs_Combine() =>
        Assert.Equal("G_11*G_22*delta_ij + G_12^2 + delta_ij*G_12^2", OrderedTerms(WickContraction.Of(CorrelatorIndex.Parse("1,2,1,2", "i,i,j,j"))));

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(40)]
    public void SingleVariable_HasDoubleFactorialMoments(int m)
    {
        // (m - 1)!!
        Fraction expected = Enumerable.Range(1, m / 2).Aggregate(Fraction.One, (p, k) => p * ((2 * k) - 1));
        Expr moment = WickContraction.Of([.. Enumerable.Repeat(new CorrelatorIndex(null), m)]);
        Assert.Equal(expected * CorrelatorSymbols.Metric().Pow(m / 2), moment);
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(6, 15)]
    [InlineData(8, 105)]
    [InlineData(10, 945)]
    public void DifferentInputs_HaveAsManyTermsAsPairings(int m, int terms) =>
        Assert.Equal(terms, ((Sum)WickContraction.Of([.. Enumerable.Range(0, m).Select(k => new CorrelatorIndex(((char)('a' + k)).ToString()))])).Terms.Length);

    /// <summary>Isserlis by an independent route: z = A x with independent standard normal x, multiplied out.</summary>
    [Theory]
    [InlineData(0, 0, 0, 1, 1, 2)]
    [InlineData(0, 1, 1, 1, 2, 2)]
    [InlineData(0, 1, 2, 2, 2, 2, 1, 1)]
    [InlineData(0, 0, 0, 0, 1, 1, 1, 2, 2, 2)]
    public void Correlator_EqualsTheMomentOfAMixtureOfIndependentNormals(params int[] variables)
    {
        int[,] a = { { 1, 2, -1 }, { 0, 3, 1 }, { 2, -1, 1 } };
        Symbol[] x = [new("x1"), new("x2"), new("x3")];
        Expr product = Expansion.Expand(Product.Of(variables.Select(v => Sum.Of(x.Select((s, k) => a[v, k] * s)))));
        Fraction expected = ((Sum)product).Terms.Select(t => MomentOf(t, x)).Aggregate(Fraction.Zero, (s, t) => s + t);

        double value = WickContraction.Value(variables, (i, j) => Enumerable.Range(0, 3).Sum(k => a[i, k] * a[j, k]));
        Assert.Equal(expected.ToDouble(), value);
    }

    [Fact]
    public void Latex_HasSubscripts() =>
        Assert.Equal(@"3 \, G_{11} \, G_{12}", LatexPrinter.Print(WickContraction.Of(CorrelatorIndex.Parse("1,1,1,2"))));

    [Theory]
    [InlineData("1,,2", null)]
    [InlineData("1,2", "i")]
    [InlineData("1;2", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void BadIndices_AreRefused(string? inputs, string? neurons) =>
        Assert.Throws<UserInputException>(() => CorrelatorIndex.Parse(inputs, neurons));

    [Fact]
    public void TooManyPairings_AreRefused() =>
        Assert.Contains("pairings", Assert.Throws<UserInputException>(
            () => WickContraction.Of([.. Enumerable.Range(0, 20).Select(k => new CorrelatorIndex(((char)('a' + k)).ToString()))])).Message, StringComparison.Ordinal);

    private static string OrderedTerms(Expr sum) => string.Join(" + ", ((Sum)sum).Terms.Select(t => t.ToString()).Order(StringComparer.Ordinal));

    /// <summary>E of a monomial in independent standard normal variables.</summary>
    private static Fraction MomentOf(Expr term, Symbol[] x)
    {
        Fraction value = Product.SplitCoefficient(term).Coefficient;
        foreach (Symbol s in x)
        {
            int power = 0;
            Expr rest = term;
            while (rest.Contains(s))
            {
                rest = rest.Derivative(s);
                power++;
            }

            for (int k = power - 1; k > 0; k -= 2)
            {
                value *= k;
            }

            value = power % 2 == 1 ? Fraction.Zero : value;
        }

        return value;
    }
}
