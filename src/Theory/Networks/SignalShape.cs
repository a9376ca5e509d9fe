using System.Globalization;

namespace Theory.Networks;

/// <summary>The shape of a signal: neurons, or channels at the positions of a sequence or an image.</summary>
/// <param name="Width">The number of neurons or channels; null where it is infinite or not known.</param>
/// <param name="Extents">The extents of a sequence or image; none for neurons.</param>
public sealed record SignalShape(int? Width, IReadOnlyList<int> Extents)
{
    /// <summary>A signal of which nothing is known.</summary>
    public static SignalShape Unknown { get; } = new(null, []);

    /// <summary>The number of positions.</summary>
    public int Positions => Extents.Aggregate(1, (a, b) => a * b);

    /// <summary>True for a sequence or an image.</summary>
    public bool IsImage => Extents.Count > 0;

    /// <inheritdoc/>
    public override string ToString()
    {
        string width = Width is int n ? n.ToString(CultureInfo.InvariantCulture) : "n";
        return IsImage ? $"{string.Join('x', Extents)}x{width}" : width;
    }

    /// <summary>True when both can be added.</summary>
    internal bool Fits(SignalShape other) => Extents.SequenceEqual(other.Extents) && (Width is null || other.Width is null || Width == other.Width);
}
