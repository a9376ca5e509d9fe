using System.Collections.Concurrent;

namespace Theory.Numerics.Quadrature;

/// <summary>The rounding errors of a function and its first derivative, remembered for cells of z: quadrature over a plane asks for the same neighbourhoods again and again.</summary>
/// <remarks>A cell is a 256th of an octave, in which such bounds hardly change; it has the larger one of its two ends. Safe for concurrent use.</remarks>
internal sealed class RoundingTable(SmoothPiece piece, RoundingBounds bounds)
{
    /// <summary>Bits of a double that do not tell cells apart.</summary>
    private const int Shift = 44;

    private readonly ConcurrentDictionary<int, (double S, double S1)> _cells = new();

    /// <summary>The table of a piece; null where its formulas do not cancel at points.</summary>
    public static RoundingTable? Of(SmoothPiece piece) => piece is { CancelsAtPoints: true, Rounding: RoundingBounds bounds } ? new RoundingTable(piece, bounds) : null;

    /// <summary>The bounds for s and s' at a point of the piece.</summary>
    public (double S, double S1) At(double z) => _cells.GetOrAdd((int)(BitConverter.DoubleToInt64Bits(z) >> Shift), Largest);

    private (double S, double S1) Largest(int cell)
    {
        long first = (long)cell << Shift;
        (double S, double S1) a = Bounds(first), b = Bounds(first | ((1L << Shift) - 1));
        return (Math.Max(a.S, b.S), Math.Max(a.S1, b.S1));
    }

    private (double S, double S1) Bounds(long bits)
    {
        Span<double> errors = stackalloc double[4];
        bounds(Math.Clamp(BitConverter.Int64BitsToDouble(bits), piece.From, piece.To), errors);
        return (errors[0], errors[1]);
    }
}
