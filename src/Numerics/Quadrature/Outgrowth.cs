using Theory.Asymptotics;
using Theory.Expressions;

namespace Theory.Numerics.Quadrature;

/// <summary>Functions that grow faster than every Gaussian density decays, as exp(z^4) and exp(exp(z)): they have no expectation at any K.</summary>
/// <remarks>
/// At small K they are tame as far as any quadrature looks: &lt;exp(2 z^4)&gt; at K = 0.01 seems to be 1.0006. Most formulas tell (<see cref="GaussianGrowth"/>); others are followed through the range of
/// doubles, which sees exp(|z|^2.1), not exp(|z|^2.02).
/// </remarks>
internal static class Outgrowth
{
    private const double Nearest = 0.0625;
    private const double Farthest = 1e8;

    /// <summary>log|s|/z^2 of exp(z^2 - 100 z) rises as well, but ever less: this much from one point to the next, and on the whole, is a rise without end.</summary>
    private const double Rise = 1.01;
    private const double WholeRise = 4;
    private const int FewestRises = 4;

    /// <summary>True if a derivative of a function outgrows every density on one of its sides; false where no formula is known beyond the range of doubles.</summary>
    public static bool Of(PiecewiseSmoothFunction function, int order) =>
        IsOutgrown(function, order, -1) || IsOutgrown(function, order, 1);

    /// <summary>False if no derivative of a formula can: its exponentials and their kin are those of affine arguments, which grow and decay like Gaussians at most.</summary>
    /// <remarks>Numbers of fifty digits, as those of members of a family, make derivatives in extended range slow: most formulas need none.</remarks>
    public static bool IsPossible(Expr formula) => formula switch
    {
        Power power when !power.Exponent.IsConstant => true,
        Function { Kind: FunctionKind.Log or FunctionKind.Abs or FunctionKind.Sign or FunctionKind.Step or FunctionKind.Max or FunctionKind.Min or FunctionKind.Sin or FunctionKind.Cos } tame =>
            tame.Arguments.Any(IsPossible),
        Function function => !function.Arguments.All(IsAffine),
        _ => formula.Children.Any(IsPossible),
    };

    private static bool IsAffine(Expr argument) => argument switch
    {
        Symbol => true,
        Sum sum => sum.Children.All(IsAffine),
        Product product => product.Children.Count(c => !c.IsConstant) <= 1 && product.Children.All(IsAffine),
        _ => argument.IsConstant,
    };

    private static bool IsOutgrown(PiecewiseSmoothFunction function, int order, int side)
    {
        SmoothPiece piece = side < 0 ? function.Pieces[0] : function.Pieces[^1];
        if (piece.Scaled is null || !piece.MayOutgrow)
        {
            return false;
        }

        if (function.Growth(side) is { } growth)
        {
            return growth.IsBeyond;
        }

        (double previous, double whole, int rises) = (0, 1, 0);
        for (double z = Nearest; z < Farthest; z *= Math.Sqrt(2))
        {
            if (side * z < piece.From || side * z > piece.To)
            {
                continue;
            }

            ScaledNumber value = piece.Scaled(order, side * z);
            if (!double.IsFinite(value.Mantissa))
            {
                break;
            }

            double rate = (Math.Log(Math.Abs(value.Mantissa)) + (value.Exponent * Math.Log(2))) / (z * z);
            (rises, whole) = previous > 0 && rate > Rise * previous ? (rises + 1, whole * (rate / previous)) : (0, 1);
            previous = rate;
        }

        return rises >= FewestRises && whole > WholeRise;
    }
}
