using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Planning;

/// <summary>Networks from the monomials of a polynomial: layers of products of monomials and of sums of them.</summary>
internal sealed class MonomialPlan : IElementBasis
{
    /// <summary>Builds the network.</summary>
    public static PolynomialNetwork Build(Polynomial polynomial, NetworkBuilder builder, LayerSchedule schedule, BundleAim aim = BundleAim.Few)
    {
        IReadOnlyList<int> degrees = schedule.Degrees(polynomial.Degree);
        IEnumerable<Func<IReadOnlyList<Polynomial>, IReadOnlyList<PowerSum>>> layers = Enumerable.Range(1, degrees.Count - 1).Reverse()
            .Select(i => (Func<IReadOnlyList<Polynomial>, IReadOnlyList<PowerSum>>)new ProductDecomposer(degrees[i - 1], schedule.Arity, builder.Cancellation).Decompose)
            .Append(targets => LinearForms.Decompose(targets, builder.Cancellation));
        return LayeredPlan.Build(polynomial, builder, layers, new MonomialPlan(), schedule.Monomials, aim);
    }

    /// <inheritdoc/>
    public IEnumerable<(Fraction Weight, Polynomial Element)> Split(Polynomial value) =>
        value.Terms.OrderBy(t => t.Key).Select(t => (t.Value, Polynomial.Of(t.Key, Fraction.One)));
}
