using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Theory.Numerics.TangentKernel;

/// <summary>A jointly normal vector z of a covariance K as a linear image of independent standard normals, the largest eigenvalue first.</summary>
internal sealed class Whitening
{
    private readonly double[,] _factor;
    private readonly double[,] _inverse;

    /// <summary>Prepares a covariance matrix, which may be singular.</summary>
    public Whitening(double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        Count = covariance.GetLength(0);
        Evd<double> evd = Matrix<double>.Build.DenseOfArray(covariance).Evd(Symmetricity.Symmetric);
        _factor = new double[Count, Count];
        _inverse = new double[Count, Count];
        double largest = evd.EigenValues[Count - 1].Real;
        for (int j = 0; j < Count; j++)
        {
            int from = Count - 1 - j;
            double value = evd.EigenValues[from].Real;
            bool isZero = value <= 1e-15 * Count * largest;
            Rank += isZero ? 0 : 1;
            for (int a = 0; a < Count; a++)
            {
                _factor[a, j] = isZero ? 0 : evd.EigenVectors[a, from] * Math.Sqrt(value);
                _inverse[a, j] = isZero ? double.NaN : evd.EigenVectors[a, from] / Math.Sqrt(value);
            }
        }
    }

    /// <summary>The number of components.</summary>
    public int Count { get; }

    /// <summary>How many independent normals there are.</summary>
    public int Rank { get; }

    /// <summary>K^-1, NaN where K is singular.</summary>
    public double[,] Precision()
    {
        double[,] precision = new double[Count, Count];
        for (int a = 0; a < Count; a++)
        {
            for (int b = 0; b < Count; b++)
            {
                for (int j = 0; j < Count; j++)
                {
                    precision[a, b] += _inverse[a, j] * _inverse[b, j];
                }
            }
        }

        return precision;
    }

    /// <summary>z and K^-1 z; the latter is NaN where K is singular.</summary>
    public void Map(ReadOnlySpan<double> x, Span<double> z, Span<double> u)
    {
        for (int a = 0; a < Count; a++)
        {
            (double za, double ua) = (0, 0);
            for (int j = 0; j < Count; j++)
            {
                za += _factor[a, j] * x[j];
                ua += _inverse[a, j] * x[j];
            }

            (z[a], u[a]) = (za, ua);
        }
    }
}
