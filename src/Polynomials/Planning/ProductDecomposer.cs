using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Planning;

/// <summary>Writes polynomials as sums of powers, up to the arity, of polynomials of lower degree: one layer above the first.</summary>
/// <param name="reach">The largest degree that the layer below provides.</param>
/// <param name="arity">The largest power, at most p + 1.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class ProductDecomposer(int reach, int arity, CancellationToken cancellation = default)
{
    private readonly HashSet<Monomial> _squared = [];

    /// <summary>Decomposes all of them.</summary>
    public IReadOnlyList<PowerSum> Decompose(IReadOnlyList<Polynomial> targets)
    {
        foreach (Polynomial target in targets.Where(t => t.Terms.Count == 1))
        {
            Monomial monomial = target.Terms.Keys.Single();
            if (monomial.IsSquare && monomial.Degree / 2 <= reach)
            {
                _squared.Add(monomial.SquareRoot);
            }
        }

        return [.. targets.Select(Decompose)];
    }

    private PowerSum Decompose(Polynomial target)
    {
        cancellation.ThrowIfCancellationRequested();
        PowerSum sum = new(target);
        if (target.Degree <= reach)
        {
            sum.Add(Fraction.One, Form.Of(target), 1);
        }
        else if (target.Terms.Count == 1)
        {
            (Monomial monomial, Fraction coefficient) = target.Terms.Single();
            AddMonomial(sum, monomial, coefficient);
        }
        else if (target.VariableCount == 1 && Enumerable.Range(2, arity - 1).Reverse().Where(k => target.Degree <= k * reach)
            .Select(k => Composition.TryOf(target, k)).FirstOrDefault(c => c is not null) is Composition composition)
        {
            AddComposition(sum, composition);
        }
        else if (target.VariableCount == 1 && target.Degree % 2 == 0 && target.Degree > reach + 1 && target.Degree <= 2 * reach)
        {
            CompleteSquare(sum, target);
        }
        else
        {
            AddGroups(sum, target);
        }

        return sum;
    }

    private void AddMonomial(PowerSum sum, Monomial monomial, Fraction coefficient)
    {
        for (int k = 2; k <= arity; k++)
        {
            if (Root(monomial, k) is Monomial root && root.Degree <= reach)
            {
                sum.Add(coefficient, FormOf(root), k);
                return;
            }
        }

        if (monomial.Degree <= 2 * reach)
        {
            AddTwoFactors(sum, monomial, coefficient);
            return;
        }

        sum.AddProduct(coefficient, [.. Factors(monomial).Select(f => (FormOf(f.Factor), f.Multiplicity))]);
    }

    /// <summary>x y = ((x+y)^2 - x^2 - y^2)/2 where both squares are needed anyway, ((x+y)^2 - (x-y)^2)/4 otherwise.</summary>
    private void AddTwoFactors(PowerSum sum, Monomial monomial, Fraction coefficient)
    {
        Monomial first = Splits(monomial)
            .Where(m => m.Degree <= reach && monomial.Degree - m.Degree <= reach && m.Degree >= monomial.Degree - m.Degree)
            .OrderByDescending(m => _squared.Contains(m) && _squared.Contains(monomial / m))
            .ThenBy(m => m.Degree)
            .ThenBy(m => m)
            .First();
        Monomial second = monomial / first;
        if (!_squared.Contains(first) || !_squared.Contains(second))
        {
            sum.AddProduct(coefficient, [(FormOf(first), 1), (FormOf(second), 1)]);
            return;
        }

        Fraction half = coefficient / 2;
        sum.Add(half, new Form([.. FormOf(first).Parts, .. FormOf(second).Parts]), 2);
        sum.Add(-half, FormOf(first), 2);
        sum.Add(-half, FormOf(second), 2);
    }

    /// <summary>Divisors to choose a factor from; only the most even split of a monomial that has too many.</summary>
    private static IEnumerable<Monomial> Splits(Monomial monomial)
    {
        const int most = 5_000;
        if (Enumerable.Range(0, Monomial.MaximumVariables).Aggregate(1L, (n, i) => n * (monomial[i] + 1)) <= most)
        {
            return monomial.Divisors();
        }

        Monomial half = Monomial.One;
        bool up = true;
        for (int i = 0; i < Monomial.MaximumVariables; i++)
        {
            half *= Monomial.Of(i, (monomial[i] + (up ? 1 : 0)) / 2);
            up ^= monomial[i] % 2 == 1;
        }

        return [half];
    }

    /// <summary>Factors of degree at most the reach, with multiplicities that add up to at most the arity; one power and the rest where possible.</summary>
    private List<(Monomial Factor, int Multiplicity)> Factors(Monomial monomial)
    {
        Monomial[] divisors = [.. monomial.Divisors().Where(m => m.Degree > 0 && m.Degree <= reach).OrderByDescending(m => m.Degree).ThenBy(m => m)];
        for (int k = 2; k < arity; k++)
        {
            foreach (Monomial root in divisors)
            {
                Monomial power = new(root.Packed * (ulong)k);
                if (power.Divides(monomial) && (monomial / power).Degree <= reach)
                {
                    return [(root, k), (monomial / power, 1)];
                }
            }
        }

        List<(Monomial, int)> factors = [];
        Monomial rest = monomial;
        while (rest.Degree > 0)
        {
            Monomial factor = divisors.First(m => m.Divides(rest));
            factors.Add((factor, 1));
            rest /= factor;
        }

        return [.. factors.GroupBy(f => f.Item1).Select(g => (g.Key, g.Count()))];
    }

    /// <summary>f = g(h): powers of a single polynomial.</summary>
    private static void AddComposition(PowerSum sum, Composition composition)
    {
        sum.Constant = composition.Outer[0];
        for (int k = 1; k < composition.Outer.Count; k++)
        {
            sum.Add(composition.Outer[k], Form.Of(composition.Inner), k);
        }
    }

    /// <summary>f = a q^2 + r with monic q of half the degree and r of less than half: the upper coefficients of f fix those of q one after the other.</summary>
    private static void CompleteSquare(PowerSum sum, Polynomial target)
    {
        Fraction[] f = target.ToCoefficients();
        int half = target.Degree / 2;
        Fraction lead = f[^1];
        Fraction[] q = [.. Enumerable.Repeat(Fraction.Zero, half + 1)];
        q[half] = Fraction.One;
        for (int k = half - 1; k >= 0; k--)
        {
            Fraction known = Fraction.Zero;
            for (int i = k + 1; i < half; i++)
            {
                known += q[i] * q[half + k - i];
            }

            q[k] = (((f[half + k] / lead) - known) / 2).Reduce();
        }

        Polynomial root = Polynomial.Univariate(q);
        sum.Add(lead, Form.Of(root), 2);
        sum.Add(Fraction.One, Form.Of(target - (root * root).Scale(lead)), 1);
    }

    /// <summary>f = sum of h_i q_i + r, the heads h_i monomials that divide as many of the terms of high degree as possible.</summary>
    private void AddGroups(PowerSum sum, Polynomial target)
    {
        int headReach = (arity - 1) * reach;
        int headDegree = Math.Max(1, target.Degree - reach);
        Dictionary<Monomial, Fraction> high = target.Terms.Where(t => t.Key.Degree > reach).ToDictionary();
        Dictionary<Monomial, Fraction> low = target.Terms.Where(t => t.Key.Degree <= reach && t.Key.Degree > 0).ToDictionary();
        sum.Constant = target[Monomial.One];
        List<(Monomial Head, List<KeyValuePair<Monomial, Fraction>> Members)> groups = [];
        while (high.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            // Terms of the top degree decide the degree of the head; the others may have a smaller one.
            int top = Math.Max(1, high.Keys.Max(m => m.Degree) - reach);
            int largest = high.Keys.Max(m => m.Degree);
            Monomial head = high.Keys.Where(m => m.Degree == largest).SelectMany(m => m.Divisors().Where(d => d.Degree >= top && d.Degree <= Math.Min(headReach, Math.Max(top, headDegree))))
                .Distinct()
                .OrderByDescending(h => high.Keys.Count(m => h.Divides(m) && m.Degree - h.Degree <= reach))
                .ThenBy(h => h.Degree).ThenBy(h => h)
                .First();
            List<KeyValuePair<Monomial, Fraction>> members = [.. high.Where(t => head.Divides(t.Key) && t.Key.Degree - head.Degree <= reach)];
            members.ForEach(t => high.Remove(t.Key));
            groups.Add((head, members));
        }

        // Where the heads divide everything, there is nothing left to carry past this layer.
        if (low.Keys.All(m => groups.Any(g => g.Head.Divides(m))))
        {
            foreach ((Monomial monomial, Fraction coefficient) in low)
            {
                groups.First(g => g.Head.Divides(monomial)).Members.Add(KeyValuePair.Create(monomial, coefficient));
            }

            low = [];
        }

        foreach ((Monomial head, List<KeyValuePair<Monomial, Fraction>> rest) in groups)
        {
            Polynomial quotient = Polynomial.Of(rest.Select(t => KeyValuePair.Create(t.Key / head, t.Value)));
            sum.AddProduct(Fraction.One, [.. HeadFactors(head).Select(f => (FormOf(f.Factor), f.Multiplicity)), (Form.Of(quotient), 1)]);
        }

        sum.Add(Fraction.One, Form.Of(Polynomial.Of(low)), 1);
    }

    private List<(Monomial Factor, int Multiplicity)> HeadFactors(Monomial head)
    {
        if (head.Degree <= reach)
        {
            return [(head, 1)];
        }

        for (int k = 2; k < arity; k++)
        {
            if (Root(head, k) is Monomial root && root.Degree <= reach)
            {
                return [(root, k)];
            }
        }

        return new ProductDecomposer(reach, arity - 1, cancellation).Factors(head);
    }

    private static Monomial? Root(Monomial monomial, int k) =>
        Enumerable.Range(0, Monomial.MaximumVariables).All(i => monomial[i] % k == 0)
            ? new Monomial(Enumerable.Range(0, Monomial.MaximumVariables).Aggregate(0UL, (packed, i) => packed | ((ulong)(monomial[i] / k) << (8 * i))))
            : null;

    private static Form FormOf(Monomial monomial) => Form.Of(Polynomial.Of(monomial, Fraction.One));
}
