namespace Theory.Numerics.Quadrature;

/// <summary>A point where two pieces meet, with the one-sided limits of the function and its derivatives.</summary>
internal readonly record struct Breakpoint(double Position, LocalValues Left, LocalValues Right)
{
    /// <summary>True where s itself jumps. Differences that rounding of the two formulas explains do not count.</summary>
    public bool IsJump =>
        !(Math.Abs(Right.S - Left.S) <= 1e-14 * (Math.Abs(Left.S) + Math.Abs(Right.S)
            + (1 + Math.Abs(Position)) * (Math.Abs(Left.S1) + Math.Abs(Right.S1))));

    /// <summary>The jump of s^2.</summary>
    public double SquareJump => IsJump ? (Right.S - Left.S) * (Right.S + Left.S) : 0;

    /// <summary>The jump of s s', half of that of (s^2)'.</summary>
    public double SlopeJump => Right.S * Right.S1 - Left.S * Left.S1;

    /// <summary>The jump of s'^2 + s s'', half of that of (s^2)''.</summary>
    public double CurvatureJump => Right.S1 * Right.S1 + Right.S * Right.S2 - (Left.S1 * Left.S1 + Left.S * Left.S2);

    /// <summary>The jump of s'^2.</summary>
    public double DerivativeSquareJump => (Right.S1 - Left.S1) * (Right.S1 + Left.S1);

    /// <summary>The jump of s' s'', half of that of (s'^2)'.</summary>
    public double DerivativeSlopeJump => Right.S1 * Right.S2 - Left.S1 * Left.S2;
}
