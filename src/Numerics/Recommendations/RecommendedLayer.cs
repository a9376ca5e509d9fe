namespace Theory.Numerics.Recommendations;

/// <summary>What to set in a weight layer, and what happens in the layer of preactivations behind it.</summary>
/// <param name="Layer">Its number, from 1.</param>
/// <param name="Cb">C_b.</param>
/// <param name="Cw">C_W.</param>
/// <param name="K">The kernel.</param>
/// <param name="Correlation">The correlation that unrelated inputs have there.</param>
/// <param name="RelativeFluctuation">V/(nK^2).</param>
/// <param name="MetricShift">G1/(nK), the correction of order 1/n to the kernel, relative to it.</param>
/// <param name="NextOrder">G2/(n^2 K), what that correction neglects; NaN where it leaves double precision.</param>
/// <param name="ExcessKurtosis">That of a neuron, to order 1/n.</param>
/// <param name="LogGradient">ln of E|dL/dz|^2 of the layer over that of the last one; NaN where s jumps.</param>
public sealed record RecommendedLayer(
    int Layer, double Cb, double Cw, double K, double Correlation, double RelativeFluctuation, double MetricShift, double NextOrder, double ExcessKurtosis, double LogGradient);
