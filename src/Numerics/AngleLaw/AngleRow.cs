namespace Theory.Numerics.AngleLaw;

/// <summary>The law of the next correlation, given one: densities per node at nodes of either sign, and atoms.</summary>
/// <param name="Positive">At nodes of positive correlations.</param>
/// <param name="Negative">At nodes of negative ones.</param>
/// <param name="Atoms">The atoms.</param>
internal sealed record AngleRow(NodeDensity Positive, NodeDensity Negative, PairAtoms Atoms);

/// <summary>Densities at nodes <c>First</c>, <c>First + 1</c>, …</summary>
/// <param name="First">The first node.</param>
/// <param name="Values">The densities.</param>
internal readonly record struct NodeDensity(int First, double[] Values)
{
    /// <summary>No mass.</summary>
    public static NodeDensity None { get; } = new(0, []);
}
