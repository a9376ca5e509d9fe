using System.Collections.Concurrent;
using System.Numerics;
using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Vandermonde;

namespace Theory.Polynomials.Bundles;

/// <summary>Bundles for |v| &lt;= M: every unit stays on its active side, where it is a polynomial of degree p + 1.</summary>
internal static class BoundedBundles
{
    /// <summary>Templates are searched for up to this order; beyond it p + 1 units do.</summary>
    private const int LargestSearchedOrder = 7;

    /// <summary>A shift of the argument further than this many M loses digits, and is only used for the fewest units.</summary>
    private const int FarthestCentre = 4;

    private static readonly ConcurrentDictionary<(int P, string Powers, int Sign), Template?> Templates = new();

    private static readonly bool[] Centred = [true, false];

    private static readonly int[] Scales = [1, -1, 2, -2, 3, -3, 4, -4];

    /// <summary>Scales with centre: z = a_i (s + vertex) + centre, s in a range that keeps all of them active.</summary>
    private sealed record Template(int[] Scales, bool AtCentre)
    {
        public Fraction Vertex { get; init; } = Fraction.Zero;
    }

    /// <summary>Two units of order 3 whose quartic terms cancel: what is left is a square about minus the vertex.</summary>
    private static readonly Template SquareOfThirdOrder = new([1, -4], AtCentre: true) { Vertex = new Fraction(-13, 72) };

    /// <summary>The smallest bundle known that gives the targets.</summary>
    /// <param name="p">The order.</param>
    /// <param name="magnitude">M, positive.</param>
    /// <param name="range">Where v lies: in [-M, M].</param>
    /// <param name="targets">Polynomials of v by rising power, of degree at most p + 1.</param>
    /// <param name="aim">What the units are chosen for; fewer units for a single target cost some digits.</param>
    public static Bundle Solve(int p, Fraction magnitude, RationalInterval range, IReadOnlyList<Fraction[]> targets, BundleAim aim)
    {
        int[] powers = [.. Enumerable.Range(1, p + 1).Where(k => targets.Any(t => !Bundle.At(t, k).IsZero))];
        if (powers.Length == 0)
        {
            return new Bundle([], [.. targets.Select(_ => Array.Empty<Fraction>())], [.. targets.Select(t => Bundle.At(t, 0))]);
        }

        return aim != BundleAim.Stable
            ? (targets.Count == 1 ? OfSingle(p, range, targets[0], aim == BundleAim.Fewest ? null : FarthestCentre * magnitude) : null)
                ?? TryTemplate(p, magnitude, targets, powers)
                ?? Full(p, magnitude, targets)
            : Stable(p, magnitude, [TryTemplate(p, magnitude, targets, powers), Full(p, magnitude, targets), Full(p, 2 * magnitude, targets), Full(p, 4 * magnitude, targets)]);
    }

    /// <summary>The fewest units among the bundles that lose hardly more digits than the best.</summary>
    private static Bundle Stable(int p, Fraction magnitude, IEnumerable<Bundle?> bundles)
    {
        (Bundle Bundle, Fraction Amplification)[] measured = [.. bundles.OfType<Bundle>().Select(b => (b, Amplification(p, magnitude, b)))];
        Fraction least = measured.Select(m => m.Amplification).Min();

        // Sums of higher order cancel more, and what is lost grows from layer to layer: there only the best will do.
        int slack = p <= 2 ? 2 : 1;
        return measured.Where(m => m.Amplification <= slack * least).OrderBy(m => m.Bundle.Units.Count).ThenBy(m => m.Amplification).First().Bundle;
    }

    /// <summary>The sum of the largest values that are added: what cancels is lost to rounding.</summary>
    private static Fraction Amplification(int p, Fraction magnitude, Bundle bundle) => bundle.Units.Select((u, i) =>
        MRePU.Evaluate(p, u.Bias + (u.Slope.Abs() * magnitude)).Abs() * bundle.Weights.Select(w => w[i].Abs()).Aggregate(Fraction.Zero, (a, b) => a + b))
        .Aggregate(Fraction.Zero, (a, b) => a + b);

    /// <summary>p + 1 units rho(a_i v): C(p,k-1) sum_i w_i a_i^k is the coefficient of v^k, a Vandermonde system in the slopes (theory.md 8.1).</summary>
    public static Bundle Full(int p, Fraction magnitude, IReadOnlyList<Fraction[]> targets)
    {
        Fraction[] slopes = [.. SlopeSet.Of(p + 1).Select(a => (a / PowerOfTwoAbove(magnitude)).Reduce())];
        return new Bundle(
            [.. slopes.Select(a => new BundleUnit(a, Fraction.Zero))],
            [.. targets.Select(t => VandermondeSystem.Solve(slopes, [.. Enumerable.Range(0, p + 1).Select(k => Bundle.At(t, k + 1) / MRePU.Binomial(p, k))])
                .Select((w, i) => (w / slopes[i]).Reduce()).ToArray())],
            [.. targets.Select(t => Bundle.At(t, 0))]);
    }

    /// <summary>The smallest power of two that is not smaller: scaling by it rounds nothing.</summary>
    public static Fraction PowerOfTwoAbove(Fraction value)
    {
        int exponent = (int)(value.Numerator.GetBitLength() - value.Denominator.GetBitLength()) + 1;
        Fraction power = Power(exponent);
        while (power / 2 >= value)
        {
            power = (power / 2).Reduce();
        }

        return power;
    }

