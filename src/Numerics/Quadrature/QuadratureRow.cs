using Fractions;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>One integrand of the adaptive quadrature: a polynomial in s and its derivatives times He_m(t)/sqrt(K)^m with t = z/sqrt(K).</summary>
/// <param name="Polynomial">The polynomial, with the factor of the quantity.</param>
/// <param name="Hermite">m.</param>
internal sealed record QuadratureRow(DerivativePolynomial Polynomial, int Hermite)
{
    /// <summary>s^2, s'^2 and s''^2, each with z s s'/K, z s' s''/(2K), …: how steep s and its derivatives are, and with it how far rounding reaches.</summary>
    public static readonly (QuadratureRow Square, QuadratureRow Slope)[] Steepness = [.. Enumerable.Range(0, DerivativeMonomial.HighestOrder).Select(order => (
        new QuadratureRow(new DerivativePolynomial(Squared(order), Fraction.One), 0),
        new QuadratureRow(new DerivativePolynomial(Squared(order).Derivative(), new Fraction(1, order == 0 ? 2 : 4)), 1)))];

    private static Integrand Squared(int order) => order == 0 ? Integrand.Of(2) : order == 1 ? Integrand.Of(0, 2) : Integrand.Of(0, 0, 2);
}
