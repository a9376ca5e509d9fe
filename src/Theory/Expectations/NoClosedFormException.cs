namespace Theory.Expectations;

/// <summary>Ends a derivation that leaves the decidable class; caught in <see cref="Derivation"/>, never seen by callers.</summary>
internal sealed class NoClosedFormException(string reason) : Exception(reason);
