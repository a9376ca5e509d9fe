namespace Theory.Numerics.ExactLaw;

/// <summary>A law could not be computed; the message says why.</summary>
internal sealed class LawFailure(string message) : Exception(message);
