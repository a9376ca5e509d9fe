using Fractions;

namespace Theory.Numerics.Tests.Flow;

/// <summary>
/// The first two moments of the stochastic metric at any width, exactly: Ghat(l+1) = C_b + C_W/n sum_j s(z_j)^2 with z_j ~ N(0, Ghat(l)),
/// for polynomials s on the whole line or, homogeneous, on the half line. Nothing is expanded in 1/n.
/// </summary>
internal static class ExactChain
{
    /// <summary>Mean of Ghat(l), and n times its variance, for s(z) = max(0, z)^p and C_b = 0: Ghat(l+1) = C_W Ghat(l)^p X, X independent.</summary>
    public static (Fraction Mean, Fraction Vertex) OfRePU(int p, Fraction cw, Fraction k1, long width, int layer)
    {
        Fraction first = Moment(layer, 1);
        return (first, width * (Moment(layer, 2) - (first * first)));

        Fraction Moment(int l, int m) => l == 1
            ? Fraction.Pow(k1, m)
            : Fraction.Pow(cw, m) * Moment(l - 1, p * m) * MomentsOfMean([.. Enumerable.Range(0, m + 1).Select(j => j == 0 ? 1 : GaussianMoment(2 * p * j) / 2)], width)[m];
    }

    /// <summary>Mean of Ghat(3), and n times its variance, for a polynomial s with given coefficients.</summary>
    public static (Fraction Mean, Fraction Vertex) AtLayerThree(Fraction[] s, Fraction cb, Fraction cw, Fraction k1, long width)
    {
        // <s^2> and <s^4> as polynomials in K.
        Fraction[] square = Multiply(s, s);
        Fraction[] g = Expectation(square);
        Fraction[] m4 = Expectation(Multiply(square, square));

        // Moments of Ghat(2) from those of y = C_b + C_W s(z)^2, z ~ N(0, K(1)).
        Fraction[] y = [.. square.Select(c => cw * c)];
        y[0] += cb;
        List<Fraction> moments = [Fraction.One];
        for (Fraction[] power = y; moments.Count < m4.Length; power = Multiply(power, y))
        {
            moments.Add(At(Expectation(power), j => Fraction.Pow(k1, j)));
        }

        Fraction[] metric = MomentsOfMean([.. moments], width);
        Fraction meanG = At(g, j => metric[j]);
        Fraction meanG2 = At(Multiply(g, g), j => metric[j]);
        Fraction mean4 = At(m4, j => metric[j]);
        Fraction second = meanG2 + ((mean4 - meanG2) / width);
        return (cb + (cw * meanG), width * cw * cw * (second - (meanG * meanG)));
    }

    /// <summary>Raw moments of the mean of n independent variables with given raw moments: cumulants divide by n^(j-1).</summary>
    private static Fraction[] MomentsOfMean(Fraction[] raw, long n)
    {
        Fraction[] cumulants = new Fraction[raw.Length];
        Fraction[] result = new Fraction[raw.Length];
        result[0] = 1;
        for (int m = 1; m < raw.Length; m++)
        {
            cumulants[m] = raw[m];
            for (int j = 1; j < m; j++)
            {
                cumulants[m] -= Binomial(m - 1, j - 1) * cumulants[j] * raw[m - j];
            }
        }

        for (int m = 1; m < raw.Length; m++)
        {
            result[m] = Fraction.Zero;
            for (int j = 1; j <= m; j++)
            {
                result[m] += Binomial(m - 1, j - 1) * cumulants[j] / Fraction.Pow(n, j - 1) * result[m - j];
            }
        }

        return result;
    }

    private static Fraction Binomial(int n, int k) => k == 0 ? 1 : Binomial(n - 1, k - 1) * n / k;

    /// <summary>E[z^m], z ~ N(0, 1).</summary>
    private static Fraction GaussianMoment(int m) => m % 2 == 1 ? 0 : m == 0 ? 1 : (m - 1) * GaussianMoment(m - 2);

    private static Fraction[] Multiply(Fraction[] a, Fraction[] b)
    {
        Fraction[] product = [.. Enumerable.Repeat(Fraction.Zero, a.Length + b.Length - 1)];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return product;
    }

    /// <summary>The expectation of a polynomial in z ~ N(0, K) as a polynomial in K.</summary>
    private static Fraction[] Expectation(Fraction[] f) =>
        [.. Enumerable.Range(0, (f.Length + 1) / 2).Select(j => f[2 * j] * GaussianMoment(2 * j))];

    private static Fraction At(Fraction[] polynomial, Func<int, Fraction> power) =>
        polynomial.Select((c, j) => c * power(j)).Aggregate(Fraction.Zero, (a, b) => a + b);
}
