using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Evaluation;

/// <summary>The two-input expectations at one pair of inputs, at C_W = 1.</summary>
/// <param name="Ka">The variance of z_a.</param>
/// <param name="Kb">The variance of z_b.</param>
/// <param name="Rho">Their correlation.</param>
/// <param name="KernelProduct">&lt;s(z_a) s(z_b)&gt;.</param>
/// <param name="DerivativeProduct">&lt;s'(z_a) s'(z_b)&gt;.</param>
public sealed record TwoInputValues(double Ka, double Kb, double Rho, QuantityValue KernelProduct, QuantityValue DerivativeProduct)
{
    /// <summary>What the first of them has instead of a value that diverges, overflows, or could not be computed; null where both have one or do not exist.</summary>
    internal NoValue? Missing => new[] { KernelProduct.Missing, DerivativeProduct.Missing }.FirstOrDefault(m => m is { Kind: not NoValueKind.Undefined });
}
