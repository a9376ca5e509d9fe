using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>
/// Both expectations of a continuous piecewise polynomial in about a microsecond for each pair of breakpoints, from moments of quadrants.
/// </summary>
/// <remarks>
/// s is its leftmost polynomial plus truncated powers (z - b)_+^k. These grow where s may not, so that at large K they cancel; the bound on
/// the rounding error says how much.
/// </remarks>
internal sealed class PiecewisePolynomialPairs
{
    private const int LargestDegree = 8;
    private const int LargestCount = 6;
    private const double Epsilon = 2.220446049250313e-16;

    private readonly TruncatedPower[] _parts;
    private readonly TruncatedPower[] _slopes;
    private readonly int _degree;

    private PiecewisePolynomialPairs(TruncatedPower[] parts)
    {
        _parts = parts;
        _slopes = [.. parts.Select(p => p.Derivative())];
        _degree = parts.Max(p => p.Coefficients.Length) - 1;
    }

    /// <summary>The pairs of an activation; null if it is no piecewise polynomial of low degree and few pieces, or jumps.</summary>
    public static PiecewisePolynomialPairs? TryCreate(Activation activation)
    {
        if (activation.FirstJump is not null || activation.Pieces.Count > LargestCount)
        {
            return null;
        }

        List<TruncatedPower> parts = [];
        Expr before = Expr.Zero;
        foreach (Piece piece in activation.Pieces)
        {
            // The difference of neighbours, in powers of the distance from their breakpoint: exact, but for the last rounding.
            Expr change = (piece.Expression - before).Substitute(Symbol.Z, Symbol.Z + (piece.From ?? Expr.Zero));
            if (UnivariatePolynomial.TryFrom(change, Symbol.Z) is not { Degree: <= LargestDegree } polynomial)
            {
                return null;
            }

            double[] coefficients = [.. polynomial.Coefficients.Select(c => ExpressionCompiler.Compile(c, Symbol.Z)(0))];
            if (piece.From is not null && coefficients.Length > 0)
            {
                // Continuity, which nested roots may show only to rounding.
                coefficients[0] = 0;
            }

            if (coefficients.Any(c => c != 0))
            {
                parts.Add(new TruncatedPower(piece.FromValue, coefficients));
            }

            before = piece.Expression;
        }

        return parts.Count > 0 ? new PiecewisePolynomialPairs([.. parts]) : null;
    }

    /// <summary>Both expectations, with bounds on their rounding errors; the variances are positive.</summary>
    public TwoInputEstimate Evaluate(double ka, double kb, Correlation correlation)
    {
        int n = _degree + 1;
        Span<SizedValue> moments = stackalloc SizedValue[n * n];
        double sigmaA = Math.Sqrt(ka);
        double sigmaB = Math.Sqrt(kb);
        SizedValue value = default;
        SizedValue derivative = default;
        for (int a = 0; a < _parts.Length; a++)
        {
            for (int b = 0; b < _parts.Length; b++)
            {
                TruncatedMoments.Compute(_parts[a], _parts[b], sigmaA, sigmaB, correlation, _degree, moments);
                value += Sum(moments, n, _parts[a], _parts[b]);
                derivative += Sum(moments, n, _slopes[a], _slopes[b]);
            }
        }

        return new TwoInputEstimate(Estimated(value), Estimated(derivative));
    }

    private Estimate Estimated(SizedValue sum) => new(sum.Value, Epsilon * (4 + (4 * _degree)) * sum.Size, Math.Abs(sum.Value));

    private static SizedValue Sum(ReadOnlySpan<SizedValue> moments, int n, TruncatedPower a, TruncatedPower b)
    {
        SizedValue sum = default;
        for (int i = 0; i < a.Coefficients.Length; i++)
        {
            for (int j = 0; j < b.Coefficients.Length; j++)
            {
                sum += a.Coefficients[i] * b.Coefficients[j] * moments[(i * n) + j];
            }
        }

        return sum;
    }
}
