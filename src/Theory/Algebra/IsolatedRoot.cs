namespace Theory.Algebra;

/// <summary>A real root of a polynomial, alone in an interval whose ends are no roots.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end; the interval is narrower than a unit in the last place of a double.</param>
/// <param name="SignBelow">The sign of the polynomial from the root before to this one.</param>
/// <param name="SignAbove">Its sign from this root to the next; equal to the other for a root of even multiplicity.</param>
public sealed record IsolatedRoot(Dyadic Low, Dyadic High, int SignBelow, int SignAbove)
{
    /// <summary>The root in double precision.</summary>
    public double Value => Dyadic.Between(Low, High, 1, 1).ToDouble();
}
