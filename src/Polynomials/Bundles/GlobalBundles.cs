using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Vandermonde;

namespace Theory.Polynomials.Bundles;

/// <summary>Bundles for every real v (theory.md 8.2), or for every v beyond a bound.</summary>
/// <remarks>
/// At a breakpoint b, with s = v - b, units rho(a s - 1) with a &gt; 0 give combinations of s^(p+1) and s^p for s &gt; 0, and their mirrors
/// the same for s &lt; 0. What both sides share is a polynomial A s^(p+1) + B s^p. Two units a side give any A and B. One unit is enough on
/// one of the sides where A and B are both non-zero: its zero 1/a is then -B/A.
/// </remarks>
internal static class GlobalBundles
{
    /// <summary>Breakpoints are tried at the integers and shifted by these, so that no A or B vanishes.</summary>
    private static readonly Fraction[] Offsets = [Fraction.Zero, new(1, 2), new(1, 3), new(1, 5), new(3, 7)];

    /// <summary>Breakpoints further out lose digits, and are only used for the fewest units.</summary>
    private static readonly Fraction FarthestBreakpoint = 4;

    private static readonly Fraction[] Distances = [1, new(1, 2), 2, 3, new(1, 3)];

    /// <summary>Pairs of breakpoints are searched for up to this order.</summary>
    private const int LargestSearchedOrder = 7;

    /// <summary>The smallest bundle known that gives the targets for all v.</summary>
    public static Bundle Solve(int p, IReadOnlyList<Fraction[]> targets, BundleAim aim) => targets.Count == 1 ? Single(p, targets[0], aim) : Fixed(p, targets);

    /// <summary>
    /// Units that give every polynomial of degree p + 1 by the choice of the output weights alone: 2(p+1) for odd p and 2p+3 for even p,
    /// the fewest possible (docs/polynomial-networks.md).
    /// </summary>
    public static Bundle Fixed(int p, IReadOnlyList<Fraction[]> targets)
    {
        Fraction[] breakpoints = [.. Breakpoints((p + 2) / 2)];
        SideUnits units = new(p);
        List<Fraction> constants = [];
        foreach ((int target, Fraction[] q) in targets.Index())
        {
            (Fraction[] high, Fraction[] low) = Spread(p, breakpoints, q);
            constants.Add(units.Constant(q, breakpoints, high, low));
            foreach ((int i, Fraction b) in breakpoints.Index())
            {
                bool half = p % 2 == 0 && i == breakpoints.Length - 1;
                units.Add(target, b, high[i], low[i], 1, single: half);
                units.Add(target, b, high[i], low[i], -1, single: false);
            }
        }

        return units.ToBundle(targets.Count, constants);
    }

    /// <summary>Units that are always active because v is at least the bound: positive slopes. The mirror image for an upper bound.</summary>
    public static Bundle OnHalfLine(int p, Fraction bound, int direction, IReadOnlyList<Fraction[]> targets, BundleAim aim)
    {
        RationalInterval range = direction > 0 ? new RationalInterval(bound, null) : new RationalInterval(null, bound);
        Bundle? single = targets.Count == 1 && aim != BundleAim.Stable
            ? BoundedBundles.OfSingle(p, range, targets[0], aim == BundleAim.Fewest ? null : FarthestBreakpoint)
            : null;
        Bundle spread = OnHalfLine(p, bound, direction, targets);
        return single is not null && single.Units.Count < spread.Units.Count ? single : spread;
    }

    /// <summary>Units of slopes 1, 2, … whose breakpoint is beyond the bound.</summary>
    private static Bundle OnHalfLine(int p, Fraction bound, int direction, IReadOnlyList<Fraction[]> targets)
    {
        // In s = direction (v - bound) >= 0.
        Fraction[][] mirrored = [.. targets.Select(t => Bundle.Shifted(t, bound).Select((c, k) => direction < 0 && k % 2 == 1 ? -c : c).ToArray())];
        if (p == 1 && targets.Count == 1 && !Bundle.At(mirrored[0], 2).IsZero)
        {
            return CompletedSquare(mirrored[0], bound, direction);
        }

        int degree = Math.Max(1, mirrored.Max(t => Array.FindLastIndex(t, c => !c.IsZero)));
        for (int count = 1; ; count++)
        {
            BundleUnit[] units = [.. Enumerable.Range(1, count).Select(a => new BundleUnit(direction * a, -direction * a * bound))];
            if (count >= Math.Min(degree, p + 1) && Bundle.TryOfActive(p, units, targets) is Bundle bundle)
            {
                return bundle;
            }
        }
    }

    /// <summary>One unit of order 1: rho(a (s - r) - 1/2) = a^2 (s - r)^2 - 1/4, active for every s >= 0 when a is small enough.</summary>
    private static Bundle CompletedSquare(Fraction[] q, Fraction bound, int direction)
    {
        Fraction vertex = (-q[1] / (2 * q[2])).Reduce();
        Fraction slope = Fraction.One;
        while (slope * vertex > new Fraction(1, 2))
        {
            slope /= 2;
        }

        Fraction weight = (q[2] / (slope * slope)).Reduce();
        BundleUnit unit = new((direction * slope).Reduce(), ((-direction * slope * bound) - (slope * vertex) - new Fraction(1, 2)).Reduce());
        return new Bundle([unit], [[weight]], [(q[0] - (q[2] * vertex * vertex) + (weight / 4)).Reduce()]);
    }

