using Fractions;
using Theory.Correlators;
using Theory.Couplings;
using Theory.Expressions;

namespace Theory.Tests.Couplings;

/// <summary>The couplings against perturbation theory: Wick contractions of exp(-S), which know nothing of how the formulas were found.</summary>
public class CouplingFormulasTests
{
    private static readonly Symbol V = CorrelatorSymbols.Vertex((null, null), (null, null));

    [Fact]
    public void SingleInput_HasTheKnownCouplings()
    {
        Symbol g = CorrelatorSymbols.Metric();
        Assert.Equal(V / (CorrelatorSymbols.Width * g.Pow(4)), CouplingFormulas.Quartic);
        Expr expected = (1 / g) + ((CorrelatorSymbols.Neurons + 2) * V / (2 * CorrelatorSymbols.Width * g.Pow(3)));
        Assert.Equal(Expansion.Expand(expected), Expansion.Expand(CouplingFormulas.Quadratic));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Metric_OfSingleInput_IsTheVarianceOfExpMinusS(int neurons)
    {
        QuarticAction action = new(1, neurons);
        Expr expected = OfSingleInput(action.Moment((1, 1), (1, 1)));
        Assert.Equal(expected, Expansion.Expand(CouplingFormulas.MetricFromCouplings.Substitute(CorrelatorSymbols.Neurons, neurons)));
    }

    [Fact]
    public void Vertex_OfSingleInput_IsTheConnectedCorrelatorOfExpMinusS()
    {
        // E[z1 z1 z2 z2]_conn = V/n for two neurons.
        QuarticAction action = new(1, 2);
        Expr fourth = action.Moment((1, 1), (1, 1), (2, 1), (2, 1));
        Expr connected = FirstOrder(OfSingleInput(fourth) - OfSingleInput(action.Moment((1, 1), (1, 1)).Pow(2)));
        Assert.Equal(CouplingFormulas.VertexFromCouplings, CorrelatorSymbols.Width * connected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Metric_OfTwoInputs_IsTheCovarianceOfExpMinusS(int neurons)
    {
        QuarticAction action = new(2, neurons);
        foreach ((int a, int b) in new[] { (1, 1), (1, 2), (2, 2) })
        {
            Assert.Equal(
                action.Moment((neurons, a), (neurons, b)),
                Expansion.Expand(CouplingFormulas.MetricOf(a, b, 2).Substitute(CorrelatorSymbols.Neurons, neurons)));
        }
    }

    [Fact]
    public void Metric_OfThreeInputs_IsTheCovarianceOfExpMinusS() => Assert.Equal(
        new QuarticAction(3, 1).Moment((1, 1), (1, 2)),
        Expansion.Expand(CouplingFormulas.MetricOf(1, 2, 3).Substitute(CorrelatorSymbols.Neurons, 1)));

    /// <summary>E[z_{1;a} z_{1;b} z_{2;c} z_{2;d}]_conn = V_(ab)(cd)/n for different neurons.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 2, 2)]
    [InlineData(1, 2, 1, 2)]
    [InlineData(1, 2, 2, 2)]
    public void Vertex_OfTwoInputs_IsTheConnectedCorrelatorOfExpMinusS(int a, int b, int c, int d)
    {
        QuarticAction action = new(2, 2);
        Expr fourth = action.Moment((1, a), (1, b), (2, c), (2, d));
        Expr disconnected = action.Moment((1, a), (1, b)) * action.Moment((2, c), (2, d));
        Expr connected = fourth - Expansion.Expand(disconnected);

        // To first order in v: scale all quartic couplings.
        Symbol scale = new("x");
        Expr expected = CouplingFormulas.VertexOf(a, b, c, d, 2) / CorrelatorSymbols.Width;
        Assert.Equal(Expansion.Expand(expected), Scaled(connected, scale).Derivative(scale).Substitute(scale, 0));
    }

    /// <summary>(g, v) from (G, V) and back is the identity up to the second order in v.</summary>
    [Fact]
    public void SeveralInputs_FromMetricAndBack_IsTheIdentityToFirstOrder()
    {
        Fraction[,] metric = { { new(2), new(1, 3) }, { new(1, 3), new(1) } };
        Fraction determinant = (metric[0, 0] * metric[1, 1]) - (metric[0, 1] * metric[0, 1]);
        Fraction[,] inverse = { { metric[1, 1] / determinant, -metric[0, 1] / determinant }, { -metric[0, 1] / determinant, metric[0, 0] / determinant } };
        Dictionary<string, Fraction> vertex = new() { ["1111"] = 3, ["1112"] = 1, ["1122"] = new(1, 2), ["1212"] = 2, ["1222"] = new(-1, 3), ["2222"] = 1 };

        Fraction Residual(Fraction width)
        {
            Fraction At(Expr e) => Substituted.Value(e, name => name switch
            {
                "n" => width,
                "m" => 3,
                _ when name.StartsWith('V') => vertex[Digits(name)],
                _ when name.StartsWith("G^", StringComparison.Ordinal) => inverse[Index(name, 0), Index(name, 1)],
                _ => metric[Index(name, 0), Index(name, 1)],
            });
            Fraction g11 = At(CouplingFormulas.QuadraticOf(1, 1, 2));
            Fraction g12 = At(CouplingFormulas.QuadraticOf(1, 2, 2));
            Fraction g22 = At(CouplingFormulas.QuadraticOf(2, 2, 2));
            Fraction d = (g11 * g22) - (g12 * g12);
            Fraction[,] p = { { g22 / d, -g12 / d }, { -g12 / d, g11 / d } };
            return Substituted.Value(CouplingFormulas.MetricOf(1, 2, 2), name => name switch
            {
                "m" => 3,
                _ when name.StartsWith('v') => Quartic(Digits(name)),
                _ => p[Index(name, 0), Index(name, 1)],
            }) - metric[0, 1];

            Fraction Quartic(string abcd) => At(CouplingFormulas.QuarticOf(abcd[0] - '0', abcd[1] - '0', abcd[2] - '0', abcd[3] - '0', 2));
        }

        // Ten times the width, a hundredth of what is left.
        double ratio = (Residual(100_000) / Residual(1_000_000)).ToDouble();
        Assert.InRange(ratio, 99, 101);
    }

    [Fact]
    public void Derivation_EndsWithTheFormulas()
    {
        var steps = CouplingFormulas.Explain();
        Assert.Contains("S = ", string.Join('\n', steps.SelectMany(s => s.Equations).Select(e => e.Text)), StringComparison.Ordinal);
        Assert.Equal([CouplingFormulas.Quadratic, CouplingFormulas.Quartic], steps[4].Equations.Select(e => e.Right));
    }

    [Fact]
    public void TooManyInputs_AreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => CouplingFormulas.QuadraticOf(1, 1, 4));

    private static string Digits(string name) => string.Concat(name.Where(char.IsAsciiDigit));

    private static int Index(string name, int position) => Digits(name)[position] - '1';

    /// <summary>P_11 is 1/g, v^{(11)(11)} is v.</summary>
    private static Expr OfSingleInput(Expr moment) => Expansion.Expand(moment
        .Substitute(CouplingSymbols.Propagator(1, 1), 1 / CouplingSymbols.Quadratic)
        .Substitute(CouplingSymbols.QuarticOf(1, 1, 1, 1), CouplingSymbols.Quartic));

    private static Expr FirstOrder(Expr expr) =>
        CouplingSymbols.Quartic * Expansion.Expand(expr).Derivative(CouplingSymbols.Quartic).Substitute(CouplingSymbols.Quartic, 0);

    private static Expr Scaled(Expr expr, Symbol scale)
    {
        foreach (string name in new[] { "1111", "1112", "1122", "1212", "1222", "2222" })
        {
            Symbol v = CouplingSymbols.QuarticOf(name[0] - '0', name[1] - '0', name[2] - '0', name[3] - '0');
            expr = expr.Substitute(v, scale * v);
        }

        return expr;
    }
}
