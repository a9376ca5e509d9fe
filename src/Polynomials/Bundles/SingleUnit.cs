using System.Numerics;
using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Bundles;

/// <summary>The polynomials that are a single active unit, w rho(a v + c) plus a constant: decided exactly over the rationals.</summary>
internal static class SingleUnit
{
    /// <summary>The unit; null when there is none with rational weights that is active on the whole range.</summary>
    /// <param name="p">The order.</param>
    /// <param name="range">Where v lies.</param>
    /// <param name="target">A polynomial of v by rising power.</param>
    /// <param name="farthest">The largest |v| allowed for the centre of the unit; any when null.</param>
    public static Bundle? Find(int p, RationalInterval range, Fraction[] target, Fraction? farthest)
    {
        Fraction top = Bundle.At(target, p + 1);
        if (top.IsZero)
        {
            return null;
        }

        // Neither side has a term of order p about its centre, which fixes the shift; the next coefficient fixes the slope but for its sign.
        Fraction shift = (-Bundle.At(target, p) / ((p + 1) * top)).Reduce();
        if (farthest is Fraction most && shift.Abs() > most)
        {
            return null;
        }

        IEnumerable<Fraction> slopes = p == 1
            ? Slopes(range, shift)
            : Root(MRePU.ActiveSide(p, Fraction.One, MRePU.Centre(p))[p - 1] * top, Bundle.Shifted(target, shift)[p - 1]);
        foreach (Fraction slope in slopes.SelectMany(a => (Fraction[])[a, -a]))
        {
            BundleUnit unit = new(slope, (MRePU.Centre(p) - (slope * shift)).Reduce());
            if (IsActive(unit, range) && Bundle.TryOfActive(p, [unit], [target]) is Bundle bundle)
            {
                return bundle;
            }
        }

        return null;
    }

    /// <summary>For order 1 every slope will do that keeps the unit active: 1 or a smaller power of two.</summary>
    private static IEnumerable<Fraction> Slopes(RationalInterval range, Fraction shift)
    {
        Fraction[] ends = [.. new[] { range.Lower, range.Upper }.OfType<Fraction>().Select(end => (end - shift).Abs()).Where(reach => reach.IsPositive)];
        Fraction reach = ends.Append(new Fraction(1, 2)).Max();
        return [(new Fraction(1, 2) / BoundedBundles.PowerOfTwoAbove(reach)).Reduce()];
    }

    /// <summary>The rational square root of a quotient, if there is one.</summary>
    private static IEnumerable<Fraction> Root(Fraction numerator, Fraction denominator)
    {
        if (denominator.IsZero)
        {
            return [];
        }

        Fraction square = (numerator / denominator).Reduce();
        return square.IsPositive && Root(square.Numerator) is BigInteger a && Root(square.Denominator) is BigInteger b ? [new Fraction(a, b)] : [];
    }

    private static BigInteger? Root(BigInteger square)
    {
        // Newton's iteration from above.
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        for (BigInteger next = (root + (square / root)) / 2; next < root; next = (root + (square / root)) / 2)
        {
            root = next;
        }

        return root * root == square ? root : null;
    }

    private static bool IsActive(BundleUnit unit, RationalInterval range)
    {
        RationalInterval z = range.Affine(unit.Slope, unit.Bias);
        return z.Lower is Fraction lower && lower >= Fraction.MinusOne;
    }
}
