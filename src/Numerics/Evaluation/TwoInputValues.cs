namespace Theory.Numerics.Evaluation;

/// <summary>The two-input expectations at one pair of inputs, at C_W = 1.</summary>
/// <param name="Ka">The variance of z_a.</param>
/// <param name="Kb">The variance of z_b.</param>
/// <param name="Rho">Their correlation.</param>
/// <param name="KernelProduct">&lt;s(z_a) s(z_b)&gt;.</param>
/// <param name="DerivativeProduct">&lt;s'(z_a) s'(z_b)&gt;.</param>
public sealed record TwoInputValues(double Ka, double Kb, double Rho, QuantityValue KernelProduct, QuantityValue DerivativeProduct);
