using FsCheck.Xunit;
using Theory.Expressions;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Expressions;

public class ExpansionTests
{
    [Fact]
    public void Expand_OfBinomialPower_GivesBinomialCoefficients() =>
        Assert.Equal(Z.Pow(4) + (4 * Z.Pow(3)) + (6 * Z.Pow(2)) + (4 * Z) + 1, Expansion.Expand((Z + 1).Pow(4)));

    [Fact]
    public void Expand_OfConjugates_IsRational() =>
        Assert.Equal((Expr)(-1), Expansion.Expand((1 + Expr.Sqrt(2)) * (1 - Expr.Sqrt(2))));

    [Fact]
    public void Expand_MultipliesOutSumsThatAppearFromRoots()
    {
        // sqrt(z + 1)*sqrt(z + 1) appears only while multiplying, beside another factor.
        Expr root = Expr.Sqrt(Z + 1);
        Assert.Equal(1 + (2 * Pi.Value * root) + (Pi.Value.Pow(2) * Z) + Pi.Value.Pow(2), Expansion.Expand((1 + (Pi.Value * root)).Pow(2)));
        Assert.Equal(Z.Pow(2) + (2 * Z) + 1, Expansion.Expand(root.Pow(3) * root));
    }

    [Fact]
    public void Expand_OfTooManyTerms_IsRefused()
    {
        Expr sum = Sum.Of(Enumerable.Range(0, 200).Select(i => (Expr)new Symbol($"x{i}")));
        Assert.Throws<UserInputException>(() => Expansion.Expand(sum.Pow(3)));
    }

    [Fact]
    public void Expand_OfHugeExponent_IsRefused()
    {
        // The exponent was cast to 64 bits, which overflowed; and two terms can still have endless digits.
        Assert.Throws<UserInputException>(() => Expansion.Expand((1 + Expr.Sqrt(2)).Pow(Power.Of(10, 30))));
        Assert.Throws<UserInputException>(() => Expansion.Expand((1 + Expr.Sqrt(2)).Pow(1_000_000_000)));
    }

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 500)]
    public void Expand_NeverChangesValues(Expr expr)
    {
        Expr expanded = Expansion.Expand(expr);
        foreach ((double z, double k) in ((double, double)[])[(0.3, 0.7), (0.9, 2.5)])
        {
            double expected = Evaluator.At(expr, z, k);
            if (Math.Abs(expected) is > 1e-4 and < 1e4)
            {
                // (sqrt(2) - sqrt(3))^12 multiplied out has terms of 1e5 that cancel to 1e-6.
                double terms = expanded is Sum sum ? sum.Terms.Sum(t => Math.Abs(Evaluator.At(t, z, k))) : 0;
                Approximately.Equal(expected, Evaluator.At(expanded, z, k), 1e-6, $"{expr} -> {expanded}", absolute: 1e-12 * terms);
            }
        }
    }

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 200)]
    public void Expand_IsIdempotent(Expr expr)
    {
        Expr expanded = Expansion.Expand(expr);
        Assert.Equal(expanded, Expansion.Expand(expanded));
    }
}
