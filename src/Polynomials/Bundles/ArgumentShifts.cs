using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Bundles;

/// <summary>Shifts t of the argument for which q(v + t) has fewer terms than q(v).</summary>
internal static class ArgumentShifts
{
    /// <summary>Roots are searched for up to this degree; for higher ones only the term below the highest is removed.</summary>
    private const int LargestSearchedDegree = 12;

    private const int Most = 6;

    /// <summary>0 and the rational roots of the derivatives of q, those first that leave the fewest terms.</summary>
    public static IReadOnlyList<Fraction> Of(int p, Fraction[] target)
    {
        // The coefficient of v^k in q(v + t) is q^(k)(t)/k!.
        int degree = Array.FindLastIndex(target, c => !c.IsZero);
        HashSet<Fraction> shifts = [Fraction.Zero];
        Fraction[] derivative = target[..(degree + 1)];
        for (int k = 1; k < degree; k++)
        {
            derivative = [.. derivative.Skip(1).Select((c, i) => (c * (i + 1)).Reduce())];
            if (k == degree - 1 || degree <= LargestSearchedDegree)
            {
                shifts.UnionWith(RationalRoots.Of(derivative));
            }
        }

        return [.. shifts.OrderBy(t => Remaining(p, target, t)).ThenBy(t => t.Abs()).Take(Most)];
    }

    private static int Remaining(int p, Fraction[] target, Fraction shift)
    {
        Fraction[] shifted = shift.IsZero ? target : Bundle.Shifted(target, shift);
        return Enumerable.Range(1, Math.Min(p + 1, shifted.Length - 1)).Count(k => !shifted[k].IsZero);
    }
}
