namespace Theory.Numerics.Criticality;

/// <summary>The expectations that decide about fixed points, at one kernel and C_W = 1.</summary>
/// <param name="K">The kernel.</param>
/// <param name="G">g(K) = &lt;s^2&gt;.</param>
/// <param name="Slope">g'(K).</param>
/// <param name="SlopeSquare">&lt;s'^2&gt;; NaN where s jumps.</param>
internal readonly record struct KernelSample(double K, double G, double Slope, double SlopeSquare);
