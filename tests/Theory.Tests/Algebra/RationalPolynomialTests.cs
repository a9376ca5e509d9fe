using Fractions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Theory.Algebra;

namespace Theory.Tests.Algebra;

public sealed class RationalPolynomialTests
{
    /// <summary>Products of known factors: every positive root is found once, with the signs on its two sides, whatever its multiplicity.</summary>
    [Property(MaxTest = 60, Arbitrary = [typeof(Roots)])]
    public bool PositiveRoots_AreThoseOfTheFactors((int Numerator, int Denominator, int Multiplicity)[] factors)
    {
        Fraction[] product = [Fraction.One];
        foreach ((int n, int d, int multiplicity) in factors)
        {
            for (int i = 0; i < multiplicity; i++)
            {
                product = Times(product, [new Fraction(-n, d), Fraction.One]);
            }
        }

        // A factor without real roots must change nothing.
        IReadOnlyList<IsolatedRoot> found = RationalPolynomial.TryOf(Times(product, [new Fraction(1, 7), Fraction.Zero, Fraction.One]))!.PositiveRoots();
        var expected = factors.GroupBy(f => new Fraction(f.Numerator, f.Denominator).Reduce(), f => f.Multiplicity)
            .Where(g => g.Key > Fraction.Zero).OrderBy(g => g.Key).Select(g => (Root: g.Key.ToDouble(), IsOdd: g.Sum() % 2 == 1)).ToArray();
        return found.Count == expected.Length
            && found.Zip(expected).All(p => Math.Abs((p.First.Value / p.Second.Root) - 1) < 1e-15 && p.First.SignBelow != p.First.SignAbove == p.Second.IsOdd);
    }

    /// <summary>Two roots that differ in the twentieth digit are two.</summary>
    [Fact]
    public void RootsCloserThanADouble_AreTold_Apart()
    {
        Fraction near = new Fraction(1) + new Fraction(1, System.Numerics.BigInteger.Pow(10, 20));
        RationalPolynomial pair = RationalPolynomial.TryOf(Times([new Fraction(-1), Fraction.One], [-near, Fraction.One]))!;
        Assert.Equal(2, pair.PositiveRoots().Count);
        Assert.Equal([1.0, 1.0], pair.PositiveRoots().Select(r => r.Value));
    }

    /// <summary>The sign of one polynomial at an irrational root of another, and 0 where they share it.</summary>
    [Theory]
    [InlineData(-14142135, 10000000, 1)]
    [InlineData(-14142136, 10000000, -1)]
    public void SignAtARoot_IsExact(int n, int d, int sign)
    {
        RationalPolynomial square = RationalPolynomial.TryOf([new Fraction(-2), Fraction.Zero, Fraction.One])!;
        IsolatedRoot root = Assert.Single(square.PositiveRoots());
        Assert.Equal(sign, RationalPolynomial.TryOf([new Fraction(n, d), Fraction.One])!.SignAt(root, square));
        Assert.Equal(0, RationalPolynomial.TryOf(Times([new Fraction(-2), Fraction.Zero, Fraction.One], [Fraction.One, Fraction.One]))!.SignAt(root, square));
    }

    private static Fraction[] Times(Fraction[] a, Fraction[] b)
    {
        Fraction[] product = [.. Enumerable.Repeat(Fraction.Zero, a.Length + b.Length - 1)];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return product;
    }

    public static class Roots
    {
        public static Arbitrary<(int Numerator, int Denominator, int Multiplicity)[]> Factors() => Arb.From(Gen.ArrayOf(
            from n in Gen.Choose(-40, 40) from d in Gen.Choose(1, 5000) from m in Gen.Choose(1, 3) select (n, d, m), 4));
    }
}
