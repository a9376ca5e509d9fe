using System.Globalization;
using Fractions;
using Theory.Design;
using Theory.Expressions;

namespace Theory.Numerics.Design;

/// <summary>The members of a family with a given a1, or with a1 &lt;= 0, at K* = 0.</summary>
/// <param name="Solutions">Single members by rising parameter.</param>
/// <param name="Intervals">Ranges of members.</param>
/// <param name="Reason">Why there are no others, or none.</param>
internal sealed record ZeroKernelDesign(IReadOnlyList<DesignSolution> Solutions, IReadOnlyList<DesignInterval> Intervals, string Reason)
{
    /// <summary>A residual of at most this is rounding.</summary>
    private const double Fulfilled = 1e-9;

    /// <summary>The members that are wanted.</summary>
    /// <param name="family">The family.</param>
    /// <param name="target">The wanted a1; null for any.</param>
    /// <param name="stable">Whether a1 shall not be positive.</param>
    /// <param name="scan">Where a1 is looked at that is no polynomial in the parameter.</param>
    /// <exception cref="UserInputException">The parameters at which a kink passes z = 0 have no exact form.</exception>
    public static ZeroKernelDesign Of(ActivationFamily family, Fraction? target, bool stable, ParameterScan scan)
    {
        Symbol t = family.Parameter;
        IReadOnlyList<FamilyBranch>? all = FamilyBranch.TryOf(family);
        IReadOnlyList<FamilyBranch> isolated = [.. IsolatedMembers.Of(family).Where(b => family.TryMember(new Number(Fraction.FromDoubleRounded(b.From))) is not null)];
        DesignSolution[] alone = [.. isolated.Select(b => Solution(b, t, b.From, null)).OfType<DesignSolution>()];
        FamilyBranch[] branches = [.. (all ?? []).Where(b => b.Value.IsZero && !b.First.IsZero)];
        if (branches.Length == 0 && alone.Length == 0)
        {
            return new ZeroKernelDesign([], [], all is null
                ? KinkAtZero(family)
                : all.Any(b => !b.Value.IsZero)
                ? $"s(0) = {string.Join(" or ", all.Select(b => b.Value.ToString()).Distinct())} is not 0 for any {t.Name}{(isolated.Count > 0 ? $" but {Values(t, isolated.Select(b => b.From))}, where s'(0) = 0" : "")}, so that K* = 0 is {(isolated.Count > 0 ? "not critical" : "no fixed point")}"
                : "s'(0) = 0 for every member, so that K* = 0 is not critical");
        }

        bool isProven = true;
        List<DesignSolution> solutions = [];
        List<DesignInterval> intervals = [];
        foreach (FamilyBranch b in branches)
        {
            ZeroSet numerator = ZeroSet.Of(b.A1Numerator(new Number(target ?? Fraction.Zero)), b, t, scan);
            ZeroSet flat = ZeroSet.Of(b.First, b, t, scan);
            isProven &= numerator.IsProven && flat.IsProven;
            if (target is null)
            {
                intervals.AddRange(Stable(b, t, numerator, flat));
            }
            else if (numerator.IsEverywhere)
            {
                intervals.Add(new DesignInterval(b.From, b.To));
            }
            else
            {
                solutions.AddRange(numerator.Zeros.Select(z => Solution(b, t, z.Value, z.Exact)).OfType<DesignSolution>());
            }
        }

        solutions.AddRange(alone.Where(m => (target is null ? m.A1 <= Fulfilled : Math.Abs(m.A1!.Value - target.Value.ToDouble()) <= Fulfilled) && (!stable || m.A1 <= Fulfilled)));

        // What touches a1 = 0 between two members that do not exist, as z + sin(a z)^2/a at a = 0, is no member.
        solutions = [.. solutions.Where(s => Exists(family, s.Value, s.Exact)).OrderBy(s => s.Value)];
        intervals = [.. intervals.Where(i => i.From < i.To || Exists(family, i.From, null))];
        string how = isProven ? "from the roots of polynomials" : FormattableString.Invariant($"from signs at {scan.Count} values of {t.Name} between {scan.From} and {scan.To}, refined; others can have been missed");
        string others = solutions.Count > 0 && isolated.Any(b => solutions.Any(s => s.Value == b.From)) ? $"; {(all is null ? "all other members have a kink at z = 0" : "all others have s(0) other than 0")}, and no a1" : "";
        return new ZeroKernelDesign(solutions, intervals, Reason() + others);

        string Reason() => (solutions.Count, intervals.Count, target) switch
        {
            (0, 0, _) when branches.Length == 0 => $"of all members only {Values(t, alone.Select(m => m.Value))} has an a1, and it is {string.Join(", ", alone.Select(m => m.A1!.Value.ToString("G6", CultureInfo.InvariantCulture)))}",
            (0, 0, null) => $"a1 > 0 for every member, {how}",
            (0, 0, { } value) => $"a1 takes the value {value} for no member: a1 = {string.Join(" or ", branches.Select(b => b.A1.ToString()).Distinct())}, {how}",
            (_, > 0, { } value) => $"a1 = {value} for all of these with s'(0) other than 0",
            (_, _, null) => $"a1 <= 0, {how}{(isProven ? ": exactly there" : "")}",
            _ => isProven ? "the roots of a polynomial: there are no others" : how,
        };
    }

