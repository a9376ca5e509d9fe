using System.Collections.Concurrent;

namespace Theory.Numerics.Quadrature;

/// <summary>
/// The nodes of three trapezoidal rules in t = z/sqrt(K) on [-reach, reach], shifted against each other, with the standard normal density there.
/// </summary>
internal sealed class TrapezoidalNodes
{
    /// <summary>Step 1/512: finer structure than that is left to the adaptive quadrature.</summary>
    public const int FinestLevel = 8;

    /// <summary>
    /// The part of a step by which each rule is shifted against the one before. What one rule mistakes for a slower oscillation appears in the others with
    /// other phases, whatever its frequency, because no multiple of this number is close to an integer; two phases can give the same error, three cannot.
    /// </summary>
    private const double Shift = 0.38196601125010515;

    private static readonly ConcurrentDictionary<(double Reach, int Level), TrapezoidalNodes> Known = new();

    private TrapezoidalNodes(double reach, int level)
    {
        Step = StepOf(level);
        int steps = (int)(2 * reach / Step);
        First = steps + 1;
        Nodes =
        [
            .. Enumerable.Range(0, steps + 1).Select(i => -reach + (i * Step)),
            .. Enumerable.Range(0, steps).Select(i => -reach + ((i + Shift) * Step)),
            .. Enumerable.Range(0, steps).Select(i => -reach + ((i + (2 * Shift)) * Step)),
        ];
        Density = [.. Nodes.Select(SpecialFunctions.NormalPdf)];
    }

    /// <summary>The distance of the nodes.</summary>
    public double Step { get; }

    /// <summary>The number of nodes of the first rule, both ends of the range included; the others have one less.</summary>
    public int First { get; }

    /// <summary>The nodes of one rule after the other, each in increasing order.</summary>
    public double[] Nodes { get; }

    /// <summary>The standard normal density at them.</summary>
    public double[] Density { get; }

    /// <summary>The step of a level: 1/2 for level 0, and half of that for each further one.</summary>
    public static double StepOf(int level) => Math.ScaleB(0.5, -level);

    /// <summary>The nodes of a level; a whole number of steps 1/2 fits into the reach.</summary>
    public static TrapezoidalNodes Of(double reach, int level) => Known.GetOrAdd((reach, level), key => new TrapezoidalNodes(key.Reach, key.Level));
}
