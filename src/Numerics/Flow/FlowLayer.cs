namespace Theory.Numerics.Flow;

/// <summary>The predictions for one layer of preactivations.</summary>
/// <param name="Layer">Layer number, from 1.</param>
/// <param name="K">Infinite-width kernel K(l).</param>
/// <param name="Metric">Mean metric to order 1/n: K(l) + G1(l)/n.</param>
/// <param name="Vertex">Four-point vertex V(l) to leading order, without the 1/n: n Var(Ghat(l)).</param>
/// <param name="ChiParallel">Parallel susceptibility at K(l).</param>
/// <param name="ChiPerp">Perpendicular susceptibility at K(l); NaN where s jumps.</param>
/// <param name="H">h at K(l); NaN where s jumps.</param>
/// <param name="NextOrderMetric">The next term of the mean metric, G2(l)/n^2: an estimate of what <paramref name="Metric"/> neglects; NaN where it leaves double precision.</param>
/// <param name="NextOrderVertex">The next term of n Var(Ghat(l)), of order 1/n: an estimate of what <paramref name="Vertex"/> neglects; NaN where it leaves double precision.</param>
/// <param name="RelativeFluctuation">V/(n K^2), the variance of Ghat relative to K^2: the expansion in 1/n needs it small.</param>
public sealed record FlowLayer(
    int Layer, double K, double Metric, double Vertex, double ChiParallel, double ChiPerp, double H,
    double NextOrderMetric, double NextOrderVertex, double RelativeFluctuation);
