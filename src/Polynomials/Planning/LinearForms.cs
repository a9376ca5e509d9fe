using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Linear;

namespace Theory.Polynomials.Planning;

/// <summary>
/// Writes polynomials as sums of powers of linear forms in the variables (Waring decompositions), with few linear forms, which the
/// polynomials share.
/// </summary>
internal static class LinearForms
{
    /// <summary>Orders of the candidates that are tried for a single polynomial.</summary>
    private const int Attempts = 8;

    /// <summary>Decomposes polynomials of degree at most p + 1.</summary>
    public static IReadOnlyList<PowerSum> Decompose(IReadOnlyList<Polynomial> targets, CancellationToken cancellation = default)
    {
        int dimension = Math.Max(1, targets.Max(t => t.VariableCount));
        if (dimension == 1)
        {
            return [.. targets.Select(OfOneVariable)];
        }

        PowerSum[] sums = [.. targets.Select(t => new PowerSum(t) { Constant = t[Monomial.One] })];
        List<Polynomial> directions = [];
        for (int degree = targets.Max(t => t.Degree); degree >= 1; degree--)
        {
            Polynomial[] parts = [.. targets.Select(t => t.HomogeneousPart(degree))];
            if (parts.Any(part => !part.IsZero))
            {
                AddDegree(sums, parts, degree, directions, dimension, cancellation);
            }
        }

        return sums;
    }

    private static PowerSum OfOneVariable(Polynomial target)
    {
        PowerSum sum = new(target) { Constant = target[Monomial.One] };
        foreach ((Monomial monomial, Fraction coefficient) in target.Terms.Where(t => t.Key.Packed != 0))
        {
            sum.Add(coefficient, Form.Of(Polynomial.Variable(0)), monomial.Degree);
        }

        return sum;
    }

    /// <summary>Adds the terms of one degree, and the linear forms that they need beyond those already present.</summary>
    private static void AddDegree(PowerSum[] sums, Polynomial[] parts, int degree, List<Polynomial> directions, int dimension, CancellationToken cancellation)
    {
        Polynomial[] present = [.. parts.Where(part => !part.IsZero)];
        List<(Polynomial[] Directions, Fraction[][] Weights)> solutions = [];
        foreach (IEnumerable<Polynomial> candidates in CandidateLists(present, degree, directions, dimension))
        {
            if (TrySolve(present, degree, candidates, cancellation) is (Polynomial[], Fraction[][]) solution)
            {
                solutions.Add(solution);
            }
        }

        (Polynomial[] chosen, Fraction[][] weights) = solutions.MinBy(s => (s.Directions.Count(d => !directions.Contains(d)) * 1000) + s.Directions.Length);
        directions.AddRange(chosen.Where(d => !directions.Contains(d)));
        foreach ((int i, Polynomial part) in parts.Index().Where(t => !t.Item.IsZero))
        {
            Fraction[] row = weights[Array.IndexOf(present, part)];
            foreach ((int j, Polynomial direction) in chosen.Index())
            {
                sums[i].Add(row[j], new Form([.. direction.Terms.Select(t => (t.Value, Polynomial.Of(t.Key, Fraction.One)))]), degree);
            }
        }
    }

    private static IEnumerable<IEnumerable<Polynomial>> CandidateLists(Polynomial[] parts, int degree, List<Polynomial> directions, int dimension)
    {
        if (parts.Length == 1 && degree == 1)
        {
            return [directions, directions.Append(parts[0])];
        }

        Polynomial[] grid = [.. LinearFormGrid.Of(UsedVariables(parts, dimension), degree)];
        List<IEnumerable<Polynomial>> lists = [directions.Concat(grid)];
        if (parts.Length == 1)
        {
            lists.Insert(0, directions);
            Random random = new(1);
            for (int i = 0; i < Attempts; i++)
            {
                Polynomial[] shuffled = [.. grid.Take(4 * MaximumRank(dimension, degree))];
                random.Shuffle(shuffled);
                lists.Add(directions.Concat(shuffled).Concat(grid));
            }
        }

        if (parts.Length == 1 && degree == 2)
        {
            lists.Add(QuadraticForm.Diagonalize(parts[0]));
        }

        return lists;
    }

    private static int[] UsedVariables(Polynomial[] parts, int dimension) =>
        [.. Enumerable.Range(0, dimension).Where(i => parts.Any(part => part.Terms.Keys.Any(m => m[i] > 0)))];

    /// <summary>Independent powers in the order of the candidates, until all parts are in their span; null when they never are.</summary>
    private static (Polynomial[] Directions, Fraction[][] Weights)? TrySolve(Polynomial[] parts, int degree, IEnumerable<Polynomial> candidates, CancellationToken cancellation)
    {
        List<Polynomial> chosen = [];
        List<Polynomial> powers = [];
        Monomial[] rows = [];
        ModularSpan span = new();
        HashSet<Polynomial> seen = [];
        HashSet<Monomial> monomials = [.. parts.SelectMany(part => part.Terms.Keys)];
        List<(Polynomial Direction, Polynomial Power)> list = [.. candidates.Where(seen.Add).Select(d => (d, d.Pow(degree)))];
        rows = [.. monomials.Union(list.SelectMany(c => c.Power.Terms.Keys))];
        Fraction[][] rights = [.. parts.Select(part => Column(part, rows))];
        foreach ((Polynomial direction, Polynomial power) in list)
        {
            cancellation.ThrowIfCancellationRequested();
            if (span.TryAdd(Column(power, rows)))
            {
                chosen.Add(direction);
                powers.Add(power);
                if (rights.All(span.Contains))
                {
                    break;
                }
            }
        }

        if (LinearSystem.TrySolve([.. powers.Select(power => Column(power, rows))], rights, cancellation) is not Fraction[][] weights)
        {
            return null;
        }

        int[] used = [.. Enumerable.Range(0, chosen.Count).Where(j => weights.Any(w => !w[j].IsZero))];
        return ([.. used.Select(j => chosen[j])], [.. weights.Select(w => used.Select(j => w[j]).ToArray())]);
    }

    private static Fraction[] Column(Polynomial polynomial, Monomial[] rows) => [.. rows.Select(m => polynomial[m])];

    private static int MaximumRank(int dimension, int degree) => (int)Bundles.MRePU.Binomial(dimension + degree - 1, degree).Numerator;
}
