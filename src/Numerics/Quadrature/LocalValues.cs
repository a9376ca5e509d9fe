namespace Theory.Numerics.Quadrature;

/// <summary>A function and its first three derivatives at one point, or their one-sided limits there.</summary>
internal readonly record struct LocalValues(double S, double S1, double S2, double S3)
{
    /// <summary>A derivative; order 0 is the function itself.</summary>
    public double this[int order] => order switch { 0 => S, 1 => S1, 2 => S2, _ => S3 };

    public static LocalValues Of(SmoothPiece piece, double z) => new(piece.S(z), piece.S1(z), piece.S2(z), piece.S3(z));

    /// <summary>
    /// The distance over which the function changes its character, judged by ratios of its derivatives; infinite if nothing is seen.
    /// Neighbouring orders alone would miss an odd or an even function, so that orders two apart are compared as well.
    /// </summary>
    public double OwnScale()
    {
        double scale = double.PositiveInfinity;
        Lower(ref scale, Math.Abs(S / S1));
        Lower(ref scale, Math.Abs(S1 / S2));
        Lower(ref scale, Math.Abs(S2 / S3));
        Lower(ref scale, Math.Sqrt(Math.Abs(S / S2)));
        Lower(ref scale, Math.Sqrt(Math.Abs(S1 / S3)));
        return scale;
    }

    // A zero ratio says that the lower derivative vanishes here, not that the scale does.
    private static void Lower(ref double scale, double ratio)
    {
        if (ratio > 1e-100 && ratio < scale)
        {
            scale = ratio;
        }
    }
}
