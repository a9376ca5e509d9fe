namespace Theory.Numerics.Flow;

/// <summary>A flow as far as it goes.</summary>
/// <typeparam name="TLayer">What is predicted for a layer.</typeparam>
/// <param name="Layers">The layers that are reached, from 1.</param>
/// <param name="End">Where and why the flow ends early; null where it reaches the last layer.</param>
public sealed record FlowOutcome<TLayer>(IReadOnlyList<TLayer> Layers, FlowEnd? End)
{
    /// <summary>The layers of a flow that is needed to the last one.</summary>
    /// <exception cref="UserInputException">It ends before.</exception>
    public IReadOnlyList<TLayer> ToTheLast() => End is null ? Layers : throw new UserInputException(End.Text);
}
