namespace Theory.Numerics.TangentKernel;

/// <summary>A relative size c L^p/n of a network of depth L and width n.</summary>
/// <param name="Name">Which.</param>
/// <param name="Power">p, fitted; NaN for a size that is 0 or does not exist.</param>
/// <param name="Uncertainty">How far p may be off.</param>
/// <param name="Coefficient">c, at the deepest layer, for the next half-integer power where p is within 0.02 of one.</param>
/// <param name="Deepest">The size at the deepest layer, times n.</param>
public sealed record DepthPower(string Name, double Power, double Uncertainty, double Coefficient, double Deepest);
