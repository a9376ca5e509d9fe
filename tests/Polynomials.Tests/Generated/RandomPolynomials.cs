using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Tests.Generated;

/// <summary>Random polynomials of a seed: single powers, even ones, sums of powers about a centre, sparse and dense ones.</summary>
internal static class RandomPolynomials
{
    public static Polynomial Of(Random random, int variables, int degree)
    {
        Polynomial Shifted(int i) => Polynomial.Variable(i) + Polynomial.Constant(Rational(random));
        return random.Next(6) switch
        {
            0 => Polynomial.Combination(Enumerable.Range(0, variables).Select(i => (Rational(random) + 1, Polynomial.Variable(i).Pow(degree)))),
            1 => Polynomial.Combination(Enumerable.Range(0, variables).SelectMany(i => Enumerable.Range(1, Math.Min(3, Math.Max(1, degree / 2)))
                .Select(k => (Rational(random).Abs() + 1, Polynomial.Variable(i).Pow(Math.Max(2, degree / 2 * 2 / k / 2 * 2)))))),
            2 => Shifted(random.Next(variables)).Pow(degree) + Polynomial.Constant(Rational(random)),
            3 => Polynomial.Combination(Enumerable.Range(0, variables).Select(i => (Rational(random) + 1, Shifted(i).Pow(Math.Min(degree, 8) / 2 * 2)))),
            4 => Polynomial.Univariate(Enumerable.Range(0, Math.Min(degree, 12) + 1).Select(_ => Rational(random))),
            _ => Sparse(random, variables, degree),
        };
    }

    public static Fraction Rational(Random random) => new Fraction(random.Next(-12, 13), random.Next(1, 7)).Reduce();

    private static Polynomial Sparse(Random random, int variables, int degree) => Polynomial.Of(Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
    {
        int left = Math.Min(degree, 24 / variables);
        Monomial monomial = Monomial.One;
        for (int i = 0; i < variables; i++)
        {
            int exponent = random.Next(left + 1);
            monomial *= Monomial.Of(i, exponent);
            left -= exponent;
        }

        return KeyValuePair.Create(monomial, Rational(random));
    }));
}
