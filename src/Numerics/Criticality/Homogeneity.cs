using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Criticality;

/// <summary>The slopes of s(z) = a_+ max(0, z) - a_- max(0, -z), the homogeneous functions of degree 1; the degree of others is HomogeneityDegree in Validation.</summary>
/// <param name="Right">a_+.</param>
/// <param name="Left">a_-.</param>
internal sealed record Homogeneity(Expr Right, Expr Left)
{
    /// <summary>C_W = 2/(a_+^2 + a_-^2), which makes C_W g(K) = K for every K (PDLT section 5.2).</summary>
    public Expr CriticalCw => Expansion.Expand(2 / Expansion.Expand((Right * Right) + (Left * Left)));

    /// <summary>C_W of its critical value, exactly 1 where a double can be no nearer to it.</summary>
    public double CriticalRatio(double cw)
    {
        double ratio = cw / RunningErrorEvaluator.ValueOf(CriticalCw);
        return Math.Abs(ratio - 1) <= 4e-16 ? 1 : ratio;
    }

    /// <summary>The slopes when s is homogeneous of degree 1 and not 0, decided exactly from its pieces; else null.</summary>
    public static Homogeneity? Of(Activation activation)
    {
        Expr?[] slopes = [.. activation.Pieces.Select(Slope)];
        bool bent = activation.Pieces.Count == 2 && activation.Breakpoints.Single().IsZero;
        return (bent || activation.Pieces.Count == 1) && slopes[0] is Expr left && slopes[^1] is Expr right && !(left.IsZero && right.IsZero)
            ? new Homogeneity(right, left)
            : null;
    }

    private static Expr? Slope(Piece piece) =>
        UnivariatePolynomial.TryFrom(piece.Expression, Symbol.Z) is { Degree: <= 1 } line && line[0].IsZero ? line[1] : null;
}
