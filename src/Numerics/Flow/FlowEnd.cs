namespace Theory.Numerics.Flow;

/// <summary>Where a flow ends before the last layer of its network, and why.</summary>
/// <param name="Layer">The first layer that is not reached.</param>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Text">What ends the flow, and what would not, in one line.</param>
public sealed record FlowEnd(int Layer, FlowEndKind Kind, string Text);
