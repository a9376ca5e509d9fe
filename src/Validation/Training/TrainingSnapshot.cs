namespace Theory.Validation.Training;

/// <summary>A stack of networks during its training, at an epoch at which it is looked at.</summary>
/// <param name="Epoch">Steps taken so far.</param>
/// <param name="First">The position of the first network in the ensemble, from 0.</param>
/// <param name="Networks">The parameters; valid during the call only.</param>
/// <param name="Diverged">Networks whose loss is not finite any more; they have been cleared.</param>
public sealed record TrainingSnapshot(int Epoch, int First, StackedNetworks Networks, IReadOnlyList<bool> Diverged);
