namespace Theory.Numerics.PhaseDiagrams;

/// <summary>The curves on which a function of two variables changes its sign, from its values on a grid.</summary>
/// <remarks>Marching squares: where the sign differs between neighbouring points of the grid the curve crosses between them. Values that are not numbers end a curve.</remarks>
internal sealed class ContourTracer
{
    private readonly IReadOnlyList<double> _x;
    private readonly IReadOnlyList<double> _y;
    private readonly Func<int, int, double> _values;
    private readonly Func<double, double, double>? _exact;
    private readonly Dictionary<(int, int, bool), (double X, double Y)> _crossings = [];
    private readonly Dictionary<(int, int, bool), List<(int, int, bool)>> _neighbours = [];

    private ContourTracer(IReadOnlyList<double> x, IReadOnlyList<double> y, Func<int, int, double> values, Func<double, double, double>? exact) =>
        (_x, _y, _values, _exact) = (x, y, values, exact);

    /// <summary>Traces the curves.</summary>
    /// <param name="x">The abscissae of the grid.</param>
    /// <param name="y">The ordinates.</param>
    /// <param name="values">The values at its points.</param>
    /// <param name="exact">The function itself, to find crossings to rounding; null to interpolate between the points.</param>
    /// <returns>The points of each curve, one after another.</returns>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Trace(
        IReadOnlyList<double> x, IReadOnlyList<double> y, Func<int, int, double> values, Func<double, double, double>? exact)
    {
        ContourTracer tracer = new(x, y, values, exact);
        for (int i = 0; i + 1 < x.Count; i++)
        {
            for (int j = 0; j + 1 < y.Count; j++)
            {
                tracer.Square(i, j);
            }
        }

        return [.. tracer.Chains()];
    }

    /// <summary>Joins the crossings on the edges of a square: two of them, or four in pairs around the corners that have the sign of the first.</summary>
    private void Square(int i, int j)
    {
        (int, int, bool)[] edges = [(i, j, true), (i + 1, j, false), (i, j + 1, true), (i, j, false)];
        (int, int, bool)[] crossed = [.. edges.Where(Crosses)];
        if (crossed.Length == 2)
        {
            Join(crossed[0], crossed[1]);
        }
        else if (crossed.Length == 4)
        {
            bool centre = _values(i, j) + _values(i + 1, j) + _values(i, j + 1) + _values(i + 1, j + 1) >= 0;
            bool joined = centre == _values(i, j) >= 0;
            Join(edges[0], edges[joined ? 1 : 3]);
            Join(edges[2], edges[joined ? 3 : 1]);
        }
    }

    /// <summary>Whether the sign changes along an edge, from a point to the right or upwards; where it does the crossing is kept.</summary>
    private bool Crosses((int I, int J, bool IsRight) edge)
    {
        if (_crossings.ContainsKey(edge))
        {
            return true;
        }

        (int i, int j) = edge.IsRight ? (edge.I + 1, edge.J) : (edge.I, edge.J + 1);
        (double a, double b) = (_values(edge.I, edge.J), _values(i, j));
        if (double.IsNaN(a) || double.IsNaN(b) || a >= 0 == b >= 0)
        {
            return false;
        }

        double t = _exact is null ? a / (a - b) : Root(edge, (i, j), a);
        _crossings[edge] = (_x[edge.I] + (t * (_x[i] - _x[edge.I])), _y[edge.J] + (t * (_y[j] - _y[edge.J])));
        return true;
    }

    private double Root((int I, int J, bool) from, (int I, int J) to, double first)
    {
        (double low, double high) = (0, 1);
        for (int n = 0; n < 45; n++)
        {
            double t = 0.5 * (low + high);
            double value = _exact!(_x[from.I] + (t * (_x[to.I] - _x[from.I])), _y[from.J] + (t * (_y[to.J] - _y[from.J])));
            if (double.IsNaN(value))
            {
                break;
            }

            (low, high) = value >= 0 == first >= 0 ? (t, high) : (low, t);
        }

        return 0.5 * (low + high);
    }

    private void Join((int, int, bool) a, (int, int, bool) b)
    {
        NeighboursOf(a).Add(b);
        NeighboursOf(b).Add(a);
    }

    private List<(int, int, bool)> NeighboursOf((int, int, bool) edge)
    {
        if (!_neighbours.TryGetValue(edge, out List<(int, int, bool)>? list))
        {
            _neighbours[edge] = list = [];
        }

        return list;
    }

    /// <summary>Curves with ends first, then closed ones.</summary>
    private IEnumerable<IReadOnlyList<(double, double)>> Chains()
    {
        HashSet<(int, int, bool)> done = [];
        foreach ((int, int, bool) start in _neighbours.Keys.OrderBy(e => _neighbours[e].Count).ThenBy(e => e.Item1).ThenBy(e => e.Item2))
        {
            if (!done.Add(start))
            {
                continue;
            }

            List<(double, double)> points = [_crossings[start]];
            (int, int, bool) at = start;
            while (_neighbours[at].FirstOrDefault(e => !done.Contains(e), at) is var next && next != at)
            {
                done.Add(next);
                points.Add(_crossings[next]);
                at = next;
            }

            if (_neighbours[at].Contains(start) && points.Count > 2)
            {
                points.Add(points[0]);
            }

            yield return points;
        }
    }
}
