using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Planning;

/// <summary>Networks planned from the output down to the inputs, layer by layer, and built from the inputs up.</summary>
internal static class LayeredPlan
{
    /// <summary>Builds the network.</summary>
    /// <param name="polynomial">What it is to equal.</param>
    /// <param name="builder">An empty builder.</param>
    /// <param name="layers">The layers from the output down: each writes what is asked of it as sums of powers.</param>
    /// <param name="basis">The elements that a value may be put together from; applied where a layer has fewer elements than values, or always.</param>
    /// <param name="alwaysElements">Layers provide elements even if they are more than the values that are needed.</param>
    /// <param name="aim">What the units are chosen for.</param>
    public static PolynomialNetwork Build(
        Polynomial polynomial,
        NetworkBuilder builder,
        IEnumerable<Func<IReadOnlyList<Polynomial>, IReadOnlyList<PowerSum>>> layers,
        IElementBasis basis,
        bool alwaysElements,
        BundleAim aim)
    {
        if (polynomial.IsConstant)
        {
            return builder.Build(AffineForm.Of(polynomial[Monomial.One]), polynomial);
        }

        Stack<IReadOnlyList<PowerSum>> plan = [];
        IReadOnlyList<Polynomial> targets = [polynomial];
        foreach (Func<IReadOnlyList<Polynomial>, IReadOnlyList<PowerSum>> layer in layers)
        {
            IReadOnlyList<PowerSum> sums = layer(targets);
            plan.Push(sums);
            targets = Needed(sums, basis, alwaysElements);
        }

        Dictionary<Polynomial, AffineForm> known = builder.PlannedInputs.Index().ToDictionary(t => Polynomial.Variable(t.Index), t => t.Item);
        while (plan.TryPop(out IReadOnlyList<PowerSum>? sums))
        {
            Dictionary<Polynomial, AffineForm> below = known;
            IReadOnlyList<AffineForm> values = LayerRealization.Add(builder, sums, value => Find(below, value, basis), aim);
            known = sums.Zip(values).DistinctBy(t => t.First.Value).ToDictionary(t => t.First.Value, t => t.Second);
        }

        return builder.Build(known[polynomial], polynomial);
    }

    /// <summary>What the layer below has to provide: the parts of the forms, or the elements that they are put together from.</summary>
    private static IReadOnlyList<Polynomial> Needed(IReadOnlyList<PowerSum> sums, IElementBasis basis, bool alwaysElements)
    {
        Polynomial[] parts = [.. sums.SelectMany(s => s.Terms).SelectMany(t => t.Form.Parts).Select(p => p.Value).Where(v => !v.IsConstant).Distinct()];
        Polynomial[] elements = [.. parts.SelectMany(basis.Split).Select(t => t.Element).Where(e => !e.IsConstant).Distinct()];
        return alwaysElements || elements.Length <= parts.Length ? elements : parts;
    }

    private static AffineForm Find(Dictionary<Polynomial, AffineForm> known, Polynomial value, IElementBasis basis) =>
        known.TryGetValue(value, out AffineForm? form)
            ? form
            : AffineForm.Combination(basis.Split(value).Select(t => (t.Weight, t.Element.IsConstant ? AffineForm.Of(t.Element[Monomial.One]) : known[t.Element])), Fraction.Zero);
}
