using Theory.Validation.Sampling;

namespace Theory.Validation.Statistics;

/// <summary>Which monomials of what a network shows are summed, and where each of them stands.</summary>
internal sealed class MomentLayout
{
    // Up to eight inputs have the vertex of all pairs of pairs.
    private const int PairsWithFullVertex = 36;

    private readonly int _m;
    private readonly bool _fullVertex;
    private readonly bool _offDiagonal;

    public MomentLayout(SamplingOptions options)
    {
        _m = options.InputCount;
        _offDiagonal = options.OffDiagonal;
        Pairs = _offDiagonal ? _m * (_m + 1) / 2 : _m;
        _fullVertex = Pairs <= PairsWithFullVertex;
        int at = Pairs;
        Products = Next(_fullVertex ? Pairs * (Pairs + 1) / 2 : Pairs);
        Cubes = Next(_m);
        Fourths = Next(_m);
        Logs = Next(2 * _m);
        HasDerivatives = options.Observe.HasFlag(Observables.Derivatives);
        Derivatives = Next(HasDerivatives ? Pairs : 0);
        Responses = Next(HasDerivatives ? _m : 0);
        HasNeurons = options.Observe.HasFlag(Observables.NeuronMoments);
        Neurons = Next(HasNeurons ? 3 * _m : 0);
        Data = Next(HasNeurons ? 2 : 0);
        HasTangents = options.Observe.HasFlag(Observables.TangentKernel);
        Tangents = Next(HasTangents ? 3 * Pairs : 0);
        Length = at;

        int Next(int count)
        {
            at += count;
            return at - count;
        }
    }

    /// <summary>The number of elements of the metric; they come first.</summary>
    public int Pairs { get; }

    /// <summary>Products of two elements.</summary>
    public int Products { get; }

    /// <summary>Third powers on the diagonal.</summary>
    public int Cubes { get; }

    /// <summary>Fourth powers on the diagonal.</summary>
    public int Fourths { get; }

    /// <summary>log Ghat_aa and its square.</summary>
    public int Logs { get; }

    /// <summary>Elements of the derivative metric.</summary>
    public int Derivatives { get; }

    /// <summary>Responses of each input.</summary>
    public int Responses { get; }

    /// <summary>Means of z^2, z^4, z^6.</summary>
    public int Neurons { get; }

    /// <summary>The mean of z^2 over inputs and neurons, and its square.</summary>
    public int Data { get; }

    /// <summary>Elements of the tangent kernel, then their squares, then their products with the same elements of the metric.</summary>
    public int Tangents { get; }

    /// <summary>True when derivatives are summed.</summary>
    public bool HasDerivatives { get; }

    /// <summary>True when moments over neurons are summed.</summary>
    public bool HasNeurons { get; }

    /// <summary>True when the tangent kernel is summed.</summary>
    public bool HasTangents { get; }

    /// <summary>The number of monomials.</summary>
    public int Length { get; }

    /// <summary>Where an element of the metric stands.</summary>
    /// <exception cref="UserInputException">Elements outside the diagonal were not asked for.</exception>
    public int Pair(int a, int b)
    {
        (int row, int column) = a < b ? (b, a) : (a, b);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _m);
        return _offDiagonal ? (row * (row + 1) / 2) + column
            : row == column ? row
            : throw new UserInputException("the metric was sampled on its diagonal only; sample the pairs of inputs too");
    }

    /// <summary>Where the product of two elements stands.</summary>
    /// <exception cref="UserInputException">There are too many inputs for products of different elements.</exception>
    public int Product(int p, int q)
    {
        (int row, int column) = p < q ? (q, p) : (p, q);
        return _fullVertex ? Products + (row * (row + 1) / 2) + column
            : p == q ? Products + p
            : throw new UserInputException($"with {_m} inputs only the variances of the metric's elements are kept; use at most 8 inputs for their covariances");
    }

    /// <summary>Fills the monomials of a network, in units of the metric; false when a logarithm is infinite, as for a dead network.</summary>
    public void Fill(LayerObservation seen, double unit, Span<double> values)
    {
        for (int a = 0; a < _m; a++)
        {
            for (int b = _offDiagonal ? 0 : a; b <= a; b++)
            {
                values[Pair(a, b)] = seen.Metric(a, b) / unit;
            }
        }

        for (int p = 0; p < Pairs; p++)
        {
            for (int q = _fullVertex ? 0 : p; q <= p; q++)
            {
                values[Product(p, q)] = values[p] * values[q];
            }
        }

        for (int a = 0; a < _m; a++)
        {
            double x = values[Pair(a, a)];
            (values[Cubes + a], values[Fourths + a]) = (x * x * x, x * x * x * x);
            double log = seen.LogMetric(a);
            (values[Logs + (2 * a)], values[Logs + (2 * a) + 1]) = (log, log * log);
        }

        FillObservables(seen, unit, values);
    }

    private void FillObservables(LayerObservation seen, double unit, Span<double> values)
    {
        if (HasDerivatives)
        {
            for (int a = 0; a < _m; a++)
            {
                values[Responses + a] = seen.HasDerivatives ? seen.Response(a) : double.NaN;
                for (int b = _offDiagonal ? 0 : a; b <= a; b++)
                {
                    values[Derivatives + Pair(a, b)] = seen.HasDerivatives ? seen.DerivativeMetric(a, b) : double.NaN;
                }
            }
        }

        if (HasNeurons)
        {
            double total = 0;
            for (int a = 0; a < _m; a++)
            {
                double scale = 1;
                for (int order = 1; order <= 3; order++)
                {
                    scale *= unit;
                    values[Neurons + (3 * a) + order - 1] = seen.NeuronMoment(a, order) / scale;
                }

                total += values[Neurons + (3 * a)];
            }

            (values[Data], values[Data + 1]) = (total / _m, total / _m * (total / _m));
        }

        if (HasTangents && !seen.TangentKernel.IsEmpty)
        {
            for (int a = 0; a < _m; a++)
            {
                for (int b = _offDiagonal ? 0 : a; b <= a; b++)
                {
                    double theta = seen.TangentKernel[(a * _m) + b];
                    values[Tangents + Pair(a, b)] = theta;
                    values[Tangents + Pairs + Pair(a, b)] = theta * theta;
                    values[Tangents + (2 * Pairs) + Pair(a, b)] = theta * values[Pair(a, b)];
                }
            }
        }
    }
}
