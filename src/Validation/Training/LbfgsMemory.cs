using System.Numerics.Tensors;

namespace Theory.Validation.Training;

/// <summary>The last differences of points and of gradients, and the inverse Hessian that they make.</summary>
internal sealed class LbfgsMemory(int history)
{
    private readonly List<(double[] S, double[] Y, double Rho)> _pairs = [];

    /// <summary>Pairs that are remembered.</summary>
    public int Count => _pairs.Count;

    /// <summary>Remembers s and y, unless the curvature along s is not positive; forgets the oldest pair when there are too many.</summary>
    /// <param name="s">The difference of points; kept.</param>
    /// <param name="y">The difference of gradients; kept.</param>
    public void Add(double[] s, double[] y)
    {
        double curvature = TensorPrimitives.Dot<double>(s, y);
        if (!(curvature > 1e-12 * TensorPrimitives.Norm<double>(s) * TensorPrimitives.Norm<double>(y)))
        {
            return;
        }

        if (_pairs.Count == history)
        {
            _pairs.RemoveAt(0);
        }

        _pairs.Add((s, y, 1 / curvature));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _pairs.Clear();

    /// <summary>-H g by the recursion in two loops; H₀ = γ = s·y / y·y of the last pair, or 1.</summary>
    public double[] Direction(double[] gradient)
    {
        double[] q = [.. gradient];
        double[] alpha = new double[_pairs.Count];
        for (int i = _pairs.Count - 1; i >= 0; i--)
        {
            alpha[i] = _pairs[i].Rho * TensorPrimitives.Dot<double>(_pairs[i].S, q);
            TensorPrimitives.MultiplyAdd(_pairs[i].Y, -alpha[i], q, q);
        }

        double gamma = _pairs.Count == 0 ? 1 : 1 / (_pairs[^1].Rho * TensorPrimitives.SumOfSquares<double>(_pairs[^1].Y));
        TensorPrimitives.Multiply(q, gamma, q);
        for (int i = 0; i < _pairs.Count; i++)
        {
            double beta = _pairs[i].Rho * TensorPrimitives.Dot<double>(_pairs[i].Y, q);
            TensorPrimitives.MultiplyAdd(_pairs[i].S, alpha[i] - beta, q, q);
        }

        TensorPrimitives.Negate<double>(q, q);
        return q;
    }
}
