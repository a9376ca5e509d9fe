using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Planning;

/// <summary>A polynomial of one variable as g(h), g a polynomial of degree k.</summary>
/// <param name="Outer">The coefficients of g by rising power.</param>
/// <param name="Inner">h, monic and without a constant.</param>
internal sealed record Composition(IReadOnlyList<Fraction> Outer, Polynomial Inner)
{
    /// <summary>The decomposition with an outer polynomial of degree k, which is unique; null when there is none.</summary>
    /// <remarks>The upper coefficients of f fix those of h one after the other (Kozen and Landau 1989), and what is left those of g.</remarks>
    public static Composition? TryOf(Polynomial polynomial, int k)
    {
        int degree = polynomial.Degree;
        if (k < 2 || degree % k != 0 || degree == k)
        {
            return null;
        }

        // h = x^d (1 + a_1/x + …); the coefficient of x^(n-j) in h^k is k a_j and what earlier ones give.
        Fraction[] f = polynomial.ToCoefficients();
        int d = degree / k;
        Fraction[] a = [Fraction.One, .. Enumerable.Repeat(Fraction.Zero, d - 1)];
        Fraction[] b = [Fraction.One, .. Enumerable.Repeat(Fraction.Zero, d - 1)];
        for (int j = 1; j < d; j++)
        {
            b[j] = (f[degree - j] / f[degree]).Reduce();
            a[j] = ((b[j] - Coefficient(a, b, k, j)) / k).Reduce();
        }

        Fraction[] outer = new Fraction[k + 1];
        Fraction[] rest = f;
        for (int m = k; m >= 1; m--)
        {
            outer[m] = rest[m * d];
            Fraction[] power = Power(a, m, m * d);
            for (int j = 0; j <= m * d && !outer[m].IsZero; j++)
            {
                rest[(m * d) - j] = (rest[(m * d) - j] - (outer[m] * power[j])).Reduce();
            }

            if (rest.Skip(((m - 1) * d) + 1).Any(c => !c.IsZero))
            {
                return null;
            }
        }

        outer[0] = rest[0];
        return new Composition(outer, Polynomial.Univariate([.. Enumerable.Repeat(Fraction.Zero, 1), .. a.Reverse()]));
    }

    /// <summary>The first coefficients of (1 + a_1 t + …)^m: j b_j = sum_i ((m+1) i - j) a_i b_(j-i).</summary>
    private static Fraction[] Power(Fraction[] a, int m, int last)
    {
        Fraction[] b = new Fraction[last + 1];
        b[0] = Fraction.One;
        for (int j = 1; j <= last; j++)
        {
            b[j] = Coefficient(a, b, m, j);
        }

        return b;
    }

    private static Fraction Coefficient(Fraction[] a, Fraction[] b, int m, int j)
    {
        Fraction sum = Fraction.Zero;
        for (int i = 1; i <= Math.Min(j, a.Length - 1); i++)
        {
            sum += (((m + 1) * i) - j) * a[i] * b[j - i];
        }

        return (sum / j).Reduce();
    }
}
