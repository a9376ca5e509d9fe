namespace Theory.Networks;

/// <summary>Layer normalisation or RMS normalisation over the neurons, without trained gain and offset.</summary>
/// <param name="Kind">Which.</param>
public sealed record Normalisation(NormalisationKind Kind) : Layer;
