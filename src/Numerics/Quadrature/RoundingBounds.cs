namespace Theory.Numerics.Quadrature;

/// <summary>Bounds of the rounding errors of a function and its derivatives at a point.</summary>
/// <param name="z">The point.</param>
/// <param name="bounds">Receives them by the order of the derivative.</param>
internal delegate void RoundingBounds(double z, Span<double> bounds);
