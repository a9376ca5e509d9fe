using Fractions;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// Expectations of piecewise polynomials under N(0, K) by the recursion of truncated moments
/// M_n(b) = E[z^n; z > b] = (n-1) K M_(n-2) + sqrt(K) b^(n-1) phi(b/sqrt K), M_0 = Phi(-b/sqrt K), M_1 = sqrt(K) phi(b/sqrt K).
/// </summary>
internal static class TruncatedMoments
{
    /// <summary>&lt;f&gt;_K: the leftmost polynomial on the whole line, plus at each breakpoint the change of polynomial beyond it.</summary>
    public static GaussianForm Expectation(PiecewisePolynomial f)
    {
        GaussianForm form = new();
        UnivariatePolynomial left = f.Pieces[0];
        for (int n = 0; n <= left.Degree; n += 2)
        {
            form.AddPolynomial(n, left[n] * DoubleFactorial(n - 1));
        }

        for (int i = 0; i < f.Breakpoints.Count; i++)
        {
            AddBeyond(form, f.Pieces[i + 1] - f.Pieces[i], f.Breakpoints[i]);
        }

        return form;
    }

    /// <summary>Adds E[p(z); z > b].</summary>
    private static void AddBeyond(GaussianForm form, UnivariatePolynomial p, Expr b)
    {
        // M_n = tail_n K^(n/2) Phi(-b/sqrt K) + sum_j density_n[j] K^(j + 1/2) phi(b/sqrt K).
        List<Expr[]> densities = [];
        for (int n = 0; n <= p.Degree; n++)
        {
            densities.Add(n switch
            {
                0 => [],
                1 => [Expr.One],
                _ => [Expansion.Expand(b.Pow(n - 1)), .. densities[n - 2].Select(d => Expansion.Expand((n - 1) * d))],
            });
            if (p[n].IsZero)
            {
                continue;
            }

            if (n % 2 == 0)
            {
                form.AddUpperTail(b, n, p[n] * DoubleFactorial(n - 1));
            }

            for (int j = 0; j < densities[n].Length; j++)
            {
                form.AddDensity(b, (2 * j) + 1, p[n] * densities[n][j]);
            }
        }
    }

    /// <summary>n!! for odd n >= -1: the Gaussian moment of order n + 1 at unit variance.</summary>
    private static Expr DoubleFactorial(int n)
    {
        Fraction product = Fraction.One;
        for (int k = n; k > 1; k -= 2)
        {
            product *= k;
        }

        return product;
    }
}
