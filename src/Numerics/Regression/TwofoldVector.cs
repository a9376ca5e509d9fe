using MathNet.Numerics.LinearAlgebra;

namespace Theory.Numerics.Regression;

/// <summary>A vector in twice double precision: each element is the unevaluated sum of two doubles.</summary>
/// <remarks>
/// The solution of an ill-conditioned system has elements so large that their rounding alone leaves a residual; kept in two doubles, with sums that keep what
/// rounding takes (Dekker, Knuth), it meets the right-hand side to the last digit. The matrix is taken as exact.
/// </remarks>
internal sealed class TwofoldVector
{
    private readonly double[] _high;
    private readonly double[] _low;

    /// <summary>A vector of doubles.</summary>
    public TwofoldVector(Vector<double> values)
    {
        _high = values.ToArray();
        _low = new double[_high.Length];
    }

    private TwofoldVector(double[] high, double[] low) => (_high, _low) = (high, low);

    /// <summary>This vector and a correction.</summary>
    public TwofoldVector Plus(Vector<double> correction)
    {
        double[] high = new double[_high.Length];
        double[] low = new double[_high.Length];
        for (int i = 0; i < high.Length; i++)
        {
            (double sum, double error) = Sum(_high[i], correction[i]);
            (high[i], low[i]) = Sum(sum, error + _low[i]);
        }

        return new TwofoldVector(high, low);
    }

    /// <summary>b - A x, each element rounded once.</summary>
    public Vector<double> ResidualOf(Matrix<double> matrix, Vector<double> right)
    {
        double[] residual = new double[right.Count];
        Parallel.For(0, residual.Length, i => residual[i] = -Product(matrix, i, -right[i]));
        return Vector<double>.Build.Dense(residual);
    }

    /// <summary>A x, each element rounded once.</summary>
    public Vector<double> Times(Matrix<double> matrix) => Vector<double>.Build.Dense(matrix.RowCount, i => Product(matrix, i, 0));

    /// <summary>The sum of |x_i| times weights.</summary>
    public double AbsoluteSum(Vector<double> weights) => _high.Select((x, i) => Math.Abs(x) * weights[i]).Sum();

    /// <summary>start + row · x.</summary>
    private double Product(Matrix<double> matrix, int row, double start)
    {
        double high = start;
        double low = 0;
        for (int j = 0; j < _high.Length; j++)
        {
            double a = matrix[row, j];
            double product = a * _high[j];
            double lost = Math.FusedMultiplyAdd(a, _high[j], -product);
            (high, double error) = Sum(high, product);
            low += error + (lost + (a * _low[j]));
        }

        return high + low;
    }

    /// <summary>a + b, and what rounding took from it.</summary>
    private static (double Sum, double Error) Sum(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return (sum, a - (sum - part) + (b - part));
    }
}
