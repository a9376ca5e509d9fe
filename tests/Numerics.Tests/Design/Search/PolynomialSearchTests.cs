using Fractions;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Design.Search;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Design.Search;

public sealed class PolynomialSearchTests
{
    /// <summary>docs/cure.md: a1 = -p (p - 1), and the basins of the inflected MRePU.</summary>
    [Theory]
    [InlineData(1, -2, 1.516662121)]
    [InlineData(2, -6, 0.2722482801)]
    [InlineData(3, -12, 0.1039008078)]
    public void InflectedMRePU_IsAUnitOfTheSearch(int smoothness, int a1, double basin)
    {
        PiecewiseUnit unit = PiecewiseUnit.Of(smoothness, [new Fraction(-smoothness)], Fraction.Zero);
        Assert.Equal(new Fraction(a1), unit.A1);
        Assert.Equal(basin, unit.Basin(), 1e-9 * basin);
    }

    /// <summary>Moments by recursion against closed forms of the formula that is printed.</summary>
    [Theory]
    [InlineData(1, 0.0, 0.1, -1.0)]
    [InlineData(1, 0.25, 1.0, -2.0, 0.5)]
    [InlineData(3, -0.125, 3.0, -2.0)]
    public void Moments_AreThoseOfTheFormula(int smoothness, double slope, double K, params double[] coefficients)
    {
        PiecewiseUnit unit = PiecewiseUnit.Of(smoothness, [.. coefficients.Select(Fraction.FromDouble)], Fraction.FromDouble(slope));
        ExpectationEvaluator formula = new(Activation.Parse(unit.Formula));
        Assert.Equal(smoothness, formula.Activation.Smoothness);
        (double g, double m4) = unit.Moments(K);
        Assert.Equal(formula.Evaluate(Quantity.Kernel, K).Value, g, 1e-12 * g);
        Assert.Equal(formula.Evaluate(Quantity.FourthMoment, K).Value, m4, 1e-12 * m4);
    }

    [Theory]
    [InlineData(1, 3, false)]
    [InlineData(2, 5, false)]
    [InlineData(1, 3, true)]
    public void NoUnitOfTheFront_IsDominated_AndAllAreStable(int smoothness, int degree, bool line)
    {
        PolynomialSearchResult result = PolynomialSearch.Run(new PolynomialSearchOptions(smoothness, degree) { WithLine = line, K = 0.02 });
        Assert.NotEmpty(result.Front);
        Assert.All(result.Front, u =>
        {
            Assert.True(u.A1 <= 0);
            Assert.Equal(degree, u.Unit.Degree);
            Assert.True(double.IsFinite(u.Basin), "exact on all of R and globally stable contradict each other");
            Assert.DoesNotContain(result.Cloud, o => o.Dominates(u));
            Assert.DoesNotContain(result.Front, o => o.Dominates(u));
        });
        if (result.Inflected is { } known)
        {
            Assert.Contains(result.Front, u => !known.Dominates(u) && (u.Dominates(known) || u.Basin >= known.Basin || u.Fluctuation <= known.Fluctuation));
        }
    }

    /// <summary>The front against every unit of a fine grid of its own: none has a basin and a fluctuation that are both better by more than what the steps of a search leave.</summary>
    [Fact]
    public void TheFront_IsThatOfBruteForce()
    {
        const double Left = 1e-3;
        PolynomialSearchResult result = PolynomialSearch.Run(new PolynomialSearchOptions(1, 3) { K = 0.1 });
        List<(double Basin, double Fluctuation)> all = [];
        for (int i = -192; i < 64; i++)
        {
            PiecewiseUnit unit = PiecewiseUnit.Of(1, [new Fraction(i, 64)], Fraction.Zero);
            if (unit.A1 <= 0 && unit.Basin() is var basin && basin > 0.1)
            {
                (double g, double m4) = unit.Moments(0.1);
                all.Add((basin, (m4 - (g * g)) / 0.01));
            }
        }

        Assert.True(all.Count > 50, "the grid has hardly a stable unit");
        Assert.All(result.Front, u => Assert.DoesNotContain(all, o => o.Basin > u.Basin * (1 + Left) && o.Fluctuation < u.Fluctuation * (1 - Left)));
        Assert.True(result.Front.Max(u => u.Basin) >= all.Max(o => o.Basin) * (1 - Left));
        Assert.True(result.Front.Min(u => u.Fluctuation) <= all.Min(o => o.Fluctuation) * (1 + Left));
    }

