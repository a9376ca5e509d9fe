namespace Theory.Polynomials.Networks;

/// <summary>A network is not the polynomial that it should be, or cannot be proven to be.</summary>
public sealed class NotPolynomialException(string message) : Exception(message);
