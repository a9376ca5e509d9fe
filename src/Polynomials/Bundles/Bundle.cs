using Fractions;

namespace Theory.Polynomials.Bundles;

/// <summary>Units of one scalar v, with the weights by which they give certain polynomials of v exactly.</summary>
/// <param name="Units">The units.</param>
/// <param name="Weights">For each polynomial, a weight for each unit.</param>
/// <param name="Constants">For each polynomial, the constant to add.</param>
internal sealed record Bundle(IReadOnlyList<BundleUnit> Units, IReadOnlyList<Fraction[]> Weights, IReadOnlyList<Fraction> Constants)
{
    /// <summary>Solves for the weights of given units that are all active; null when their span does not contain every target.</summary>
    internal static Bundle? TryOfActive(int p, IReadOnlyList<BundleUnit> units, IReadOnlyList<Fraction[]> targets)
    {
        Fraction[][] columns = [.. units.Select(u => MRePU.ActiveSide(p, u.Slope, u.Bias))];
        Fraction[][] withoutConstant = [.. columns.Select(c => c[1..])];
        List<Fraction[]> weights = [];
        List<Fraction> constants = [];
        foreach (Fraction[] target in targets)
        {
            Fraction[]? solution = Linear.LinearSystem.TrySolve(withoutConstant, [.. Enumerable.Range(1, p + 1).Select(k => At(target, k))]);
            if (solution is null)
            {
                return null;
            }

            weights.Add(solution);
            constants.Add((At(target, 0) - solution.Select((w, i) => w * columns[i][0]).Aggregate(Fraction.Zero, (a, b) => a + b)).Reduce());
        }

        return new Bundle(units, weights, constants);
    }

    /// <summary>A coefficient, 0 beyond the degree.</summary>
    internal static Fraction At(Fraction[] coefficients, int power) => power < coefficients.Length ? coefficients[power] : Fraction.Zero;

    /// <summary>The coefficients of q(v + shift) by rising power of v.</summary>
    internal static Fraction[] Shifted(Fraction[] q, Fraction shift)
    {
        Fraction[] result = [.. q];
        for (int i = 0; i < result.Length; i++)
        {
            for (int k = result.Length - 2; k >= i; k--)
            {
                result[k] = (result[k] + (shift * result[k + 1])).Reduce();
            }
        }

        return result;
    }
}
