namespace Theory.Numerics.AngleLaw;

/// <summary>The Chebyshev interpolant of a function on an interval, evaluated at its nodes once they are asked for.</summary>
internal sealed class ChebyshevTail
{
    private readonly double[] _nodes;
    private readonly Lazy<double[]> _values;

    /// <summary>The interpolant.</summary>
    public ChebyshevTail(double from, double to, int count, Func<double, double> function)
    {
        _nodes = [.. Enumerable.Range(0, count).Select(k => (0.5 * (from + to)) + (0.5 * (to - from) * Math.Cos(Math.PI * (k + 0.5) / count)))];
        _values = new(() => [.. _nodes.Select(function)]);
    }

    /// <summary>Its value, by the barycentric formula.</summary>
    public double At(double y)
    {
        (double above, double below) = (0, 0);
        for (int k = 0; k < _nodes.Length; k++)
        {
            double distance = y - _nodes[k];
            if (distance == 0)
            {
                return _values.Value[k];
            }

            double weight = (k % 2 == 0 ? 1 : -1) * Math.Sin(Math.PI * (k + 0.5) / _nodes.Length) / distance;
            above += weight * _values.Value[k];
            below += weight;
        }

        return above / below;
    }
}
