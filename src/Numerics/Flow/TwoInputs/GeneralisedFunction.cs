using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>A function of z with point masses, as derivatives of an activation have them at its kinks and jumps.</summary>
/// <param name="Regular">The function between them.</param>
/// <param name="Masses">The point masses.</param>
internal sealed record GeneralisedFunction(Func<double, double> Regular, IReadOnlyList<PointMass> Masses)
{
    /// <summary>s.</summary>
    public static GeneralisedFunction Of(PiecewiseSmoothFunction s) => new(s.ValueAt, []);

    /// <summary>s': a jump of s is a mass.</summary>
    public static GeneralisedFunction FirstDerivative(PiecewiseSmoothFunction s) => new(
        z => s.PieceAt(z).S1(z),
        [.. s.Junctions.Where(b => b.IsJump).Select(b => new PointMass(b.Position, b.Right.S - b.Left.S, 0))]);

    /// <summary>s'': a kink of s is a mass, a jump a dipole.</summary>
    public static GeneralisedFunction SecondDerivative(PiecewiseSmoothFunction s) => new(
        z => s.PieceAt(z).S2(z),
        [.. s.Junctions.Select(b => new PointMass(b.Position, Kink(b), b.IsJump ? b.Right.S - b.Left.S : 0)).Where(m => m.Weight != 0 || m.Dipole != 0)]);

    /// <summary>The function times z: z delta' = b delta' - delta at b.</summary>
    public GeneralisedFunction TimesZ() => new(
        z => z * Regular(z),
        [.. Masses.Select(m => new PointMass(m.Position, (m.Position * m.Weight) - m.Dipole, m.Position * m.Dipole))]);

    /// <summary>The jump of s'. Differences that rounding of the two formulas explains do not count.</summary>
    private static double Kink(Breakpoint b)
    {
        double jump = b.Right.S1 - b.Left.S1;
        double size = Math.Abs(b.Left.S1) + Math.Abs(b.Right.S1) + ((1 + Math.Abs(b.Position)) * (Math.Abs(b.Left.S2) + Math.Abs(b.Right.S2)));
        return Math.Abs(jump) <= 1e-14 * size ? 0 : jump;
    }
}
