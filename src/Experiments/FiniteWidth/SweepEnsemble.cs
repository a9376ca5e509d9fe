namespace Theory.Experiments.FiniteWidth;

/// <summary>The networks of one setting at one width.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Width">The width of the hidden layers.</param>
/// <param name="Trained">How many networks are trained.</param>
/// <param name="Sampled">How many more are sampled at the start.</param>
internal sealed record SweepEnsemble(SweepSetting Setting, int Width, int Trained, int Sampled);
