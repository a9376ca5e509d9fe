using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Planning;

/// <summary>A weighted sum of values that the layer below provides: what units are fed with.</summary>
/// <param name="Parts">Weights and values.</param>
internal sealed record Form(IReadOnlyList<(Fraction Weight, Polynomial Value)> Parts)
{
    /// <summary>The sum as a polynomial in the inputs.</summary>
    public Polynomial Value { get; } = Polynomial.Combination(Parts);

    /// <summary>A single value.</summary>
    public static Form Of(Polynomial value) => new([(Fraction.One, value)]);
}
