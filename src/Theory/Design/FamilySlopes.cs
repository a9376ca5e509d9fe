using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Design;

/// <summary>Families s(z) = a_+ max(0, z) - a_- max(0, -z) whose slopes depend on the parameter, as leaky_relu(a): all members are scale-invariant.</summary>
/// <param name="Left">a_-.</param>
/// <param name="Right">a_+.</param>
public sealed record FamilySlopes(Expr Left, Expr Right)
{
    /// <summary>C_W = 2/(a_+^2 + a_-^2), which makes C_W g(K) = K for every K (PDLT section 5.2).</summary>
    public Expr CriticalCw => Expansion.Expand(2 / Expansion.Expand((Left * Left) + (Right * Right)));

    /// <summary>The slopes of a family; null where it has others, or kinks that depend on the parameter.</summary>
    public static FamilySlopes? Of(ActivationFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (PieceBuilder.TryBuild(family.Definition) is not { Count: 1 or 2 } pieces || (pieces.Count == 2 && !pieces[1].From!.IsZero))
        {
            return null;
        }

        Expr?[] slopes = [.. pieces.Select(p => UnivariatePolynomial.TryFrom(p.Expression, Symbol.Z) is { Degree: <= 1 } line && line[0].IsZero ? line[1] : null)];
        return slopes[0] is Expr left && slopes[^1] is Expr right ? new FamilySlopes(left, right) : null;
    }
}
