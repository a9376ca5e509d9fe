namespace Theory.Numerics.Architectures;

/// <summary>Fluctuations that are not known.</summary>
/// <param name="Reason">Why, in one line.</param>
internal sealed record UnknownFluctuation(string Reason) : IFluctuation;
