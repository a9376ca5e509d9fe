using MathNet.Numerics.RootFinding;

namespace Theory.Numerics.Criticality;

/// <summary>The fixed points at small K of an activation with s(0) = 0, from the expansion of g.</summary>
/// <remarks>
/// Near C_W = 1/s'(0)^2 they lie where K and C_W g(K) differ by less than a table tells, and below every table: those of tanh at K* = (C_W - 1)/2.
/// Signs of the gap are those of the expansion up to <see cref="Count"/> grid points, and those of the table from there on.
/// </remarks>
internal sealed class SmallFixedPoints
{
    /// <summary>Above, the table does as well.</summary>
    private const double Largest = 1e-3;

    /// <summary>Without C_b no fixed point is smaller than the square of the least excess.</summary>
    private const double Least = 1e-45;

    /// <summary>The steps in log K below the table.</summary>
    private const double Step = 0.05;

    private readonly SmallKernelSeries? _series;
    private readonly KernelMap _map;
    private readonly double _cw;
    private readonly double _cb;

    /// <summary>Prepares an initialisation; nothing is small for an activation with s(0) other than 0, or without an expansion.</summary>
    public SmallFixedPoints(KernelMap map, double atZero, double cw, double cb)
    {
        (_map, _cw, _cb) = (map, cw, cb);
        _series = atZero == 0 ? map.Table.Series : null;
        double below = _series is null ? 0 : Math.Min(_series.Below, Largest);
        Count = Array.FindIndex(map.Samples, s => !(s.K <= below));
        Count = Count < 0 ? 0 : Count;
    }

    /// <summary>So many of the first grid points are below the range of the expansion.</summary>
    public int Count { get; }

    /// <summary>The least kernel that is looked at: no fixed point is smaller than C_b.</summary>
    public double From => _cb > 0 ? 0.9 * _cb : Least * _map.Samples[0].K;

    /// <summary>True where the gap at a grid point is below C_b, seen from the expansion.</summary>
    public bool IsUnder(int i) => _series!.Excess(_map.Samples[i].K, _cw, _cb) < 0;

    /// <summary>The fixed points between 0 and the last of these grid points.</summary>
    public IReadOnlyList<(double K, FixedPointStability Stability)> Find()
    {
        List<(double, FixedPointStability)> found = [];
        if (Count == 0)
        {
            return found;
        }

        double Excess(double logK) => _series!.Excess(Math.Exp(logK), _cw, _cb);
        double least = Math.Log(From);
        int steps = Math.Max(0, (int)Math.Ceiling((_map.LogK[0] - least) / Step));
        double[] grid = [.. Enumerable.Range(0, steps).Select(i => least + ((_map.LogK[0] - least) * i / steps)), .. _map.LogK[..Count]];
        (double at, double before) = (double.NaN, 0);
        foreach (double x in grid)
        {
            double excess = Excess(x);
            if (excess == 0)
            {
                // Where K is fixed to all digits on a range, as by a straight line about 0, there is no crossing.
                continue;
            }

            if (before * excess < 0)
            {
                double scale = Math.Max(Math.Abs(before), Math.Abs(excess));
                found.Add((Math.Exp(Brent.FindRoot(y => Excess(y) / scale, at, x, 1e-15, 200)), excess > 0 ? FixedPointStability.Stable : FixedPointStability.Unstable));
            }

            (at, before) = (x, excess);
        }

        return found;
    }
}
