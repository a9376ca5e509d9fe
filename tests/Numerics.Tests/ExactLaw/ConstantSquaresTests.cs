using FsCheck;
using FsCheck.Xunit;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.ExactLaw;

public sealed class ConstantSquaresTests
{
    /// <summary>No sum of neurons of a random step function has an atom above the bound: added up value by value.</summary>
    [Property(MaxTest = 200)]
    public void NoAtomIsLargerThanTheBound(NonEmptyArray<byte> heights, PositiveInt neurons, PositiveInt size)
    {
        // Few different squares, so that many sums fall together.
        double[] levels = [.. heights.Get.Take(6).Select(h => (double)(h % 4))];
        int n = 1 + (neurons.Get % 12);
        double q = 0.01 * size.Get;
        ConstantSquares squares = new(Steps(levels));
        double[] p = squares.Probabilities(q);
        Dictionary<double, double> sums = new() { [0] = 1 };
        for (int neuron = 0; neuron < n; neuron++)
        {
            sums = sums.SelectMany(s => squares.Values.Select((v, i) => (Sum: s.Key + v, P: s.Value * p[i]))).GroupBy(s => s.Sum).ToDictionary(g => g.Key, g => g.Sum(s => s.P));
        }

        double bound = squares.LargestAtom(q, n);
        Assert.True(sums.Values.Max() <= bound + 1e-12, $"{sums.Values.Max()} above {bound}");
    }

    /// <summary>Of signs and their like, as likely as not, the bound is off by no more than the quarter that (2/pi)^(1/2) makes.</summary>
    [Fact]
    public void TheBoundIsNearlyReached_ByTwoValuesAlike() =>
        Assert.InRange(new ConstantSquares(Steps([0, 1])).LargestAtom(1, 100) / 0.0795892373871788, 1, 1.26);

    private static PiecewiseSmoothFunction Steps(double[] levels) => new([.. levels.Select((level, i) => new SmoothPiece(
        i == 0 ? double.NegativeInfinity : (i - (levels.Length / 2)) * 0.4,
        i == levels.Length - 1 ? double.PositiveInfinity : (i + 1 - (levels.Length / 2)) * 0.4,
        _ => level,
        _ => 0,
        _ => 0,
        _ => 0))]);
}
