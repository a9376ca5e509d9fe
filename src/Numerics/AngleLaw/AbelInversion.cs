using System.Collections.Concurrent;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.AngleLaw;

/// <summary>
/// From E (1 - e^(-2(y' - y)))^(-1/2), y' > y, on a grid to the density of y': S(y) = P(y' > y) = (2/pi) int_0^inf shadow(y + t) (e^2t - 1)^(-1/2) dt, the
/// inverse of Abel's transform, which in y is a convolution; -dS/du by the interpolated shadow.
/// </summary>
internal sealed class AbelInversion(AngleGrid grid, AngleAccuracy accuracy)
{
    /// <summary>So many nodes beyond the window the kernel is smooth, and its integral with a node's function is its value there.</summary>
    private const int Clearance = 12;

    private const int Order = 16;

    private static readonly LegendreRule Rule = new(Order);

    private readonly WindowedSinc _sinc = new(accuracy);
    private readonly Dictionary<int, double[]> _known = [];
    private readonly ConcurrentDictionary<int, double> _at = [];
    private readonly Lock _lock = new();

    /// <summary>What interpolates on the grid.</summary>
    public WindowedSinc Sinc => _sinc;

    /// <summary>The first node that the density at a node depends on, from that node.</summary>
    public int First => -_sinc.Reach;

    /// <summary>The density at node j, per node, as weights of the shadow at nodes j + First, j + First + 1, … below j + count.</summary>
    public double[] Weights(int j, int count)
    {
        double[]? known;
        lock (_lock)
        {
            if (_known.TryGetValue(j, out known) && known.Length >= count - First)
            {
                return known;
            }
        }

        double[] weights = Compute(j, Math.Max(count, _sinc.Reach + Clearance), known);
        lock (_lock)
        {
            _known[j] = weights;
        }

        return weights;
    }

    private double[] Compute(int j, int count, double[]? known)
    {
        double y = grid.At(j);
        double scale = 2 / (Math.PI * grid.Density(y));
        var weights = new double[count - First];
        int near = _sinc.Reach + Clearance;
        known?.CopyTo(weights, 0);
        for (int panel = 0; known is null && panel < near + _sinc.Reach; panel++)
        {
            for (int q = 0; q < Order; q++)
            {
                // u = panel + a^2 where the kernel is singular
                (double a, double weight) = (0.5 + (0.5 * Rule.Nodes[q]), 0.5 * Rule.Weights[q]);
                (double du, double w) = panel == 0 ? (a * a, 2 * a * weight) : (panel + a, weight);
                double kernel = w * scale / Math.Sqrt(SpecialFunctions.Expm1(2 * grid.Distance(y, du)));
                int from = Math.Max(First, (int)Math.Ceiling(du) - _sinc.Reach), to = Math.Min(near - 1, (int)Math.Floor(du) + _sinc.Reach);
                for (int m = from; m <= to; m++)
                {
                    weights[m - First] -= kernel * _sinc.Derivative(du - m);
                }
            }
        }

        for (int m = known is null ? near : known.Length + First; m < count; m++)
        {
            // No digits are lost in this difference: it is no small one.
            double at = _at.GetOrAdd(j + m, node => grid.At(node)), t = at - y;
            double one = SpecialFunctions.Expm1(2 * t);
            weights[m - First] = -scale * (one + 1) / (one * Math.Sqrt(one)) / grid.Density(at);
        }

        return weights;
    }
}
