namespace Theory.Numerics.Recommendations;

/// <summary>Another initialisation of a network of any layers.</summary>
/// <param name="Cb">C_b.</param>
/// <param name="Cw">C_W.</param>
/// <param name="Beta">beta; null where every skip says its own.</param>
/// <param name="FirstKernel">The kernel behind the first layer.</param>
/// <param name="Gradients">The factor by which squared gradients change.</param>
/// <param name="Correlation">Of the outputs of unrelated inputs.</param>
/// <param name="Nonlinearity">The share of the outputs' variance that is neither constant nor linear in the inputs.</param>
public sealed record NetworkAlternative(double Cb, double Cw, double? Beta, double FirstKernel, double Gradients, double Correlation, double Nonlinearity);
