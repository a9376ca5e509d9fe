namespace Theory.Numerics.Architectures;

/// <summary>The fluctuations behind an activation, kept until weights take their mean.</summary>
/// <param name="Before">Those of the signal that entered it.</param>
/// <param name="Moments">What of the activation matters.</param>
internal sealed record ActivatedFluctuation(GaussianFluctuation Before, SquareMoments Moments) : IFluctuation;
