using Theory.Design;
using Theory.Expressions;

namespace Theory.Numerics.Design;

/// <summary>Where a formula in the parameter vanishes within a branch of a family.</summary>
/// <param name="Zeros">The zeros by rising value, with exact expressions where they are known.</param>
/// <param name="IsEverywhere">It vanishes identically.</param>
/// <param name="IsProven">There are no others; false where they come from a scan.</param>
internal sealed record ZeroSet(IReadOnlyList<(double Value, Expr? Exact)> Zeros, bool IsEverywhere, bool IsProven)
{
    private const double Fulfilled = 1e-9;

    /// <summary>The zeros, exactly where that can be had, else among values of the parameter.</summary>
    public static ZeroSet Of(Expr formula, FamilyBranch branch, Symbol parameter, ParameterScan scan)
    {
        if (formula.IsZero)
        {
            return new ZeroSet([], true, true);
        }

        bool Inside(double t) => t > branch.From && t < branch.To;
        if (ParameterFormula.TryRoots(formula, parameter) is { } exact)
        {
            return new ZeroSet([.. exact.Where(r => Inside(r.Value))], false, true);
        }

        double At(double t) => ParameterFormula.At(formula, parameter, t);
        double[] zeros = [.. scan.Zeros(At, [.. scan.Values.Select(At)]).Where(z => Inside(z) && Math.Abs(At(z)) <= Fulfilled)];
        return new ZeroSet([.. zeros.Select(z => (z, (Expr?)null))], false, false);
    }
}
