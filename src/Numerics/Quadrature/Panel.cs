namespace Theory.Numerics.Quadrature;

/// <summary>An interval of t = z/sqrt(K) on which the integrand is smooth.</summary>
/// <param name="From">Lower end.</param>
/// <param name="To">Upper end.</param>
/// <param name="Piece">Index of the smooth piece that it lies in.</param>
/// <param name="LeftAnchor">Index of the anchor at its lower end, or -1.</param>
/// <param name="RightAnchor">Index of the anchor at its upper end, or -1.</param>
/// <param name="Depth">How often it was split.</param>
internal readonly record struct Panel(double From, double To, int Piece, int LeftAnchor, int RightAnchor, int Depth)
{
    public double Centre => 0.5 * (From + To);

    /// <summary>The error, for its width, of the panel that it was cut from; 0 if it was not cut.</summary>
    public double ErrorDensity { get; init; }

    public double HalfWidth => 0.5 * (To - From);
}
