namespace Theory.Numerics.InverseWidth;

/// <summary>An expansion could not be continued; the message says why.</summary>
internal sealed class InverseWidthFailure(string message) : Exception(message);
