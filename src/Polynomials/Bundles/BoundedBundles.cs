using System.Collections.Concurrent;
using System.Numerics;
using Fractions;
using Theory.Polynomials.Vandermonde;

namespace Theory.Polynomials.Bundles;

/// <summary>Bundles for |v| &lt;= M: every unit stays on its active side, where it is a polynomial of degree p + 1.</summary>
internal static class BoundedBundles
{
    /// <summary>Templates are searched for up to this order; beyond it p + 1 units do.</summary>
    private const int LargestSearchedOrder = 7;

    /// <summary>A completed square whose centre lies further out than this many M loses digits, and is not used.</summary>
    private const int FarthestCentre = 4;

    private static readonly ConcurrentDictionary<(int P, string Powers), Template?> Templates = new();

    private static readonly bool[] Centred = [true, false];

    private static readonly int[] ThirdOrderScales = [1, -4];

    private static readonly int[] Scales = [1, -1, 2, -2, 3, -3, 4, -4];

    /// <summary>Scales with centre: z = a_i s + centre, s in a range that keeps all of them active.</summary>
    private sealed record Template(int[] Scales, bool AtCentre);

    /// <summary>The smallest bundle known that gives the targets.</summary>
    /// <param name="p">The order.</param>
    /// <param name="magnitude">M, positive.</param>
    /// <param name="targets">Polynomials of v by rising power, of degree at most p + 1.</param>
    /// <param name="fewest">Allows one unit less for a single target, at the price of some digits.</param>
    public static Bundle Solve(int p, Fraction magnitude, IReadOnlyList<Fraction[]> targets, bool fewest)
    {
        int[] powers = [.. Enumerable.Range(1, p + 1).Where(k => targets.Any(t => !Bundle.At(t, k).IsZero))];
        if (powers.Length == 0)
        {
            return new Bundle([], [.. targets.Select(_ => Array.Empty<Fraction>())], [.. targets.Select(t => Bundle.At(t, 0))]);
        }

        return fewest
            ? (targets.Count == 1 ? TryDepressed(p, magnitude, targets[0]) : null)
                ?? (powers is [2] && p == 3 ? SquareOfThirdOrder(magnitude, targets) : null)
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

    /// <summary>A single polynomial q of degree p + 1, shifted so that its term of order p vanishes like that of rho at its centre: p units.</summary>
    private static Bundle? TryDepressed(int p, Fraction magnitude, Fraction[] target)
    {
        Fraction top = Bundle.At(target, p + 1);
        if (top.IsZero)
        {
            return null;
        }

        Fraction shift = (-Bundle.At(target, p) / ((p + 1) * top)).Reduce();
        if (shift.Abs() > FarthestCentre * magnitude)
        {
            return null;
        }

        Fraction[] shifted = Bundle.Shifted(target, shift);
        int[] powers = [.. Enumerable.Range(1, p + 1).Where(k => !shifted[k].IsZero)];
        return FindTemplate(p, powers) is Template { AtCentre: true } template
            ? Apply(p, template, magnitude + shift.Abs(), [shifted], shift)
            : null;
    }

    private static Bundle? TryTemplate(int p, Fraction magnitude, IReadOnlyList<Fraction[]> targets, int[] powers) =>
        FindTemplate(p, powers) is Template template ? Apply(p, template, magnitude, targets, Fraction.Zero) : null;

    /// <summary>Units of s = v - shift.</summary>
    private static Bundle? Apply(int p, Template template, Fraction magnitude, IReadOnlyList<Fraction[]> targets, Fraction shift)
    {
        Fraction centre = template.AtCentre ? MRePU.Centre(p) : Fraction.Zero;
        Fraction scale = (centre + 1) / (PowerOfTwoAbove(magnitude) * template.Scales.Max(Math.Abs));
        Bundle? bundle = Bundle.TryOfActive(p, [.. template.Scales.Select(a => new BundleUnit((a * scale).Reduce(), centre))], targets);
        return bundle is null || shift.IsZero ? bundle : bundle with { Units = [.. bundle.Units.Select(u => new BundleUnit(u.Slope, (u.Bias - (u.Slope * shift)).Reduce()))] };
    }

    /// <summary>The fewest scales whose units span the powers; among equals the best conditioned.</summary>
    private static Template? FindTemplate(int p, int[] powers) => p > LargestSearchedOrder
        ? null
        : Templates.GetOrAdd((p, string.Join(',', powers)), _ => SearchTemplate(p, powers));

    private static Template? SearchTemplate(int p, int[] powers)
    {
        Fraction[][] targets = [.. powers.Select(k => Enumerable.Range(0, p + 2).Select(j => j == k ? Fraction.One : Fraction.Zero).ToArray())];
        for (int count = 1; count <= p; count++)
        {
            (Template Template, Fraction Size)[] found = [.. Centred.SelectMany(atCentre => Subsets(count, 0)
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

    private static IEnumerable<int[]> Subsets(int count, int from) => count == 0
        ? [[]]
        : Enumerable.Range(from, Math.Max(0, Scales.Length - from)).SelectMany(i => Subsets(count - 1, i + 1).Select(rest => (int[])[Scales[i], .. rest]));

    /// <summary>Two units of order 3, at scales 1 and -4, whose quartic terms cancel: what is left is a square about -13/72.</summary>
    private static Bundle SquareOfThirdOrder(Fraction magnitude, IReadOnlyList<Fraction[]> targets)
    {
        Fraction vertex = new(-13, 72);
        Fraction scale = new Fraction(1, 16) / PowerOfTwoAbove(magnitude);
        return Bundle.TryOfActive(3, [.. ThirdOrderScales.Select(a => new BundleUnit((a * scale).Reduce(), (MRePU.Centre(3) + (a * vertex)).Reduce()))], targets)
            ?? throw new System.Diagnostics.UnreachableException();
    }

    private static Fraction Power(int exponent) =>
        exponent >= 0 ? new Fraction(BigInteger.One << exponent) : new Fraction(BigInteger.One, BigInteger.One << -exponent);
}
