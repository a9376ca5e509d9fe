using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Design;

/// <summary>Single members that have an expansion about K* = 0 where their neighbours have none: the kink at z = 0 closes, or s(0) passes 0, as of leaky_relu(a) at a = 1, sigmoid(z) - w at w = 1/2.</summary>
public static class IsolatedMembers
{
    private const int Derivatives = 4;

    /// <summary>A derivative of at most this is 0.</summary>
    private const double Rounding = 1e-12;

    /// <summary>All of them: branches that consist of one value of the parameter.</summary>
    /// <exception cref="UserInputException">The kinks of the members have no exact form.</exception>
    public static IReadOnlyList<FamilyBranch> Of(ActivationFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return FamilyBranch.TryOf(family) is { } branches ? [.. branches.SelectMany(b => OfBranch(b, family.Parameter))] : [.. OfKink(family)];
    }

    /// <summary>Where s(0) vanishes within a branch in which it does not everywhere.</summary>
    private static IEnumerable<FamilyBranch> OfBranch(FamilyBranch branch, Symbol parameter) => branch.Value.IsZero ? []
        : Roots(branch.Value, parameter).Where(r => r > branch.From && r < branch.To).Select(r => branch with { From = r, To = r });

    /// <summary>Where the kink that all others have at z = 0 closes to third order, and s(0) = 0.</summary>
    /// <exception cref="UserInputException">The kinks of the members have no exact form.</exception>
    private static IEnumerable<FamilyBranch> OfKink(ActivationFamily family)
    {
        Symbol parameter = family.Parameter;
        foreach (FamilyRange range in FamilyRange.Of(family))
        {
            Piece[] pieces = [.. range.Members.Pieces];
            int right = Array.FindIndex(pieces, p => p.From?.IsZero == true);
            if (right < 1)
            {
                continue;
            }

            Expr[] above = AtZero(pieces[right].Expression), below = AtZero(pieces[right - 1].Expression);
            Expr[] conditions = [.. above.Zip(below, (a, b) => Expansion.Expand(a - b)).Append(above[0]).Where(d => !d.IsZero)];
            if (conditions.Length == 0)
            {
                continue;
            }

            foreach (double root in Roots(conditions[0], parameter))
            {
                bool all = root >= range.FromValue && root <= range.ToValue
                    && conditions.All(c => ConstantValue.Of(c.Substitute(parameter, Symbol.Z), root) is double left && Math.Abs(left) <= Rounding);
                if (all)
                {
                    yield return new FamilyBranch(root, root, Expr.Zero, above[1], above[2], above[3]) { Member = pieces[right].Expression };
                }
            }
        }

        Expr[] AtZero(Expr piece)
        {
            // Where the parameter is known to be positive, it has a symbol of its own.
            Expr s = piece.Substitute(new Symbol(parameter.Name, isPositive: true), parameter);
            return
            [
                .. Enumerable.Range(0, Derivatives).Select(order => Expansion.Expand(
                    Enumerable.Range(0, order).Aggregate(s, (e, _) => e.Derivative(Symbol.Z)).Substitute(Symbol.Z, Expr.Zero))),
            ];
        }
    }

    private static IEnumerable<double> Roots(Expr formula, Symbol parameter) => formula.Contains(parameter)
        ? (RealRoots.TryOf(formula.Substitute(parameter, Symbol.Z)) ?? []).Select(r => ConstantValue.Of(r)).OfType<double>()
        : [];
}
