namespace Theory.Validation.Sampling;

/// <summary>A factor L of a covariance, G = L L^T, for any positive semidefinite G, singular ones included.</summary>
/// <remarks>
/// Cholesky with the largest remaining variance first. It ends when that falls below the rounding of G: what is left is 0 in exact
/// arithmetic, as for coincident inputs or more inputs than dimensions.
/// </remarks>
internal sealed class MetricFactor
{
    // A few roundings of the metric, whose elements are sums of n products.
    private const double Negligible = 1e-14;

    private readonly int _size;
    private readonly double[] _remaining;
    private readonly int[] _order;

    public MetricFactor(int size)
    {
        _size = size;
        _remaining = new double[size * size];
        _order = new int[size];
        Columns = new double[size * size];
    }

    /// <summary>L, row by row: row a belongs to input a; columns from the rank on are 0.</summary>
    public double[] Columns { get; }

    /// <summary>The inputs in the order of elimination: column k is 0 for those before the k-th.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>The number of columns that are not 0.</summary>
    public int Rank { get; private set; }

    /// <summary>Factors a symmetric matrix, given row by row. One that is not finite gives NaN.</summary>
    public void Factor(ReadOnlySpan<double> metric)
    {
        Array.Clear(Columns);
        Rank = 0;
        if (_size == 1)
        {
            Columns[0] = Math.Sqrt(metric[0]);
            Rank = 1;
            return;
        }

        metric.CopyTo(_remaining);
        double largest = 0;
        for (int a = 0; a < _size; a++)
        {
            _order[a] = a;
            double variance = metric[(a * _size) + a];
            largest = double.IsFinite(variance) ? Math.Max(largest, variance) : double.NaN;
        }

        if (double.IsNaN(largest))
        {
            Array.Fill(Columns, double.NaN);
            Rank = _size;
            return;
        }

        for (int k = 0; k < _size; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < _size; i++)
            {
                pivot = Remaining(_order[i], _order[i]) > Remaining(_order[pivot], _order[pivot]) ? i : pivot;
            }

            (_order[k], _order[pivot]) = (_order[pivot], _order[k]);
            double variance = Remaining(_order[k], _order[k]);
            if (!(variance > Negligible * largest))
            {
                return;
            }

            Eliminate(k, Math.Sqrt(variance));
            Rank = k + 1;
        }
    }

    private void Eliminate(int k, double deviation)
    {
        int chosen = _order[k];
        Columns[(chosen * _size) + k] = deviation;
        for (int i = k + 1; i < _size; i++)
        {
            int a = _order[i];
            double column = Remaining(a, chosen) / deviation;
            Columns[(a * _size) + k] = column;
            for (int j = k + 1; j <= i; j++)
            {
                int b = _order[j];
                double value = Remaining(a, b) - (column * Columns[(b * _size) + k]);
                _remaining[(a * _size) + b] = value;
                _remaining[(b * _size) + a] = value;
            }
        }
    }

    private double Remaining(int a, int b) => _remaining[(a * _size) + b];
}
