using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Comparison;

/// <summary>Polynomials without any zero coefficient, to compare sizes by.</summary>
public static class DensePolynomials
{
    /// <summary>All monomials of the degree or less, with small rational coefficients of both signs that follow no pattern.</summary>
    public static Polynomial Of(int dimension, int degree) => Polynomial.Of(
        Monomials(dimension, degree).Index().Select(t => KeyValuePair.Create(t.Item, Coefficient(t.Index + 1))));

    private static Fraction Coefficient(int i) => new((i % 2 == 0 ? 1 : -1) * (1 + (i * 7 % 11)), 1 + (i * 5 % 7));

    private static IEnumerable<Monomial> Monomials(int dimension, int degree) => dimension == 0
        ? [Monomial.One]
        : Monomials(dimension - 1, degree).SelectMany(m => Enumerable.Range(0, degree - m.Degree + 1).Select(e => m * Monomial.Of(dimension - 1, e)));
}
