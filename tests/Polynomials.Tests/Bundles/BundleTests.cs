using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Tests.Bundles;

public sealed class BundleTests
{
    private static readonly RationalInterval Interval = new(-3, 3);

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(4, 2, 3)]
    [InlineData(5, 5, 4)]
    public void SquaresAndIdentities_OnAnInterval_NeedFewUnits(int p, int square, int identity)
    {
        Assert.Equal(square, BundleFactory.Create(p, Interval, [[0, 0, 1]], BundleAim.Fewest).Units.Count);
        Assert.Equal(identity, BundleFactory.Create(p, Interval, [[0, 1]], BundleAim.Fewest).Units.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void EveryRangeAndTarget_IsProvenPieceByPiece(int p)
    {
        RationalInterval[] ranges = [Interval, new(new Fraction(1, 7), new Fraction(2, 7)), new(-2, null), new(null, 5), RationalInterval.Everything];
        Fraction[][] targets = [[1, 2], [0, 0, 3], [5, -1, new Fraction(1, 3)], [.. Enumerable.Range(0, p + 2).Select(k => new Fraction(k - 3, k + 1))]];
        foreach (RationalInterval range in ranges)
        {
            foreach (BundleAim aim in Enum.GetValues<BundleAim>())
            {
                foreach (Fraction[][] chosen in targets.Select(t => new[] { t }).Append(targets))
                {
                    Bundle bundle = BundleFactory.Create(p, range, chosen, aim);
                    for (int t = 0; t < chosen.Length; t++)
                    {
                        int target = t;
                        Fraction[] sum = PiecewiseSum.Of(p, [.. bundle.Units.Select((u, i) => (bundle.Weights[target][i], u.Slope, u.Bias))], range)!;
                        sum[0] = (sum[0] + bundle.Constants[t]).Reduce();
                        Assert.Equal(Polynomial.Univariate(chosen[t]), Polynomial.Univariate(sum));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(31)]
    public void Slopes_AreDistinct_NotZero_AndShortBinaryFractions(int count)
    {
        Fraction[] slopes = SlopeSet.Of(count);
        Assert.Equal(count, slopes.Distinct().Count());
        Assert.All(slopes, a => Assert.True(!a.IsZero && a.Abs() <= 1 && a.Denominator.IsPowerOfTwo && a.Denominator <= 64 * count));
    }

    [Fact]
    public void ActiveSide_IsTheActivationWhereItIsActive()
    {
        Fraction[] q = MRePU.ActiveSide(3, new Fraction(2, 3), new Fraction(1, 5));
        Fraction v = new(4, 7);
        Assert.Equal(MRePU.Evaluate(3, (v * new Fraction(2, 3)) + new Fraction(1, 5)), Polynomial.Univariate(q).Evaluate(v));
    }
}
