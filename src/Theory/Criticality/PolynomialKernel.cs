using System.Globalization;
using System.Numerics;
using Fractions;
using Theory.Algebra;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Criticality;

/// <summary>A kernel map K -> C_b + C_W g(K) in which g is a polynomial with rational coefficients: all questions about it are decided by counting roots.</summary>
public sealed class PolynomialKernel
{
    private readonly IReadOnlyList<Fraction> _g;

    private PolynomialKernel(IReadOnlyList<Fraction> g, RationalPolynomial excess)
    {
        _g = g;
        BiasExcess = excess;
    }

    /// <summary>K g'(K) - g(K): C_b = K - g/g' of a fixed point with chi_par = 1 has its sign where g' > 0.</summary>
    public RationalPolynomial BiasExcess { get; }

    /// <summary>g(0).</summary>
    public Fraction ValueAtZero => _g.Count > 0 ? _g[0] : Fraction.Zero;

    /// <summary>g'(0).</summary>
    public double SlopeAtZero => _g.Count > 1 ? _g[1].ToDouble() : 0;

    /// <summary>Reads the closed form of g; null where it is no such polynomial, or holds only for some K.</summary>
    public static PolynomialKernel? TryOf(Derivation derivation)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        if (derivation[Quantity.Kernel] is not { Formula: Expr formula, ValidBelow: null, Condition: null }
            || RationalPolynomial.Coefficients(formula, Symbol.K) is not { } g
            || RationalPolynomial.TryOf([.. g.Select((c, i) => c * (i - 1))]) is not { } excess)
        {
            return null;
        }

        return new PolynomialKernel(g, excess);
    }

    /// <summary>K - C_b - C_W g(K), whose positive roots are the fixed points above 0.</summary>
    public RationalPolynomial Gap(double cb, double cw) => RationalPolynomial.TryOf(GapCoefficients(Read(cb), Read(cw)))!;

    /// <summary>1 - C_W g'(K) = 1 - chi_par.</summary>
    public RationalPolynomial Slope(double cw) => RationalPolynomial.TryOf([.. GapCoefficients(Fraction.Zero, Read(cw)).Skip(1).Select((c, i) => c * (i + 1))])!;

    private Fraction[] GapCoefficients(Fraction cb, Fraction cw)
    {
        Fraction[] gap = [.. Enumerable.Range(0, Math.Max(2, _g.Count)).Select(i => i < _g.Count ? -cw * _g[i] : Fraction.Zero)];
        gap[0] -= cb;
        gap[1] += Fraction.One;
        return gap;
    }

    /// <summary>The shortest decimal number that is read as this double: what was typed, and not its binary neighbour.</summary>
    private static Fraction Read(double value)
    {
        string[] parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int exponent = (parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0)
            - (point < 0 ? 0 : parts[0].Length - point - 1);
        BigInteger digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent < 0 ? new Fraction(digits, BigInteger.Pow(10, -exponent)) : new Fraction(digits * BigInteger.Pow(10, exponent));
    }
}
