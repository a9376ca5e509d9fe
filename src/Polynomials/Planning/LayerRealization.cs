using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Planning;

/// <summary>Turns sums of powers into units: one bundle for each form, shared by all sums.</summary>
internal sealed class LayerRealization
{
    private readonly NetworkBuilder _builder;
    private readonly BundleAim _aim;
    private readonly Dictionary<Polynomial, Scalar> _scalars = [];

    private LayerRealization(NetworkBuilder builder, BundleAim aim)
    {
        _builder = builder;
        _aim = aim;
    }

    /// <summary>Adds the layer that computes the sums.</summary>
    /// <param name="builder">Where the units are added.</param>
    /// <param name="sums">What the layer is to compute.</param>
    /// <param name="below">The values that the layer below provides.</param>
    /// <param name="aim">What the units are chosen for.</param>
    /// <returns>The sums as affine forms of the new units.</returns>
    public static IReadOnlyList<AffineForm> Add(NetworkBuilder builder, IReadOnlyList<PowerSum> sums, Func<Polynomial, AffineForm> below, BundleAim aim)
    {
        LayerRealization layer = new(builder, aim);
        foreach ((int index, PowerSum sum) in sums.Index())
        {
            foreach ((Fraction weight, Form form, int power) in sum.Terms)
            {
                layer.Collect(index, weight, form, power);
            }
        }

        List<(Fraction, AffineForm)>[] parts = [.. sums.Select(_ => new List<(Fraction, AffineForm)>())];
        foreach (Scalar scalar in layer._scalars.Values)
        {
            layer.Realize(scalar, parts, below);
        }

        return [.. sums.Select((s, i) => AffineForm.Combination(parts[i], s.Constant))];
    }

    /// <summary>weight (slope v + shift)^power is added to the polynomial in v that the sum needs.</summary>
    private void Collect(int sum, Fraction weight, Form form, int power)
    {
        Fraction shift = form.Value[Monomial.One];
        Fraction slope = form.Value.Terms.MaxBy(t => t.Key).Value;
        Polynomial key = (form.Value - Polynomial.Constant(shift)).Scale(slope.Reciprocal());
        if (!_scalars.TryGetValue(key, out Scalar? scalar))
        {
            _scalars[key] = scalar = new Scalar(form, shift, slope);
        }

        // In the scale of the form that was met first, whose numbers are short.
        Fraction relative = (slope / scalar.Slope).Reduce();
        if (!scalar.Needs.TryGetValue(sum, out Fraction[]? need))
        {
            scalar.Needs[sum] = need = [.. Enumerable.Repeat(Fraction.Zero, _builder.P + 2)];
        }

        for (int k = 0; k <= power; k++)
        {
            Fraction rest = k == power ? Fraction.One : Fraction.Pow(shift, power - k);
            need[k] = (need[k] + (weight * MRePU.Binomial(power, k) * Fraction.Pow(relative, k) * rest)).Reduce();
        }
    }

    private void Realize(Scalar scalar, List<(Fraction, AffineForm)>[] parts, Func<Polynomial, AffineForm> below)
    {
        int[] sums = [.. scalar.Needs.Keys];
        (Fraction[][] basis, Fraction[][] coordinates) = Basis([.. sums.Select(s => scalar.Needs[s])]);
        AffineForm v = AffineForm.Combination(scalar.Form.Parts.Select(p => (p.Weight, below(p.Value))), -scalar.Shift);
        RationalInterval range = _builder.RangeOf(scalar.Form.Value - Polynomial.Constant(scalar.Shift));
        Bundle bundle = BundleFactory.Create(_builder.P, range, basis, _aim);
        AffineForm[] units = [.. bundle.Units.Select(u => AffineForm.Of(_builder.Unit(v.Affine(u.Slope, u.Bias))))];
        AffineForm[] values = [.. basis.Select((q, b) => AffineForm.Of(_builder.Linear(
            AffineForm.Combination(units.Select((u, i) => (bundle.Weights[b][i], u)), bundle.Constants[b]), Label(scalar, q))))];
        foreach ((int i, int sum) in sums.Index())
        {
            parts[sum].AddRange(values.Select((value, b) => (coordinates[i][b], value)));
            parts[sum].Add((Fraction.One, AffineForm.Of(scalar.Needs[sum][0] - values.Select((_, b) => coordinates[i][b] * basis[b][0]).Aggregate(Fraction.Zero, (x, y) => x + y))));
        }
    }

    /// <summary>A basis of the span of polynomials without their constants, in echelon form, and the coordinates of each polynomial in it.</summary>
    private static (Fraction[][] Basis, Fraction[][] Coordinates) Basis(Fraction[][] polynomials)
    {
        List<Fraction[]> rows = [];
        List<int> pivots = [];
        foreach (Fraction[] polynomial in polynomials)
        {
            Fraction[] row = [.. polynomial];
            row[0] = Fraction.Zero;
            foreach ((int pivot, Fraction[] other) in pivots.Zip(rows))
            {
                Subtract(row, other, row[pivot]);
            }

            int lead = Array.FindIndex(row, c => !c.IsZero);
            if (lead < 0)
            {
                continue;
            }

            Fraction inverse = row[lead].Reciprocal();
            row = [.. row.Select(c => (c * inverse).Reduce())];
            foreach (Fraction[] other in rows)
            {
                Subtract(other, row, other[lead]);
            }

            rows.Add(row);
            pivots.Add(lead);
        }

        return ([.. rows], [.. polynomials.Select(q => pivots.Select(k => q[k]).ToArray())]);
    }

    private static void Subtract(Fraction[] row, Fraction[] other, Fraction factor)
    {
        for (int k = 0; k < row.Length && !factor.IsZero; k++)
        {
            row[k] = (row[k] - (factor * other[k])).Reduce();
        }
    }

    private string Label(Scalar scalar, Fraction[] q)
    {
        string v = _builder.OfInputs(scalar.Form.Value - Polynomial.Constant(scalar.Shift)).ToString(_builder.Variables);
        const int longest = 40;
        string name = v.Length > longest ? "v" : v;
        string text = Polynomial.Univariate(q).ToString(["{v}"]);
        return text.Replace("{v}", name.Contains(' ', StringComparison.Ordinal) || (name.Length > 1 && text != "{v}") ? $"({name})" : name, StringComparison.Ordinal);
    }

    /// <summary>A form without its constant, and the polynomial of it that each sum needs.</summary>
    private sealed record Scalar(Form Form, Fraction Shift, Fraction Slope)
    {
        public Dictionary<int, Fraction[]> Needs { get; } = [];
    }
}
