using Theory.Numerics.Quadrature;

namespace Theory.Numerics.AngleLaw;

/// <summary>A shadow that is nearly singular at one y, as numbers at nodes that stand for what a band leaves of it: samples alone would alias.</summary>
/// <remarks>
/// Its number at a node m is int shadow(u) phi(u - m) du, phi the windowed sinc. The interpolant of the samples has the samples for these integrals, so that only
/// what it is off, next to the singular point, is integrated: on panels of one node, graded towards that point down to the width of the singularity.
/// </remarks>
internal sealed class ProjectedShadow
{
    private const int Order = 8;

    private static readonly LegendreRule Rule = new(Order);

    private readonly WindowedSinc _sinc;
    private readonly Func<int, double> _sample;
    private readonly double _centre;
    private readonly Lazy<(double U, double Excess)[]> _off;

    /// <summary>The shadow of a law.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="sinc">What interpolates on it.</param>
    /// <param name="singular">The y of the singular point.</param>
    /// <param name="width">The width of the singularity in y.</param>
    /// <param name="sample">The shadow at a node.</param>
    /// <param name="at">The shadow at any y.</param>
    public ProjectedShadow(AngleGrid grid, WindowedSinc sinc, double singular, double width, Func<int, double> sample, Func<double, double> at)
    {
        (_sinc, _sample, _centre) = (sinc, sample, grid.Of(singular));
        _off = new(() => Off(grid, width * grid.Density(singular), at));
    }

    /// <summary>The number at a node.</summary>
    public double At(int node)
    {
        double sum = _sample(node);
        if (Math.Abs(node - _centre) < 2 * _sinc.Reach)
        {
            foreach ((double u, double excess) in _off.Value)
            {
                sum += Math.Abs(u - node) < _sinc.Reach ? excess * _sinc.Value(u - node) : 0;
            }
        }

        return sum;
    }

    /// <summary>What the interpolant is off at the points of a quadrature, times their weights.</summary>
    private (double U, double Excess)[] Off(AngleGrid grid, double width, Func<double, double> at)
    {
        List<double> edges = [0];
        for (double edge = Math.Min(1, 0.5 * width); edge < 1; edge *= 2)
        {
            edges.Add(edge);
        }

        edges.AddRange(Enumerable.Range(1, _sinc.Reach).Select(i => (double)i));
        List<(double U, double Excess)> off = [];
        foreach (int side in (int[])[-1, 1])
        {
            for (int i = 0; i + 1 < edges.Count; i++)
            {
                double half = 0.5 * (edges[i + 1] - edges[i]), middle = 0.5 * (edges[i + 1] + edges[i]);
                for (int q = 0; q < Order; q++)
                {
                    double u = _centre + (side * (middle + (half * Rule.Nodes[q])));
                    off.Add((u, half * Rule.Weights[q] * (at(grid.At(u)) - Interpolated(u))));
                }
            }
        }

        return [.. off];
    }

    private double Interpolated(double u)
    {
        double sum = 0;
        for (int node = (int)Math.Ceiling(u) - _sinc.Reach; node <= (int)Math.Floor(u) + _sinc.Reach; node++)
        {
            sum += _sample(node) * _sinc.Value(u - node);
        }

        return sum;
    }
}
