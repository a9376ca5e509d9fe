using System.Numerics;
using Fractions;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>A function near z = 0, by its Taylor coefficients on the left and on the right.</summary>
/// <param name="Left">For z &lt; 0.</param>
/// <param name="Right">For z > 0; the same object when the function is analytic at 0.</param>
internal sealed record LocalFunction(IReadOnlyList<Expr> Left, IReadOnlyList<Expr> Right)
{
    /// <summary>True when both sides are polynomials of which nothing has been cut off.</summary>
    public bool IsComplete { get; init; }

    private bool IsAnalytic => ReferenceEquals(Left, Right);

    /// <summary>The product, as far as it is known.</summary>
    public static LocalFunction operator *(LocalFunction a, LocalFunction b)
    {
        Expr[] left = Multiply(a.Left, b.Left);
        return new LocalFunction(left, a.IsAnalytic && b.IsAnalytic ? left : Multiply(a.Right, b.Right))
        {
            IsComplete = a.IsComplete && b.IsComplete && Degree(a) + Degree(b) < left.Length,
        };
    }

    /// <summary>The derivative, which has one coefficient less.</summary>
    public LocalFunction Derivative()
    {
        Expr[] left = Derivative(Left);
        return new LocalFunction(left, IsAnalytic ? left : Derivative(Right)) { IsComplete = IsComplete };
    }

    /// <summary>The terms of &lt;f&gt;_K: E[z^n; z > 0] = m_n K^(n/2), and (-1)^n times that for z &lt; 0.</summary>
    public IEnumerable<KernelTerm> Expectation()
    {
        for (int n = 0; n < Left.Count; n += IsAnalytic ? 2 : 1)
        {
            Expr both = IsAnalytic ? 2 * Left[n] : n % 2 == 0 ? Right[n] + Left[n] : Right[n] - Left[n];
            yield return new KernelTerm(n, Expansion.Expand(both * HalfMoment(n)));
        }
    }

    /// <summary>E[z^n; z > 0] of a standard normal z: (n-1)!!/2 for even n, (n-1)!!/sqrt(2 pi) for odd n.</summary>
    public static Expr HalfMoment(int n)
    {
        BigInteger factorial = BigInteger.One;
        for (int i = n - 1; i > 1; i -= 2)
        {
            factorial *= i;
        }

        return new Fraction(factorial) * (n % 2 == 0 ? Number.Half : 1 / Expr.Sqrt(2 * Pi.Value));
    }

    private static int Degree(LocalFunction f) => Math.Max(Degree(f.Left), Degree(f.Right));

    private static int Degree(IReadOnlyList<Expr> coefficients)
    {
        int degree = coefficients.Count - 1;
        while (degree > 0 && coefficients[degree].IsZero)
        {
            degree--;
        }

        return degree;
    }

    private static Expr[] Multiply(IReadOnlyList<Expr> a, IReadOnlyList<Expr> b)
    {
        Expr[] x = [.. a];
        Expr[] y = [.. b];
        return [.. Enumerable.Range(0, Math.Min(x.Length, y.Length)).Select(n => PowerSeries.Convolution(x, y, n))];
    }

    private static Expr[] Derivative(IReadOnlyList<Expr> coefficients) => [.. coefficients.Skip(1).Select((c, i) => Expansion.Expand((i + 1) * c))];
}
