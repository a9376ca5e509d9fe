using System.Collections.Concurrent;
using Fractions;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>The integrands from which the adaptive quadrature computes a quantity, generated from its definition.</summary>
/// <remarks>
/// With p the density of N(0, K), d^n&lt;f&gt;/dK^n = 2^-n times the integral of f p^(2n): as &lt;f He_2n(t)&gt;/(2K)^n it cancels, at small K all digits are lost.
/// Integrating by parts j times gives 2^-n &lt;f^(j) He_(2n-j)(t)&gt;/sqrt(K)^(2n-j), and f^(i) He_(2n-1-i)(t) p/sqrt(K)^(2n-1-i) for each i below j at breakpoints where f^(i)
/// jumps. The form with j = 2n, the curvature form, is well conditioned at small K; that with j = 2n - 1, the Stein form, at large K, where z is large against the
/// activation's own scale; that with j = 0, the moment form, where what is narrow is narrower still, so that its derivatives are large and cancel. Where s has not so many
/// derivatives, the largest j is taken instead of the first two.
/// </remarks>
internal sealed class QuantityRows
{
    private static readonly ConcurrentDictionary<Quantity, QuantityRows> Known = new();

    private QuantityRows(Quantity quantity)
    {
        Quantity = quantity;
        int n = quantity.KernelDerivatives;
        Scale = quantity.Factor / new Fraction(System.Numerics.BigInteger.One << n);
        List<Integrand> derivatives = [quantity.Integrand];
        while (derivatives.Count <= 2 * n && derivatives[^1].Order < DerivativeMonomial.HighestOrder)
        {
            derivatives.Add(derivatives[^1].Derivative());
        }

        Derivatives = [.. derivatives.Select(d => new DerivativePolynomial(d, Scale))];
        int last = derivatives.Count - 1;
        int[] forms = n > 0 && last == 2 * n ? [0, last - 1, last] : n > 0 ? [0, last] : [last];
        Forms = [.. forms.Select(j => (Row(Derivatives[j], (2 * n) - j), j))];
        Name = n == 0 ? $"<{quantity.Integrand.Text()}>"
            : quantity.DerivativeOf is { CwPower: 0 } of ? of.Symbol + new string('\'', Math.Max(0, n - of.KernelDerivatives))
            : quantity.Symbol;
    }

    /// <summary>The quantity.</summary>
    public Quantity Quantity { get; }

    /// <summary>What it is called where it has no value.</summary>
    public string Name { get; }

    /// <summary>The factor of the quantity and the 2^-n.</summary>
    public Fraction Scale { get; }

    /// <summary>f, f', … as far as they are known, each with the factor.</summary>
    public DerivativePolynomial[] Derivatives { get; }

    /// <summary>The forms, each an integrand and how often f was differentiated for it.</summary>
    public (QuadratureRow Row, int Differentiations)[] Forms { get; }

    /// <summary>The rows of a quantity.</summary>
    public static QuantityRows Of(Quantity quantity) => Known.TryGetValue(quantity, out QuantityRows? rows) ? rows : Known.GetOrAdd(quantity, q => new QuantityRows(q));

    /// <summary>The number of rounding errors in a form, besides those of z and K.</summary>
    public int Rounding => Quantity.KernelDerivatives > 0 ? 8 : Quantity.Integrand.Degree == 1 ? 4 : 32;

    /// <summary>Rows for steepness are shared with the quantities they belong to.</summary>
    private static QuadratureRow Row(DerivativePolynomial polynomial, int hermite)
    {
        foreach ((QuadratureRow square, QuadratureRow slope) in QuadratureRow.Steepness)
        {
            QuadratureRow known = hermite == 0 ? square : slope;
            if (hermite == known.Hermite && polynomial.Terms is [var a] && known.Polynomial.Terms is [var b] && a.Coefficient == b.Coefficient && a.Factors.SequenceEqual(b.Factors))
            {
                return known;
            }
        }

        return new QuadratureRow(polynomial, hermite);
    }
}