    private static string Values(Symbol t, IEnumerable<double> values) => $"{t.Name} = {string.Join(", ", values.Select(v => v.ToString("G6", CultureInfo.InvariantCulture)))}";

    private static string KinkAtZero(ActivationFamily family) => FamilySlopes.Of(family) is null
        ? "members have a kink at z = 0, so that K* = 0 has no expansion there: no member has an a1"
        : $"members have a kink at z = 0 and are scale-invariant, so that every K is a fixed point at C_b = 0, C_W = {FamilySlopes.Of(family)!.CriticalCw}, and no member has an a1";

    private static bool Exists(ActivationFamily family, double value, Expr? exact) => family.TryMember(exact ?? new Number(Fraction.FromDoubleRounded(value))) is not null;

    private static DesignSolution? Solution(FamilyBranch b, Symbol t, double value, Expr? exact)
    {
        double slope = ParameterFormula.At(b.First, t, value);
        double a1 = ParameterFormula.At(b.A1Numerator(Expr.Zero), t, value) / (slope * slope);
        return Math.Abs(slope) > Fulfilled && double.IsFinite(a1)
            ? new DesignSolution(value, exact, a1, [new KernelPoint(0, 0, 1 / (slope * slope), 1, 1)])
            : null;
    }

    private static IEnumerable<DesignInterval> Stable(FamilyBranch branch, Symbol t, ZeroSet numerator, ZeroSet flat)
    {
        double[] flats = [.. flat.Zeros.Select(z => z.Value)];
        double[] ends = [branch.From, .. numerator.Zeros.Select(z => z.Value).Concat(flats).Distinct().Order(), branch.To];
        bool Negative(double from, double to) => ParameterFormula.At(branch.A1Numerator(Expr.Zero), t, FamilyBranch.Inside(from, to)) < 0;
        DesignInterval? open = null;
        for (int i = 1; i < ends.Length; i++)
        {
            bool holds = numerator.IsEverywhere || Negative(ends[i - 1], ends[i]);
            bool joins = open is not null && open.To == ends[i - 1] && !flats.Contains(ends[i - 1]);
            if (open is not null && !(holds && joins))
            {
                yield return open;
                open = null;
            }

            // Where a1 touches 0 from above, one member alone has it.
            if (!holds && i + 1 < ends.Length && !flats.Contains(ends[i]) && !Negative(ends[i], ends[i + 1]))
            {
                yield return new DesignInterval(ends[i], ends[i]);
            }

            open = !holds ? null : open is null ? new DesignInterval(ends[i - 1], ends[i]) : open with { To = ends[i] };
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}