    /// <summary>The no-go theorem of docs/design.md on units of the search: whatever C_W, large kernels more than double in a layer, as K^d.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(2, 5)]
    public void NoUnit_KeepsAllKernels(int smoothness, int degree)
    {
        PolynomialSearchResult result = PolynomialSearch.Run(new PolynomialSearchOptions(smoothness, degree) { K = 0.02 });
        Assert.All(result.Front, u =>
        {
            foreach (double cw in new[] { 1e-6, 1, 1e6 })
            {
                Assert.True(cw * u.Unit.Moments(1e12).G > 2e12, $"{u.Unit.Formula} keeps K = 1e12 at C_W = {cw}");
            }

            // g ~ K^d with d the degree of the outer piece.
            Assert.Equal(degree, Math.Log10(u.Unit.Moments(1e13).G / u.Unit.Moments(1e12).G), 1e-3);
        });
    }

    /// <summary>The construction of docs/design.md: units that make u^d plus a line, on both sides of the kink, in rational arithmetic.</summary>
    [Theory]
    [InlineData(1, 0.0, -1.0)]
    [InlineData(1, 0.25, -2.0, 0.5)]
    [InlineData(2, -0.5, -2.0)]
    public void Units_MakeTheHighestPower_OnAllOfR(int smoothness, double slope, params double[] coefficients)
    {
        PiecewiseUnit unit = PiecewiseUnit.Of(smoothness, [.. coefficients.Select(Fraction.FromDouble)], Fraction.FromDouble(slope));
        int d = unit.Degree, count = d - smoothness;

        // q_k of P(-1 + v) - P(-1) - a v = sum q_k v^k, k = m+1 … d, by expansion about the kink.
        Fraction[] about = [.. Enumerable.Range(0, d + 1).Select(k => Enumerable.Range(k, d + 1 - k).Aggregate(Fraction.Zero, (sum, n) => sum + (unit.Right[n] * Binomial(n, k) * (((n - k) % 2 == 0) ? 1 : -1))))];
        Assert.All(Enumerable.Range(2, smoothness - 1), k => Assert.True(about[k].IsZero));
        Assert.Equal(unit.LeftSlope, about[1]);

        // sum_i c_i i^k = [k = d]/q_d, k = m+1 … d, for weights i = 1, 2, …; the mirrored ones are to give (-1)^k as much.
        Fraction[] Weights(int sign) => Solve(
            [.. Enumerable.Range(smoothness + 1, count).Select(k => (Fraction[])[.. Enumerable.Range(1, count).Select(i => Power(new Fraction(i), k))])],
            [.. Enumerable.Range(smoothness + 1, count).Select(k => k == d ? Power(new Fraction(sign), d) / about[d] : Fraction.Zero)]);
        (Fraction W, Fraction C)[] units = [.. Weights(1).Select((c, i) => (new Fraction(i + 1), c)), .. Weights(-1).Select((c, i) => (new Fraction(-i - 1), c))];
        Fraction Network(Fraction u) => units.Aggregate(Fraction.Zero, (sum, x) => sum + (x.C * Value(unit, (x.W * u) - Fraction.One)));
        Fraction constant = Network(Fraction.Zero), line = Network(Fraction.One) - Fraction.One - constant;
        foreach (Fraction u in (Fraction[])[new(-7, 2), new(-1), new(-1, 3), new(1, 5), new(1), new(9, 4)])
        {
            Assert.Equal(Power(u, d) + (line * u) + constant, Network(u));
        }
    }

    [Theory]
    [InlineData(0, 3, "smoothness")]
    [InlineData(1, 2, "degree")]
    [InlineData(1, 9, "free coefficients")]
    public void BadOptions_AreNamed(int smoothness, int degree, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => PolynomialSearch.Run(new PolynomialSearchOptions(smoothness, degree))).Message, StringComparison.Ordinal);

    private static Fraction Value(PiecewiseUnit unit, Fraction z) => z < new Fraction(-1)
        ? unit.LeftValue + (unit.LeftSlope * (z + Fraction.One))
        : unit.Right.Reverse().Aggregate(Fraction.Zero, (value, c) => (value * z) + c);

    private static Fraction Power(Fraction x, int n) => Enumerable.Range(0, n).Aggregate(Fraction.One, (p, _) => p * x);

    private static Fraction Binomial(int n, int k) => Enumerable.Range(1, k).Aggregate(Fraction.One, (b, i) => b * new Fraction(n - k + i) / new Fraction(i));

    private static Fraction[] Solve(Fraction[][] matrix, Fraction[] right)
    {
        int n = right.Length;
        for (int p = 0; p < n; p++)
        {
            for (int row = 0; row < n; row++)
            {
                if (row != p)
                {
                    Fraction factor = matrix[row][p] / matrix[p][p];
                    matrix[row] = [.. matrix[row].Select((x, j) => x - (factor * matrix[p][j]))];
                    right[row] -= factor * right[p];
                }
            }
        }

        return [.. right.Select((x, i) => x / matrix[i][i])];
    }
}
