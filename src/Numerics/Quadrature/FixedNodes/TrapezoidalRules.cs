namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>An activation at the nodes of two trapezoidal rules of one step, outwards from 0; values at z and -z are added.</summary>
/// <remarks>
/// The first has its nodes at h(j + 1/2). The second is the mean of that rule shifted to the right and to the left. A component of the integrand that
/// oscillates k times a step is taken for a constant with the factor (-1)^k by the first and (-1)^k cos(2 pi k shift) by the second: its even part, and
/// only that counts. No multiple of the shift is close to an integer, so that they disagree whatever the frequency; rules whose nodes are
/// halves of each other agree on wrong values.
/// </remarks>
internal sealed class TrapezoidalRules
{
    private const double Shift = 0.38196601125010515;

    /// <summary>Evaluates the activation.</summary>
    /// <param name="piece">The activation.</param>
    /// <param name="step">h, in z.</param>
    /// <param name="capacity">The number of steps to each side.</param>
    public TrapezoidalRules(DirectPiece piece, double step, int capacity)
    {
        Capacity = capacity;
        Centred = new NodeTable(piece, [.. Enumerable.Range(0, capacity).Select(j => (j + 0.5) * step)], isSymmetric: true);
        Shifted = new NodeTable(
            piece, [.. Enumerable.Range(0, capacity).SelectMany(j => (double[])[(j + 0.5 - Shift) * step, (j + 0.5 + Shift) * step])], isSymmetric: true);
    }

    /// <summary>The number of steps to each side.</summary>
    public int Capacity { get; }

    /// <summary>One node a step.</summary>
    public NodeTable Centred { get; }

    /// <summary>Two nodes a step.</summary>
    public NodeTable Shifted { get; }
}
