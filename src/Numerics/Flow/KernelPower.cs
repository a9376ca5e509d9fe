namespace Theory.Numerics.Flow;

/// <summary>g(K) = c K^p, as of homogeneous activations: their kernels are followed as logarithms, beyond double precision.</summary>
/// <param name="Power">p.</param>
/// <param name="Coefficient">c = g(1).</param>
public readonly record struct KernelPower(double Power, double Coefficient)
{
    /// <summary>ln(C_W g(K)), which without biases is the next ln K.</summary>
    /// <param name="logK">ln K.</param>
    /// <param name="cw">C_W.</param>
    public double Next(double logK, double cw) => (Power * logK) + Math.Log(cw * Coefficient);
}
