using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>A function that is a polynomial in z between exact breakpoints.</summary>
internal sealed class PiecewisePolynomial
{
    private PiecewisePolynomial(IReadOnlyList<Expr> breakpoints, IReadOnlyList<UnivariatePolynomial> pieces)
    {
        Breakpoints = breakpoints;
        Pieces = pieces;
    }

    /// <summary>Increasing.</summary>
    public IReadOnlyList<Expr> Breakpoints { get; }

    /// <summary>One more than breakpoints.</summary>
    public IReadOnlyList<UnivariatePolynomial> Pieces { get; }

    /// <summary>The highest degree of a piece.</summary>
    public int Degree => Pieces.Max(p => p.Degree);

    /// <summary>Reads an activation; null, with the first piece that is not a polynomial, when it is not of this kind.</summary>
    public static PiecewisePolynomial? TryFrom(Activation activation, out Piece? obstacle)
    {
        List<UnivariatePolynomial> polynomials = [];
        foreach (Piece piece in activation.Pieces)
        {
            if (UnivariatePolynomial.TryFrom(piece.Expression, Symbol.Z) is not UnivariatePolynomial polynomial)
            {
                obstacle = piece;
                return null;
            }

            polynomials.Add(polynomial);
        }

        obstacle = null;
        return new PiecewisePolynomial([.. activation.Breakpoints], polynomials);
    }

    /// <summary>Pointwise product.</summary>
    public static PiecewisePolynomial operator *(PiecewisePolynomial a, PiecewisePolynomial b) =>
        new(a.Breakpoints, [.. a.Pieces.Zip(b.Pieces, (p, q) => p * q)]);

    /// <summary>The ordinary derivative; jumps contribute nothing.</summary>
    public PiecewisePolynomial Derivative() => new(Breakpoints, [.. Pieces.Select(p => p.Derivative())]);

    /// <summary>The first breakpoint at which the function jumps, or null when it is continuous.</summary>
    public Expr? FirstJump() =>
        Breakpoints.Where((b, i) => !IsZero(Pieces[i + 1] - Pieces[i], b)).FirstOrDefault();

    /// <summary>Exact where the canonical form decides; nested roots may be equal without looking so, and are then compared to 12 digits.</summary>
    private static bool IsZero(UnivariatePolynomial difference, Expr b)
    {
        Expr value = difference.ValueAt(b);
        return value.IsZero || (value is Sum sum && ConstantValue.Of(value) is double v
            && Math.Abs(v) < 1e-12 * sum.Terms.Sum(t => Math.Abs(ConstantValue.Of(t) ?? double.NaN)));
    }

    /// <summary>z^n times the function.</summary>
    public PiecewisePolynomial TimesPower(int n)
    {
        UnivariatePolynomial power = UnivariatePolynomial.Of([.. Enumerable.Repeat(Expr.Zero, n), Expr.One]);
        return new(Breakpoints, [.. Pieces.Select(p => p * power)]);
    }
}
