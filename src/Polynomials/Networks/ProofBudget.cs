using System.Numerics;
using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Networks;

/// <summary>What the proof of a network from elsewhere may cost: its size says nothing about how large the numbers become.</summary>
/// <remarks>Counted in products of machine words of exact arithmetic, before the work is done; some seconds for the default.</remarks>
internal sealed class ProofBudget(double operations = 4e9)
{
    /// <summary>Fixed work of one rational operation, in products of words.</summary>
    private const double Overhead = 40;

    private double _left = operations;

    /// <summary>The piecewise sum of units, each with powers up to p + 1 of its numbers.</summary>
    public void SpendOnPieces(int p, IReadOnlyList<(Fraction Weight, Fraction Slope, Fraction Bias)> units)
    {
        double words = units.Max(u => Math.Max(Words(u.Weight), (p + 1) * (Words(u.Slope) + Words(u.Bias))));
        Spend((double)units.Count * (units.Count + p) * (p + 2), words);
    }

    /// <summary>A product of polynomials.</summary>
    public void SpendOnProduct(Polynomial a, Polynomial b)
    {
        if (a.Degree + b.Degree > Monomial.MaximumDegree)
        {
            throw new NotPolynomialException($"its values have degree {a.Degree + b.Degree}, and at most {Monomial.MaximumDegree} can be proven");
        }

        Spend((double)a.Terms.Count * b.Terms.Count, Words(a) + Words(b));
    }

    /// <summary>A weighted sum of polynomials.</summary>
    public void SpendOnSum(IReadOnlyList<(Fraction Weight, Polynomial Polynomial)> parts) =>
        Spend(parts.Sum(t => (double)t.Polynomial.Terms.Count), parts.Max(t => Words(t.Weight) + Words(t.Polynomial)));

    /// <summary>The range of a polynomial: its Chebyshev coefficients on a box whose ends have some length themselves.</summary>
    public void SpendOnRange(Polynomial polynomial, InputDomain domain)
    {
        double ends = domain.Sides.Max(s => Math.Max(Words(s.Lower ?? Fraction.Zero), Words(s.Upper ?? Fraction.Zero)));
        Spend((double)polynomial.Terms.Count * (polynomial.Degree + 1) * (polynomial.Degree + 1), Words(polynomial) + (polynomial.Degree * ends));
    }

    private void Spend(double operations, double words)
    {
        _left -= operations * (Overhead + (words * words));
        if (!(_left >= 0))
        {
            throw new NotPolynomialException("proving it takes more exact arithmetic than is allowed for a stored network; its numbers or layers are too large");
        }
    }

    private static double Words(Polynomial polynomial) => polynomial.Terms.Count == 0 ? 1 : polynomial.Terms.Values.Max(c => Words(c));

    private static double Words(Fraction value) => 1 + ((Bits(value.Numerator) + Bits(value.Denominator)) / 64);

    private static double Bits(BigInteger value) => value.GetBitLength();
}
