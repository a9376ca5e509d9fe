namespace Theory.Validation.DrawnArchitectures;

/// <summary>What was measured behind a layer.</summary>
/// <param name="Layer">The number of the layer, from 1, repetitions counted.</param>
/// <param name="Text">The layer as text.</param>
/// <param name="Kernels">K of every two inputs, those of the first with all, then of the second, and so on.</param>
/// <param name="Vertex">V of the first input.</param>
public sealed record MeasuredLayer(int Layer, string Text, IReadOnlyList<MeasuredValue> Kernels, MeasuredValue Vertex)
{
    /// <summary>Why there is no prediction of V; null where there is one.</summary>
    public string? VertexReason { get; init; }
}
