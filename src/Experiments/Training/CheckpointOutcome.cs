namespace Theory.Experiments.Training;

/// <summary>A trained ensemble at a checkpoint.</summary>
/// <param name="Epoch">Steps taken.</param>
/// <param name="Overflowed">Networks left out because a kernel of theirs is not finite, or their loss has not been.</param>
/// <param name="Layers">Layer by layer.</param>
internal sealed record CheckpointOutcome(int Epoch, int Overflowed, IReadOnlyList<LayerOutcome> Layers);
