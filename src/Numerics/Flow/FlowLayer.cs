using Theory.Numerics.Criticality;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow;

/// <summary>The predictions for one layer of preactivations.</summary>
/// <param name="Layer">Layer number, from 1.</param>
/// <param name="K">Infinite-width kernel K(l); NaN where it leaves double precision and only <see cref="LogK"/> exists.</param>
/// <param name="Metric">Mean metric to order 1/n: K(l) + G1(l)/n, n the width before the layer.</param>
/// <param name="Vertex">Four-point vertex V(l) to leading order, without the 1/n: n Var(Ghat(l)), n the width before the layer.</param>
/// <param name="ChiParallel">Parallel susceptibility at K(l), with the C_W of the next layer.</param>
/// <param name="ChiPerp">Perpendicular susceptibility at K(l), with the C_W of the next layer; NaN where s jumps.</param>
/// <param name="H">h at K(l); NaN where s jumps.</param>
/// <param name="NextOrderMetric">The next term of the mean metric, G2(l)/n^2: an estimate of what <paramref name="Metric"/> neglects; NaN where it leaves double precision, and for weights that are not normal.</param>
/// <param name="NextOrderVertex">The next term of n Var(Ghat(l)), of order 1/n: an estimate of what <paramref name="Vertex"/> neglects; NaN where it leaves double precision, and for weights that are not normal.</param>
/// <param name="RelativeFluctuation">V/(n K^2), the variance of Ghat relative to K^2: the expansion in 1/n needs it small.</param>
public sealed record FlowLayer(
    int Layer, double K, double Metric, double Vertex, double ChiParallel, double ChiPerp, double H,
    double NextOrderMetric, double NextOrderVertex, double RelativeFluctuation)
{
    /// <summary>
    /// The fourth cumulant E[z^4] - 3 E[z^2]^2 of a neuron to order 1/n: 3 V/n for normal weights, and what other laws of weights add to it.
    /// </summary>
    public double FourthCumulant { get; init; } = 3 * RelativeFluctuation * K * K;

    /// <summary>The size of what <see cref="Metric"/> neglects where the next order is not known, as for weights that are not normal; else 0.</summary>
    public double NeglectedMetric { get; init; }

    /// <summary>The size of what <see cref="Vertex"/> neglects where the next order is not known; else 0.</summary>
    public double NeglectedVertex { get; init; }

    /// <summary>C_b of the layer, the part of K(l) that is the same in every network.</summary>
    public double Bias { get; init; }

    /// <summary>V/(n (K - C_b)^2), the variance of what differs from network to network relative to its mean squared: statistics need it small, whatever C_b hides.</summary>
    public double SignalFluctuation => Bias == 0 || RelativeFluctuation == 0 ? RelativeFluctuation : RelativeFluctuation / (1 - (Bias / K)) / (1 - (Bias / K));

    /// <summary>The excess kurtosis of Ghat(l) over networks, which tells how uncertain a measured vertex is; NaN unless <see cref="MetricTails"/> added it.</summary>
    public double MetricKurtosis { get; init; } = double.NaN;

    /// <summary>Why there is no <see cref="MetricKurtosis"/>: &lt;s^8&gt; diverges, overflows or could not be computed; null where there is one, or none was asked for.</summary>
    public NoValue? NoMetricKurtosis { get; init; }

    /// <summary>ln K(l), which exists where K(l) exceeds double precision.</summary>
    public double LogK { get; init; } = Math.Log(K);

    /// <summary>ln V(l), which exists where V(l) exceeds double precision; -infinity in the first layer.</summary>
    public double LogVertex { get; init; } = Math.Log(Vertex);

    /// <summary>xi_par = -1/ln chi_par: positive where deviations of the kernel shrink.</summary>
    public double ParallelDepth { get; init; } = CorrelationDepth.Of(ChiParallel);

    /// <summary>xi_perp = -1/ln chi_perp: positive where differences of inputs shrink; NaN where s jumps.</summary>
    public double PerpendicularDepth { get; init; } = CorrelationDepth.Of(ChiPerp);

    /// <summary>
    /// ln of E|dL/dz(l)|^2 / E|dL/dz(L)|^2, the growth of squared gradients on their way back from the last layer: the sum of ln chi_perp from layer l on, at
    /// infinite width; NaN where s jumps.
    /// </summary>
    public double LogGradient { get; init; } = double.NaN;

    /// <summary>Infinite-width tangent kernel Theta(l) of the input with itself; NaN where s jumps or double precision is left.</summary>
    public double TangentKernel { get; init; } = double.NaN;

    /// <summary>E|dL/dz(l)|^2 / E|dL/dz(L)|^2; infinite or 0 where only <see cref="LogGradient"/> can hold it.</summary>
    public double GradientGrowth => Math.Exp(LogGradient);
}
