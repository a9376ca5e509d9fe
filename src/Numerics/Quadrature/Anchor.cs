namespace Theory.Numerics.Quadrature;

/// <summary>A point near which the integrand may change on a scale of its own: a breakpoint, the origin, or a <see cref="Feature"/>.</summary>
/// <param name="T">Position in t = z/sqrt(K).</param>
/// <param name="LeftScale">The integrand's scale on the left, in t.</param>
/// <param name="RightScale">The integrand's scale on the right, in t.</param>
/// <param name="IsBreakpoint">True if the pieces change here; the origin need not be an edge, a breakpoint must.</param>
/// <param name="IsFeature">True where the formula says that there is structure: panels are fitted to it before any is evaluated.</param>
internal readonly record struct Anchor(double T, double LeftScale, double RightScale, bool IsBreakpoint, bool IsFeature = false);
