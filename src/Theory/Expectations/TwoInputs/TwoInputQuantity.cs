namespace Theory.Expectations.TwoInputs;

/// <summary>A Gaussian expectation over the preactivations of two inputs, at C_W = 1.</summary>
/// <param name="Key">The name in JSON and code.</param>
/// <param name="Symbol">The symbol in plain text.</param>
/// <param name="Latex">The symbol in LaTeX.</param>
/// <param name="Definition">The definition in plain text.</param>
/// <param name="Description">What it means.</param>
/// <param name="OneInput">What it is for two equal inputs.</param>
/// <param name="Source">Where it is defined.</param>
public sealed record TwoInputQuantity(
    string Key, string Symbol, string Latex, string Definition, string Description, Quantity OneInput, string Source)
{
    /// <summary>&lt;s(z_a) s(z_b)&gt;, which drives the kernel: K_ab(l+1) = C_b + C_W &lt;s_a s_b&gt;.</summary>
    public static readonly TwoInputQuantity KernelProduct = new("ss", "<s s>", @"\langle\sigma_a\sigma_b\rangle",
        "<s(z_a) s(z_b)>", "two-input kernel: K_ab(l+1) = C_b + C_W <s_a s_b>", Quantity.Kernel, "paper section 2.2, PDLT 4.118");

    /// <summary>&lt;s'(z_a) s'(z_b)&gt;, the derivative of the kernel by the covariance (Price), which drives the tangent kernel.</summary>
    public static readonly TwoInputQuantity DerivativeProduct = new("dsds", "<s' s'>", @"\langle\sigma'_a\sigma'_b\rangle",
        "<s'(z_a) s'(z_b)>", "two-input derivative kernel: d<s_a s_b>/dc, factor of the tangent kernel", Quantity.ChiPerp, "PDLT 8.78");

    /// <summary>Both.</summary>
    public static IReadOnlyList<TwoInputQuantity> All { get; } = [KernelProduct, DerivativeProduct];

    /// <summary>Quantities are equal when their keys are.</summary>
    public bool Equals(TwoInputQuantity? other) => ReferenceEquals(this, other) || Key == other?.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Symbol;
}
