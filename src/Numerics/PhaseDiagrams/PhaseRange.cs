namespace Theory.Numerics.PhaseDiagrams;

/// <summary>The part of the plane that a phase diagram shows.</summary>
/// <param name="CwFrom">The least C_W, positive.</param>
/// <param name="CwTo">The largest C_W.</param>
/// <param name="CbFrom">The least C_b, at least 0.</param>
/// <param name="CbTo">The largest C_b.</param>
/// <param name="Grid">Points along each side, 2 to 4000; the ends are among them.</param>
public sealed record PhaseRange(double CwFrom, double CwTo, double CbFrom, double CbTo, int Grid)
{
    /// <summary>Grids finer than this are refused.</summary>
    public const int MaximumGrid = 4000;

    /// <summary>The values of C_W.</summary>
    public IEnumerable<double> Cw => Points(CwFrom, CwTo);

    /// <summary>The values of C_b.</summary>
    public IEnumerable<double> Cb => Points(CbFrom, CbTo);

    /// <summary>Checks every value.</summary>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public void Validate()
    {
        Require.That(CwFrom > 0 && CwTo > CwFrom && double.IsFinite(CwTo), $"the range of C_W must go from a positive number to a larger one, got {CwFrom}..{CwTo}");
        Require.That(CbFrom >= 0 && CbTo > CbFrom && double.IsFinite(CbTo), $"the range of C_b must go from 0 or more to a larger number, got {CbFrom}..{CbTo}");
        Require.That(Grid is >= 2 and <= MaximumGrid, $"the grid must be between 2 and {MaximumGrid} points a side, got {Grid}");
    }

    /// <summary>True for an initialisation inside the diagram.</summary>
    internal bool Contains(double cw, double cb) => cw >= CwFrom && cw <= CwTo && cb >= CbFrom && cb <= CbTo;

    private IEnumerable<double> Points(double from, double to) =>
        Enumerable.Range(0, Grid).Select(i => i == Grid - 1 ? to
            : (to - from) * i is var part && double.IsFinite(part) ? from + (part / (Grid - 1))
            : from + ((to - from) / (Grid - 1) * i));
}
