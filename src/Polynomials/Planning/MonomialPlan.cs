using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Planning;

/// <summary>Networks from the monomials of a polynomial: layers of products, planned from the output down and built from the inputs up.</summary>
internal static class MonomialPlan
{
    /// <summary>Builds the network.</summary>
    /// <param name="polynomial">What it is to equal.</param>
    /// <param name="builder">An empty builder.</param>
    /// <param name="schedule">The layout.</param>
    /// <param name="fewest">Allows fewer units at the price of some digits.</param>
    public static PolynomialNetwork Build(Polynomial polynomial, NetworkBuilder builder, LayerSchedule schedule, bool fewest)
    {
        if (polynomial.IsConstant)
        {
            return builder.Build(AffineForm.Of(polynomial[Monomial.One]), polynomial);
        }

        IReadOnlyList<int> degrees = schedule.Degrees(polynomial.Degree);
        List<IReadOnlyList<PowerSum>> layers = [];
        IReadOnlyList<Polynomial> targets = [polynomial];
        for (int layer = degrees.Count - 1; layer >= 0; layer--)
        {
            IReadOnlyList<PowerSum> sums = layer == 0
                ? LinearForms.Decompose(targets)
                : new ProductDecomposer(degrees[layer - 1], schedule.Arity).Decompose(targets);
            layers.Insert(0, sums);
            targets = Values(sums, schedule.Monomials);
        }

        Dictionary<Polynomial, AffineForm> known = builder.Inputs.Select((n, i) => (n, i)).ToDictionary(t => Polynomial.Variable(t.i), t => AffineForm.Of(t.n));
        foreach (IReadOnlyList<PowerSum> sums in layers)
        {
            IReadOnlyList<AffineForm> values = LayerRealization.Add(builder, sums, value => Find(known, value), fewest);
            known = sums.Zip(values).DistinctBy(t => t.First.Value).ToDictionary(t => t.First.Value, t => t.Second);
        }

        return builder.Build(known[polynomial], polynomial);
    }

    /// <summary>What the layer below has to provide: the parts of the forms, or their monomials if that is asked for or no more of them.</summary>
    private static IReadOnlyList<Polynomial> Values(IReadOnlyList<PowerSum> sums, bool monomials)
    {
        Polynomial[] parts = [.. sums.SelectMany(s => s.Terms).SelectMany(t => t.Form.Parts).Select(p => p.Value).Where(v => !v.IsConstant).Distinct()];
        Monomial[] all = [.. parts.SelectMany(v => v.Terms.Keys).Where(m => m.Degree > 0).Distinct().Order()];
        return monomials || all.Length <= parts.Length ? [.. all.Select(m => Polynomial.Of(m, Fraction.One))] : parts;
    }

    private static AffineForm Find(Dictionary<Polynomial, AffineForm> known, Polynomial value) =>
        known.TryGetValue(value, out AffineForm? form)
            ? form
            : AffineForm.Combination(
                value.Terms.Where(t => t.Key.Degree > 0).Select(t => (t.Value, known[Polynomial.Of(t.Key, Fraction.One)])),
                value[Monomial.One]);
}
