namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>What becomes of a small squared distance d of two inputs of kernels a and b: E = &lt;(s_1 - s_2)^2&gt; = chi d + h (a - b)^2 + O(d^(3/2)) (PDLT 5.46-5.48).</summary>
/// <param name="Slope">chi = &lt;s'^2&gt; at the midpoint.</param>
/// <param name="H">h = chi'/2.</param>
/// <param name="Bend">dh/dK.</param>
internal readonly record struct ClosePairResponse(double Slope, double H, double Bend);
