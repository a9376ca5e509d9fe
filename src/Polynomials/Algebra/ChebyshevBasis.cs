using Fractions;

namespace Theory.Polynomials.Algebra;

/// <summary>Polynomials in the basis of products of Chebyshev polynomials T_i(x) T_j(y) …, exactly.</summary>
public static class ChebyshevBasis
{
    /// <summary>The coefficients in the Chebyshev basis on [-1, 1] of each variable, with T_i in place of x^i.</summary>
    /// <remarks>x^n = 2^(1-n) sum of C(n,k) T_(n-2k), the term of T_0 halved.</remarks>
    public static Polynomial FromMonomials(Polynomial polynomial) => Convert(polynomial, PowerInChebyshev);

    /// <summary>The polynomial whose Chebyshev coefficients are given.</summary>
    public static Polynomial ToMonomials(Polynomial coefficients) => Convert(coefficients, n => Polynomial(n));

    /// <summary>The Chebyshev polynomial T_n by powers of x.</summary>
    public static Polynomial Polynomial(int n)
    {
        (Polynomial previous, Polynomial current) = (Algebra.Polynomial.One, Algebra.Polynomial.Variable(0));
        Polynomial twice = current.Scale(2);
        for (int k = 1; k < n; k++)
        {
            (previous, current) = (current, (twice * current) - previous);
        }

        return n == 0 ? previous : current;
    }

    /// <summary>Variable by variable; the conversions of the powers are computed once.</summary>
    private static Polynomial Convert(Polynomial polynomial, Func<int, Polynomial> ofPower)
    {
        Dictionary<int, Polynomial> known = [];
        for (int variable = 0; variable < polynomial.VariableCount; variable++)
        {
            List<(Fraction, Polynomial)> parts = [];
            foreach (IGrouping<int, KeyValuePair<Monomial, Fraction>> group in polynomial.Terms.GroupBy(t => t.Key[variable]).ToArray())
            {
                if (!known.TryGetValue(group.Key, out Polynomial? replacement))
                {
                    known[group.Key] = replacement = ofPower(group.Key);
                }

                Monomial power = Monomial.Of(variable, group.Key);
                Polynomial rest = Algebra.Polynomial.Of(group.Select(t => KeyValuePair.Create(t.Key / power, t.Value)));
                Polynomial shifted = Algebra.Polynomial.Of(replacement.Terms.Select(t => KeyValuePair.Create(Monomial.Of(variable, t.Key[0]), t.Value)));
                parts.Add((Fraction.One, rest * shifted));
            }

            polynomial = Algebra.Polynomial.Combination(parts);
        }

        return polynomial;
    }

    private static Polynomial PowerInChebyshev(int n)
    {
        List<KeyValuePair<Monomial, Fraction>> terms = [];
        Fraction binomial = Fraction.One;
        Fraction scale = new(2, System.Numerics.BigInteger.Pow(2, n));
        for (int k = 0; 2 * k <= n; k++)
        {
            Fraction coefficient = binomial * scale;
            terms.Add(KeyValuePair.Create(Monomial.Of(0, n - (2 * k)), n == 2 * k ? coefficient / 2 : coefficient));
            binomial = binomial * (n - k) / (k + 1);
        }

        return Algebra.Polynomial.Of(terms);
    }
}