    /// <summary>The fewest units that are known for a single target where all of them are active: one, or a template after a shift of the argument.</summary>
    /// <param name="p">The order.</param>
    /// <param name="range">Where v lies: an interval, or a half-line.</param>
    /// <param name="target">A polynomial of v by rising power.</param>
    /// <param name="farthest">The largest shift allowed; any when null.</param>
    public static Bundle? OfSingle(int p, RationalInterval range, Fraction[] target, Fraction? farthest)
    {
        if (SingleUnit.Find(p, range, target, farthest) is Bundle single)
        {
            return single;
        }

        // Slopes of one sign are active on a half-line.
        int sign = range.IsBounded ? 0 : range.Lower is null ? -1 : 1;
        Bundle? best = null;
        foreach (Fraction shift in ArgumentShifts.Of(p, target).Where(t => farthest is not Fraction most || t.Abs() <= most))
        {
            Fraction[] shifted = Bundle.Shifted([.. target, .. Enumerable.Repeat(Fraction.Zero, Math.Max(0, p + 2 - target.Length))], shift);
            int[] powers = [.. Enumerable.Range(1, p + 1).Where(k => !shifted[k].IsZero)];
            if (FindTemplate(p, powers, sign) is Template template && (best is null || template.Scales.Length < best.Units.Count))
            {
                best = Apply(p, template, Reach(range, shift, sign), [shifted], shift) ?? best;
            }
        }

        return best;
    }

    /// <summary>How far v - shift reaches to the side on which units become inactive.</summary>
    private static Fraction Reach(RationalInterval range, Fraction shift, int sign)
    {
        Fraction reach = sign switch
        {
            0 => range.Magnitude!.Value + shift.Abs(),
            > 0 => shift - range.Lower!.Value,
            _ => range.Upper!.Value - shift,
        };
        return reach.IsPositive ? reach.Reduce() : Fraction.One;
    }

    private static Bundle? TryTemplate(int p, Fraction magnitude, IReadOnlyList<Fraction[]> targets, int[] powers) =>
        FindTemplate(p, powers, 0) is Template template ? Apply(p, template, magnitude, targets, Fraction.Zero) : null;

    /// <summary>Units of s = v - shift.</summary>
    private static Bundle? Apply(int p, Template template, Fraction magnitude, IReadOnlyList<Fraction[]> targets, Fraction shift)
    {
        Fraction centre = template.AtCentre ? MRePU.Centre(p) : Fraction.Zero;
        Fraction scale = (centre + 1) / (PowerOfTwoAbove(magnitude) * template.Scales.Max(Math.Abs));
        Bundle? bundle = Bundle.TryOfActive(p, [.. template.Scales.Select(a => new BundleUnit((a * scale).Reduce(), (centre + (a * template.Vertex)).Reduce()))], targets);
        return bundle is null || shift.IsZero ? bundle : bundle with { Units = [.. bundle.Units.Select(u => new BundleUnit(u.Slope, (u.Bias - (u.Slope * shift)).Reduce()))] };
    }

    /// <summary>The fewest scales whose units span the powers; among equals the best conditioned.</summary>
    private static Template? FindTemplate(int p, int[] powers, int sign) => p > LargestSearchedOrder
        ? null
        : Templates.GetOrAdd((p, string.Join(',', powers), sign), _ => SearchTemplate(p, powers, sign));

    /// <summary>With a sign, all slopes have it.</summary>
    private static Template? SearchTemplate(int p, int[] powers, int sign)
    {
        if (p == 3 && powers is [2] && sign == 0)
        {
            return SquareOfThirdOrder;
        }

        int[] scales = [.. Scales.Where(a => sign == 0 || Math.Sign(a) == sign)];
        Fraction[][] targets = [.. powers.Select(k => Enumerable.Range(0, p + 2).Select(j => j == k ? Fraction.One : Fraction.Zero).ToArray())];
        for (int count = 1; count <= Math.Min(p, scales.Length); count++)
        {
            (Template Template, Fraction Size)[] found = [.. Centred.SelectMany(atCentre => Subsets(scales, count, 0)
                .Select(scales => new Template(scales, atCentre))
                .Select(template => (template, Apply(p, template, Fraction.One, targets, Fraction.Zero)))
                .Where(t => t.Item2 is not null)
                .Select(t => (t.template, t.Item2!.Weights.SelectMany(w => w).Aggregate(Fraction.Zero, (sum, w) => sum + w.Abs()))))];
            if (found.Length > 0)
            {
                return found.MinBy(f => f.Size).Template;
            }
        }

        return null;
    }

    private static IEnumerable<int[]> Subsets(int[] scales, int count, int from) => count == 0
        ? [[]]
        : Enumerable.Range(from, Math.Max(0, scales.Length - from)).SelectMany(i => Subsets(scales, count - 1, i + 1).Select(rest => (int[])[scales[i], .. rest]));

    private static Fraction Power(int exponent) =>
        exponent >= 0 ? new Fraction(BigInteger.One << exponent) : new Fraction(BigInteger.One, BigInteger.One << -exponent);
}
