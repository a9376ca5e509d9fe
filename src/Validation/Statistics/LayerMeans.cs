namespace Theory.Validation.Statistics;

/// <summary>Means over networks at one layer: what every statistic is a function of.</summary>
/// <remarks>Powers of the metric are in powers of a unit, which the methods put back; ratios need not.</remarks>
public sealed class LayerMeans
{
    private readonly MomentLayout _layout;
    private readonly double[] _means;
    private readonly double _unit;

    internal LayerMeans(MomentLayout layout, double[] means, double unit)
    {
        _layout = layout;
        _means = means;
        _unit = unit;
    }

    /// <summary>E[Ghat_ab].</summary>
    public double Metric(int a, int b) => _means[_layout.Pair(a, b)] * _unit;

    /// <summary>Cov(Ghat_ab, Ghat_cd).</summary>
    public double Covariance(int a, int b, int c, int d)
    {
        (int p, int q) = (_layout.Pair(a, b), _layout.Pair(c, d));
        (double together, double apart) = (_means[_layout.Product(p, q)], _means[p] * _means[q]);

        // Where nothing fluctuates, as for sign(z) with s^2 = 1, the rounding of the means is left.
        return Math.Abs(together - apart) <= 1e-15 * Math.Abs(together) ? 0 : (together - apart) * _unit * _unit;
    }

    /// <summary>The third cumulant of Ghat_aa.</summary>
    public double ThirdCumulant(int a)
    {
        (double x, double x2, double x3, _) = Powers(a);
        return (x3 - (3 * x2 * x) + (2 * x * x * x)) * _unit * _unit * _unit;
    }

    /// <summary>The excess kurtosis of Ghat_aa over networks.</summary>
    public double ExcessKurtosis(int a)
    {
        (double x, double x2, double x3, double x4) = Powers(a);
        double variance = x2 - (x * x);
        double fourth = x4 - (4 * x3 * x) + (6 * x2 * x * x) - (3 * x * x * x * x);
        return (fourth / (variance * variance)) - 3;
    }

    /// <summary>E[log Ghat_aa].</summary>
    public double Log(int a) => _means[_layout.Logs + (2 * a)];

    /// <summary>Var(log Ghat_aa).</summary>
    public double LogVariance(int a) => _means[_layout.Logs + (2 * a) + 1] - (Log(a) * Log(a));

    /// <summary>C_W E[s'_a s'_b].</summary>
    public double DerivativeMetric(int a, int b) => _means[_layout.Derivatives + _layout.Pair(a, b)];

    /// <summary>C_W E[z s s'/Ghat_aa].</summary>
    public double Response(int a) => _means[_layout.Responses + a];

    /// <summary>E[z_a^(2 order)], for order 1, 2, 3.</summary>
    public double NeuronMoment(int a, int order) => _means[_layout.Neurons + (3 * a) + order - 1] * Math.Pow(_unit, order);

    /// <summary>The mean over networks of the mean of z^2 over inputs and neurons.</summary>
    public double DataKernel => _means[_layout.Data] * _unit;

    /// <summary>The variance over networks of that mean.</summary>
    public double DataKernelVariance => (_means[_layout.Data + 1] - (_means[_layout.Data] * _means[_layout.Data])) * _unit * _unit;

    /// <summary>E[Theta_ab].</summary>
    public double TangentKernel(int a, int b) => _means[_layout.Tangents + _layout.Pair(a, b)];

    /// <summary>Var(Theta_ab).</summary>
    public double TangentKernelVariance(int a, int b) =>
        _means[_layout.Tangents + _layout.Pairs + _layout.Pair(a, b)] - (TangentKernel(a, b) * TangentKernel(a, b));

    /// <summary>Cov(Theta_ab, Ghat_ab).</summary>
    public double TangentKernelCovariance(int a, int b) =>
        (_means[_layout.Tangents + (2 * _layout.Pairs) + _layout.Pair(a, b)] - (TangentKernel(a, b) * _means[_layout.Pair(a, b)])) * _unit;

    private (double X, double X2, double X3, double X4) Powers(int a)
    {
        int p = _layout.Pair(a, a);
        return (_means[p], _means[_layout.Product(p, p)], _means[_layout.Cubes + a], _means[_layout.Fourths + a]);
    }
}
