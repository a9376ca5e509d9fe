namespace Theory.Validation.Training;

/// <summary>What came of a training.</summary>
/// <param name="Losses">The loss of each network before each step: [network][epoch]; NaN once it has diverged.</param>
/// <param name="DivergedAt">The first epoch at which a network's loss was not finite, or null.</param>
public sealed record TrainingResult(IReadOnlyList<double[]> Losses, IReadOnlyList<int?> DivergedAt);