    private static Bundle Single(int p, Fraction[] target, BundleAim aim)
    {
        for (int count = 1; count <= (p + 2) / 2; count++)
        {
            Bundle? best = null;
            foreach (Fraction[] breakpoints in BreakpointSets(p, target, count, aim))
            {
                if ((best is null || best.Units.Count > 3 * count) && TrySpread(p, breakpoints, target) is (Fraction[] high, Fraction[] low))
                {
                    Bundle bundle = OfBreakpoints(p, target, breakpoints, high, low);
                    best = best is null || bundle.Units.Count < best.Units.Count ? bundle : best;
                }
            }

            // Every breakpoint takes three or four units.
            if (best is not null)
            {
                return best;
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>Where so many breakpoints may lie: at rational roots of derivatives, about the centre, and at the integers, shifted.</summary>
    private static IEnumerable<Fraction[]> BreakpointSets(int p, Fraction[] target, int count, BundleAim aim)
    {
        IEnumerable<Fraction[]> spread = Offsets.Select(offset => Breakpoints(count).Select(b => b + offset).ToArray());
        if (aim == BundleAim.Stable || count > 2 || p > LargestSearchedOrder)
        {
            return spread;
        }

        Fraction[] special = [.. ArgumentShifts.Of(p, target).Where(b => aim == BundleAim.Fewest || b.Abs() <= FarthestBreakpoint)];
        if (count == 1)
        {
            return special.Select(b => new[] { b }).Concat(spread);
        }

        // From four unknowns on order 4 leaves conditions on the breakpoints, which symmetric ones meet first.
        IEnumerable<Fraction[]> pairs = p < 4 ? [] :
            from centre in special
            from distance in Distances
            select new[] { (centre - distance).Reduce(), (centre + distance).Reduce() };
        IEnumerable<Fraction[]> both =
            from i in Enumerable.Range(0, special.Length)
            from j in Enumerable.Range(0, i)
            select new[] { special[j], special[i] };
        return spread.Concat(both).Concat(pairs);
    }

    private static Bundle OfBreakpoints(int p, Fraction[] target, Fraction[] breakpoints, Fraction[] high, Fraction[] low)
    {
        SideUnits units = new(p);
        foreach ((int i, Fraction b) in breakpoints.Index())
        {
            bool both = !high[i].IsZero && !low[i].IsZero;
            int direction = both && high[i].IsNegative == low[i].IsNegative ? -1 : 1;
            units.Add(0, b, high[i], low[i], direction, single: both);
            units.Add(0, b, high[i], low[i], -direction, single: false);
        }

        return units.ToBundle(1, [units.Constant(target, breakpoints, high, low)]);
    }

    /// <summary>A and B of each breakpoint, by elimination where there are few breakpoints; null when they do not suffice.</summary>
    private static (Fraction[] High, Fraction[] Low)? TrySpread(int p, Fraction[] breakpoints, Fraction[] target)
    {
        if (breakpoints.Length == (p + 2) / 2)
        {
            (Fraction[] High, Fraction[] Low) spread = Spread(p, breakpoints, target);
            return spread.High.Concat(spread.Low).All(c => !c.IsNaN && !c.IsInfinity) ? spread : null;
        }

        IEnumerable<Fraction[]> columns = breakpoints.SelectMany(b => new[] { p + 1, p }.Select(n =>
            Enumerable.Range(1, p + 1).Select(k => k > n ? Fraction.Zero : MRePU.Binomial(n, k) * Fraction.Pow(-b, n - k)).ToArray()));
        return Linear.LinearSystem.TrySolve([.. columns], [.. Enumerable.Range(1, p + 1).Select(k => Bundle.At(target, k))]) is Fraction[] x
            ? ([.. breakpoints.Select((_, i) => x[2 * i])], [.. breakpoints.Select((_, i) => x[(2 * i) + 1])])
            : null;
    }

    /// <summary>Solves sum_i A_i (v - b_i)^(p+1) + B_i (v - b_i)^p = target for the powers 1 to p + 1 of v: a confluent Vandermonde system in -b_i.</summary>
    private static (Fraction[] High, Fraction[] Low) Spread(int p, Fraction[] breakpoints, Fraction[] target)
    {
        int n = p + 1;
        Fraction[] nodes = [.. breakpoints.Select(b => -b)];
        int[] multiplicities = [.. breakpoints.Select(_ => 2)];
        List<Fraction> moments = [.. Enumerable.Range(0, n).Select(k => Bundle.At(target, n - k) / MRePU.Binomial(n, k))];
        if (p % 2 == 1)
        {
            return Read(ConfluentVandermondeSystem.Solve(nodes, multiplicities, moments));
        }

        // One unknown too many: the last pair is given the zero 1 of a unit of slope 1, B = -A.
        (Fraction[] high, Fraction[] low) = Read(ConfluentVandermondeSystem.Solve(nodes, multiplicities, [.. moments, Fraction.Zero]));
        (Fraction[] freeHigh, Fraction[] freeLow) = Read(ConfluentVandermondeSystem.Solve(nodes, multiplicities, [.. moments.Select(_ => Fraction.Zero), Fraction.One]));
        Fraction free = -(high[^1] + low[^1]) / (freeHigh[^1] + freeLow[^1]);
        return ([.. high.Zip(freeHigh, (a, f) => (a + (free * f)).Reduce())], [.. low.Zip(freeLow, (b, f) => (b + (free * f)).Reduce())]);

        (Fraction[] High, Fraction[] Low) Read(Fraction[][] x) => ([.. x.Select(u => u[0])], [.. x.Select(u => (u[1] * n).Reduce())]);
    }

    /// <summary>0, 1, -1, 2, -2, …</summary>
    private static IEnumerable<Fraction> Breakpoints(int count) =>
        Enumerable.Range(0, count).Select(i => new Fraction(i % 2 == 1 ? (i + 1) / 2 : -i / 2));
}
