using Fractions;
using Theory.Correlators;
using Theory.Expressions;
using Theory.Recursions;

namespace Theory.Tests.Recursions;

/// <summary>
/// The vertex of several inputs at the third layer against the exact covariance of the stochastic metric at finite width: s a polynomial,
/// every moment of the second layer's metric from the cumulants of means over n neurons, nothing expanded in 1/n.
/// </summary>
public class VertexOfSeveralInputsTests
{
    private static readonly PolynomialNetwork S = new(0, 1, 1);
    private static readonly Fraction[,] First = { { 1, new Fraction(1, 3) }, { new Fraction(1, 3), new Fraction(1, 2) } };
    private static readonly Fraction Cb = new(1, 5);
    private static readonly Fraction Cw = new(1, 2);

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 2, 2)]
    [InlineData(1, 2, 1, 2)]
    [InlineData(1, 1, 1, 2)]
    public void Formula_IsTheLimitOfTheExactCovariance(int a, int b, int c, int d)
    {
        double formula = Predicted(a, b, c, d, new Fraction(3, 2)).ToDouble();
        double Error(int n) => (Exact(a, b, c, d, 2 * n, 3 * n).ToDouble() * 3 * n) - formula;

        // n_2 = 3n over n_1 = 2n: the error is of order 1/n.
        (double first, double second) = (Error(2000), Error(4000));
        Assert.InRange(first / second, 1.98, 2.02);
        Assert.True(Math.Abs(second) < 0.01 * formula, $"{second} of {formula}");
    }

    [Fact]
    public void General_FormulaGivesThatOfRepeatedInputs()
    {
        Expr relabelled = RecursionCatalogue.VertexOfSeveralInputs.Formula;
        foreach (Symbol symbol in relabelled.Symbols.ToArray())
        {
            string name = symbol.Name.Replace('3', '1').Replace('4', '2');
            relabelled = relabelled.Substitute(symbol, RecursionCatalogue.VertexOf(1, 2, 1, 2).Symbols.First(s => Normal(s.Name) == Normal(name)));
        }

        Assert.Equal(Expansion.Expand(RecursionCatalogue.VertexOf(1, 2, 1, 2)), Expansion.Expand(relabelled));
    }

    /// <summary>V_(22)(11) is V_(11)(22), and &lt;s1 s2 s1 s2&gt; is &lt;s1 s1 s2 s2&gt;.</summary>
    private static string Normal(string name) => name.StartsWith('V')
        ? string.Concat(name.Split('(').Skip(1).Order(StringComparer.Ordinal))
        : name.StartsWith('<') ? string.Concat(name.Order()) : name;

    private static Fraction Predicted(int a, int b, int c, int d, Fraction ratio)
    {
        Fraction[,] k = new Fraction[2, 2];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                k[i, j] = Cb + (Cw * Mean(First, i, j));
            }
        }

        return Substituted.Value(RecursionCatalogue.VertexOf(a, b, c, d), name =>
        {
            int[] digits = [.. name.Where(char.IsAsciiDigit).Select(x => x - '1')];
            return name switch
            {
                "C_W" => Cw,
                "n_l" => ratio,
                "n_{l-1}" => 1,
                _ when name[0] == 'V' => Cw * Cw * (Mean(First, digits) - (Mean(First, digits[0], digits[1]) * Mean(First, digits[2], digits[3]))),
                _ when name[0] == 'D' => Value(SymbolicMean(digits[2], digits[3]).Derivative(RecursionSymbols.Kernel(digits[0] + 1, digits[1] + 1)), k),
                _ => Mean(k, digits),
            };
        });
    }

    /// <summary>Cov(Ghat_ab(3), Ghat_cd(3)) with n_1 neurons in layer 1 and n_2 in layer 2.</summary>
    private static Fraction Exact(int a, int b, int c, int d, int n1, int n2)
    {
        Dictionary<string, Fraction> known = [];
        Fraction OverMetric(Expr polynomial) => (polynomial is Sum sum ? sum.Terms : [polynomial])
            .Select(t => MomentOfMetric(t, n1, known)).Aggregate(Fraction.Zero, (s, t) => s + t);

        Expr first = SymbolicMean(a - 1, b - 1);
        Expr second = SymbolicMean(c - 1, d - 1);
        Expr product = Expansion.Expand(first * second);
        Fraction same = OverMetric(SymbolicMean(a - 1, b - 1, c - 1, d - 1));
        Fraction different = OverMetric(product);
        return Cw * Cw * (((same - different) / n2) + different - (OverMetric(first) * OverMetric(second)));
    }

    /// <summary>E of a monomial in Ghat_ab(2) = C_b + C_W times a mean of n products s_a s_b: partitions into cumulants, each with its power of 1/n.</summary>
    private static Fraction MomentOfMetric(Expr monomial, int n, Dictionary<string, Fraction> known)
    {
        List<(int A, int B)> factors = [];
        foreach ((int i, int j) in new[] { (0, 0), (0, 1), (1, 1) })
        {
            Symbol symbol = RecursionSymbols.Kernel(i + 1, j + 1);
            for (Expr rest = monomial; rest.Contains(symbol); rest = rest.Derivative(symbol))
            {
                factors.Add((i, j));
            }
        }

        Fraction coefficient = Product.SplitCoefficient(monomial).Coefficient;
        return coefficient * SetPartitions.Of(factors.Count).Select(p => p.Select(block => Cumulant([.. block.Select(k => factors[k])], n, known))
            .Aggregate(Fraction.One, (x, y) => x * y)).Aggregate(Fraction.Zero, (x, y) => x + y);
    }

    private static Fraction Cumulant((int A, int B)[] pairs, int n, Dictionary<string, Fraction> known)
    {
        string key = string.Join(' ', pairs);
        if (!known.TryGetValue(key, out Fraction value))
        {
            Fraction joint = SetPartitions.Of(pairs.Length).Select(p => SetPartitions.Moebius(p.Count) * p
                .Select(block => Mean(First, [.. block.SelectMany(k => (int[])[pairs[k].A, pairs[k].B])])).Aggregate(Fraction.One, (x, y) => x * y))
                .Aggregate(Fraction.Zero, (x, y) => x + y);
            value = (Fraction.Pow(Cw, pairs.Length) * joint / Fraction.Pow(n, pairs.Length - 1)) + (pairs.Length == 1 ? Cb : 0);
            known[key] = value;
        }

        return value;
    }

    private static Fraction Mean(Fraction[,] covariance, params int[] inputs) =>
        ((Number)S.Mean((i, j) => covariance[i, j], [.. inputs.Select(i => (i, 0))])).Value;

    private static Expr SymbolicMean(params int[] inputs) =>
        S.Mean((i, j) => RecursionSymbols.Kernel(i + 1, j + 1), [.. inputs.Select(i => (i, 0))]);

    private static Fraction Value(Expr expr, Fraction[,] k) => Substituted.Value(expr, name => k[name[^2] - '1', name[^1] - '1']);
}
