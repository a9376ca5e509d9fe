using Fractions;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Recursions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Tests.Recursions;

/// <summary>The steps of the derivations, each against an exact computation with a polynomial activation.</summary>
public class DerivationStepTests
{
    private static readonly PolynomialNetwork S = new(1, 2, -1, 1);

    /// <summary>All n neurons written out: the variance of their mean square is (m4 - g^2)/n at every n, exactly.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void MeanOverPairs_IsTheSecondMomentOfAllNeurons(int n)
    {
        // Neuron j is variable j, independent of the others, of variance K.
        Expr Covariance(int i, int j) => i == j ? K : Expr.Zero;
        IEnumerable<Expr> pairs = from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) select S.Mean(Covariance, (i, 0), (i, 0), (j, 0), (j, 0));
        Expr g = S.Mean(Covariance, (0, 0), (0, 0));
        Expr m4 = S.Mean(Covariance, (0, 0), (0, 0), (0, 0), (0, 0));

        Expr step = WidthExpansion.MeanOverPairs(m4, g.Pow(2)).Substitute(Width, n);

        Assert.Equal(Expansion.Expand(Sum.Of(pairs) / (n * n)), Expansion.Expand(step));
    }

    /// <summary>A fluctuation x that takes two values, with E[x] = G1/n, E[x^2] = V/n.</summary>
    [Fact]
    public void MeanOfFluctuations_HoldsToTheOrderOneOverN()
    {
        Symbol x = WidthExpansion.Fluctuation;
        Expr polynomial = 3 + (2 * x) - (5 * x.Pow(2)) + (7 * x.Pow(3)) + x.Pow(4);
        double Error(int root)
        {
            // x = G1/n ± sqrt(V/n) up to higher orders; n a square keeps it rational.
            Fraction n = root * root;
            Fraction[] values = [(2 / n) + new Fraction(3, root), (2 / n) - new Fraction(3, root)];
            Fraction exact = values.Select(v => Substituted.Value(polynomial, _ => v)).Aggregate(Fraction.Zero, (s, t) => s + t) / 2;
            return (exact - Substituted.Value(WidthExpansion.Mean(polynomial), name => name switch { "G1" => 2, "V" => 9, _ => n })).ToDouble();
        }

        Assert.InRange(Error(100) / Error(200), 15.8, 16.2);
    }

    [Fact]
    public void Truncation_DropsHigherOrders()
    {
        Expr expr = Expansion.Expand((1 + (V / Width) + (G1 / PreviousWidth)).Pow(2));
        Assert.Equal(1 + (2 * V / Width) + (2 * G1 / PreviousWidth), WidthExpansion.Truncate(expr, 1));
    }

    /// <summary>g(K + x) expanded as in the derivations, with chi_par = C_W g' and g'' as derivatives of the exact g.</summary>
    [Fact]
    public void ConditionalMean_IsTheTaylorExpansion()
    {
        Symbol x = WidthExpansion.Fluctuation;
        Expr g = S.Mean((_, _) => K, (0, 0), (0, 0));
        Expr expanded = MetricRecursion.ConditionalMean()
            .Substitute(Of(Quantity.Kernel), g)
            .Substitute(Of(Quantity.ChiParallel), Cw * g.Derivative(K))
            .Substitute(Of(Quantity.KernelSecondDerivative), g.Derivative(K).Derivative(K));
        Expr exact = Expansion.Expand(Cb + (Cw * g.Substitute(K, K + x)));
        for (int order = 0; order <= 2; order++)
        {
            Assert.Equal(Expansion.Expand(exact.Substitute(x, 0)), Expansion.Expand(expanded.Substitute(x, 0)));
            (exact, expanded) = (exact.Derivative(x), expanded.Derivative(x));
        }
    }

    /// <summary>The exact kernels of two inputs one layer on, expanded in their distance.</summary>
    [Fact]
    public void Perturbations_AreTheExpansionOfTheTwoInputKernel()
    {
        Symbol e = new("e");
        (Expr plus, Expr mixed, Expr minus) = (K + (e * DeltaK) + (e.Pow(2) * DeltaDeltaK), K - (e.Pow(2) * DeltaDeltaK), K - (e * DeltaK) + (e.Pow(2) * DeltaDeltaK));
        Expr Next(int a, int b) => Cw * S.Mean((i, j) => (i, j) switch { (0, 0) => plus, (1, 1) => minus, _ => mixed }, (a, 0), (b, 0));
        Expr Coefficient(Expr expr, int order)
        {
            for (int k = 1; k <= order; k++)
            {
                expr = expr.Derivative(e) / k;
            }

            return Expansion.Expand(expr.Substitute(e, 0));
        }

        Expr g = S.Mean((_, _) => K, (0, 0), (0, 0));
        Expr perp = Cw * S.Mean((_, _) => K, (0, 1), (0, 1));
        Expr Put(Expr formula) => Expansion.Expand(formula
            .Substitute(Of(Quantity.ChiParallel), Cw * g.Derivative(K))
            .Substitute(Of(Quantity.ChiPerp), perp)
            .Substitute(Of(Quantity.H), perp.Derivative(K) / 2));

        Assert.Equal(Put(RecursionCatalogue.Parallel.Formula), Coefficient((Next(0, 0) - Next(1, 1)) / 2, 1));
        Assert.Equal(Put(RecursionCatalogue.Perpendicular.Formula), Coefficient((Next(0, 0) - (2 * Next(0, 1)) + Next(1, 1)) / 4, 2));

        // At the lower orders there is nothing.
        Assert.Equal(Expr.Zero, Coefficient((Next(0, 0) - (2 * Next(0, 1)) + Next(1, 1)) / 4, 1));
    }

    /// <summary>The regression of half the difference on the midpoint reproduces their second moments.</summary>
    [Fact]
    public void DifferenceGivenMidpoint_HasTheMomentsOfThePair()
    {
        (Expr mean, Expr square) = PerturbationRecursions.DifferenceGivenMidpoint;
        Symbol m = new("m");
        Expr OverM(Expr polynomial)
        {
            Expr even = Expansion.Expand(polynomial);
            return Expansion.Expand(even.Substitute(m, 0) + (K * even.Derivative(m).Derivative(m).Substitute(m, 0) / 2));
        }

        Assert.Equal(DeltaK / 2, OverM(mean * m));
        Assert.Equal(DeltaDeltaK, OverM(square));
    }

    /// <summary>Paper eq. 4: slopes of means in the kernel, as means with the inverse kernel and without derivatives of s.</summary>
    [Fact]
    public void Slopes_AreMeansWithTheInverseKernel()
    {
        Fraction[,] k = { { 2, new Fraction(1, 2) }, { new Fraction(1, 2), 1 } };
        Fraction determinant = new(7, 4);
        Fraction[,] inverse = { { 1 / determinant, new Fraction(-1, 2) / determinant }, { new Fraction(-1, 2) / determinant, 2 / determinant } };
        Expr Symbolic(int a, int b) => Kernel(a + 1, b + 1);
        Fraction At(Expr e) => Substituted.Value(e, name => k[name[^2] - '1', name[^1] - '1']);
        Fraction Numeric(int[] legs) => At(S.Mean(Symbolic, legs, (0, 0), (1, 0)));

        Fraction Change(int a, int b)
        {
            Fraction sum = Fraction.Zero;
            foreach ((int c, int d) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
            {
                sum += inverse[a, c] * inverse[b, d] * (Numeric([c, d]) - (k[c, d] * Numeric([])));
            }

            return sum / 2;
        }

        Expr mean = S.Mean(Symbolic, (0, 0), (1, 0));
        Assert.Equal(At(mean.Derivative(Kernel(1, 1))), Change(0, 0));
        Assert.Equal(At(mean.Derivative(Kernel(1, 2))), Change(0, 1) + Change(1, 0));
        Assert.Equal(At(S.Mean(Symbolic, (0, 2), (1, 0))) / 2, Change(0, 0));
        Assert.Equal(At(S.Mean(Symbolic, (0, 1), (1, 1))), Change(0, 1) + Change(1, 0));
    }
}
