using System.Runtime.CompilerServices;

namespace Theory.Validation.Random;

/// <summary>Standard normal numbers in double precision by a ziggurat of 256 layers.</summary>
/// <remarks>
/// G. Marsaglia, W. W. Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5 (2000). Layer, sign and position
/// come from different bits of one 64-bit word, which avoids the correlation that J. A. Doornik (2005) found in the original. The tail
/// beyond <see cref="TailStart"/> is exact (G. Marsaglia, 1964).
/// </remarks>
internal static class NormalZiggurat
{
    /// <summary>Where the tail begins, r; it solves the closure of 256 layers of equal area (root found with 40 digits).</summary>
    public const double TailStart = 3.6541528853610088;

    private const int Layers = 256;

    // Area of each layer under exp(-x^2/2): r f(r) + integral of f from r to infinity.
    private const double LayerArea = 0.004928673233974655;

    // A signed integer of 53 bits, shifted by one half to be symmetric about 0, times this lies in (-1, 1).
    private const double PositionScale = 1.0 / (1L << 52);

    /// <summary>
    /// Right edges x_0 &gt; x_1 = r &gt; … &gt; x_256 = 0; x_0 is the width that a rectangle of the bottom layer's area would have.
    /// </summary>
    private static readonly double[] Edges = MakeEdges();

    private static readonly double[] Heights = [.. Edges.Select(Density)];

    private static readonly double[] Widths = [.. Edges.Take(Layers).Select(x => x * PositionScale)];

    /// <summary>Positions with 24 bits and a sign, below these, lie inside the rectangle that needs no further test; by layer.</summary>
    public static int[] InsideSingle { get; } = [.. Edges.Zip(Edges.Skip(1), (outer, inner) => (int)(inner / outer * (1 << 23)))];

    /// <summary>What a position of 24 bits is multiplied by, to become a number of the layer.</summary>
    public static float[] WidthsSingle { get; } = [.. Edges.Take(Layers).Select(x => (float)(x / (1 << 23)))];

    /// <summary>As <see cref="InsideSingle"/>, for positions with 53 bits and a sign.</summary>
    public static long[] InsideDouble { get; } = [.. Edges.Zip(Edges.Skip(1), (outer, inner) => (long)(inner / outer * (1L << 52)))];

    /// <summary>As <see cref="WidthsSingle"/>, for positions of 53 bits.</summary>
    public static double[] WidthsDouble => Widths;

    /// <summary>The next normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Next(ref Xoshiro256PlusPlus bits)
    {
        ulong word = bits.Next();
        int layer = (int)(word & (Layers - 1));
        double x = (((long)word >> 11) + 0.5) * Widths[layer];
        return Math.Abs(x) < Edges[layer + 1] ? x : Finish(ref bits, layer, x);
    }

    /// <summary>The number that a draw outside the rectangles ends in: a number in the wedge or the tail, or one of a new draw.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Finish(ref Xoshiro256PlusPlus bits, int layer, double x)
    {
        while (true)
        {
            if (layer == 0)
            {
                return Math.CopySign(NextInTail(ref bits), x);
            }

            if (LiesBelowDensity(layer, Math.Abs(x), bits.NextPositiveUniform()))
            {
                return x;
            }

            ulong word = bits.Next();
            layer = (int)(word & (Layers - 1));
            x = (((long)word >> 11) + 0.5) * Widths[layer];
            if (Math.Abs(x) < Edges[layer + 1])
            {
                return x;
            }
        }
    }

    /// <summary>True when the point at x, a given part of the way up a layer, lies below exp(-x^2/2).</summary>
    /// <remarks>
    /// The density is concave below 1 and convex above: it lies on one side of its chord between the edges of the layer and on the other of
    /// its tangents there, which decides nearly always.
    /// </remarks>
    private static bool LiesBelowDensity(int layer, double x, double part)
    {
        (double outer, double inner) = (Edges[layer], Edges[layer + 1]);
        (double low, double high) = (Heights[layer], Heights[layer + 1]);
        double height = low + (part * (high - low));
        bool belowChord = part * (outer - inner) < outer - x;
        double outerTangent = low * (1 + (outer * (outer - x)));
        double innerTangent = high * (1 - (inner * (x - inner)));
        if (inner >= 1)
        {
            if (!belowChord)
            {
                return false;
            }

            if (height < Math.Max(outerTangent, innerTangent))
            {
                return true;
            }
        }
        else if (outer <= 1)
        {
            if (belowChord)
            {
                return true;
            }

            if (height > Math.Min(outerTangent, innerTangent))
            {
                return false;
            }
        }

        return height < Density(x);
    }

    private static double NextInTail(ref Xoshiro256PlusPlus bits)
    {
        double excess;
        double bound;
        do
        {
            excess = -Math.Log(bits.NextPositiveUniform()) / TailStart;
            bound = -2 * Math.Log(bits.NextPositiveUniform());
        }
        while (bound < excess * excess);
        return TailStart + excess;
    }

    private static double Density(double x) => Math.Exp(-x * x / 2);

    private static double[] MakeEdges()
    {
        double[] edges = new double[Layers + 1];
        edges[0] = LayerArea / Density(TailStart);
        edges[1] = TailStart;
        for (int i = 2; i < Layers; i++)
        {
            edges[i] = Math.Sqrt(-2 * Math.Log((LayerArea / edges[i - 1]) + Density(edges[i - 1])));
        }

        return edges;
    }
}
