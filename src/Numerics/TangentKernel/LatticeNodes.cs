using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Theory.Numerics.TangentKernel;

/// <summary>Points of a jointly normal vector from a shifted lattice: quasi-Monte Carlo, with the spread over independent shifts as its error.</summary>
internal sealed class LatticeNodes
{
    /// <summary>The number of independent shifts.</summary>
    public const int Shifts = 16;

    /// <summary>The generating vector of a lattice sequence for up to 12 inputs (F. Kuo, lattice-33002-1024-1048576); any other would do, with a larger spread.</summary>
    private static readonly double[] Generator = [1, 182667, 469891, 498753, 110745, 446247, 250185, 118627, 245333, 283199, 408519, 391023];

    private readonly int _count;
    private readonly double[,] _factor;
    private readonly double[,] _inverse;

    /// <summary>Prepares a covariance matrix, which may be singular.</summary>
    public LatticeNodes(double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        _count = covariance.GetLength(0);
        Evd<double> evd = Matrix<double>.Build.DenseOfArray(covariance).Evd(Symmetricity.Symmetric);
        _factor = new double[_count, _count];
        _inverse = new double[_count, _count];

        // The largest eigenvalue first: the first coordinates of a lattice are the best.
        for (int j = 0; j < _count; j++)
        {
            int from = _count - 1 - j;
            double root = Math.Sqrt(Math.Max(0, evd.EigenValues[from].Real));
            for (int a = 0; a < _count; a++)
            {
                _factor[a, j] = evd.EigenVectors[a, from] * root;
                _inverse[a, j] = evd.EigenVectors[a, from] / root;
            }
        }
    }

    /// <summary>The points of a shift, and K^-1 of them, point by point.</summary>
    /// <param name="shift">Which shift, from 0.</param>
    /// <param name="points">How many points.</param>
    public (double[] Z, double[] U) Of(int shift, int points)
    {
        double[] offset = [.. Enumerable.Range(0, _count).Select(j => Uniform(((ulong)shift * 64) + (ulong)j + 1))];
        double[] z = new double[points * _count];
        double[] u = new double[points * _count];
        double[] x = new double[_count];
        for (int p = 0; p < points; p++)
        {
            for (int j = 0; j < _count; j++)
            {
                double t = (p * Generator[j] / points) + offset[j];
                t -= Math.Floor(t);

                // The baker's transformation makes the integrand periodic.
                double folded = 1 - Math.Abs((2 * t) - 1);
                x[j] = Normal.InvCDF(0, 1, Math.Clamp(folded, 1e-300, 1 - 1e-16));
            }

            for (int a = 0; a < _count; a++)
            {
                (double za, double ua) = (0, 0);
                for (int j = 0; j < _count; j++)
                {
                    za += _factor[a, j] * x[j];
                    ua += _inverse[a, j] * x[j];
                }

                z[(p * _count) + a] = za;
                u[(p * _count) + a] = ua;
            }
        }

        return (z, u);
    }

    /// <summary>A fixed number between 0 and 1 for each key (splitmix64): shifts are the same in every run.</summary>
    private static double Uniform(ulong key)
    {
        ulong z = key * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
