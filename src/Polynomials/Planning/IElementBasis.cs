using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Planning;

/// <summary>Polynomials that others are sums of: monomials, or Chebyshev polynomials.</summary>
internal interface IElementBasis
{
    /// <summary>A polynomial as a weighted sum of elements, a constant among them where it has one.</summary>
    public IEnumerable<(Fraction Weight, Polynomial Element)> Split(Polynomial value);
}
