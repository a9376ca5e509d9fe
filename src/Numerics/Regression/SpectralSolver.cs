using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Theory.Numerics.Regression;

/// <summary>The limit of (K + noise)^-1 as the noise vanishes, on what the inputs determine, for a matrix whose rank is below the number of inputs.</summary>
/// <remarks>
/// Of inputs on a ray ReLU without C_b gives a matrix of rank 1: targets that are no multiples of the inputs' sizes are fitted by least squares in that limit. A factor with jitter of
/// the size of the rounding errors of the matrix would weigh these against each other.
/// </remarks>
internal sealed class SpectralSolver
{
    /// <summary>Eigenvalues below this against the largest are those of rounding errors.</summary>
    private const double Cutoff = 1e-13;

    private readonly Matrix<double> _matrix;
    private readonly Matrix<double> _inverse;

    /// <summary>Decomposes a symmetric matrix.</summary>
    public SpectralSolver(Matrix<double> matrix)
    {
        _matrix = matrix;
        double unit = matrix.Diagonal().AbsoluteMaximum();
        Evd<double> decomposition = (matrix / unit).Evd(Symmetricity.Symmetric);
        double[] values = [.. decomposition.EigenValues.Select(v => v.Real)];
        double least = Cutoff * values.Max();
        _inverse = decomposition.EigenVectors * Matrix<double>.Build.DenseOfDiagonalArray([.. values.Select(v => v > least ? 1 / (v * unit) : 0)]) * decomposition.EigenVectors.Transpose();
    }

    /// <summary>Solves for one right-hand side.</summary>
    /// <returns>The solution, and the largest element of what is left of the right-hand side.</returns>
    public (Vector<double> Solution, double Residual) Solve(Vector<double> right)
    {
        Vector<double> x = _inverse * right;
        x += _inverse * (right - (_matrix * x));
        return (x, (right - (_matrix * x)).AbsoluteMaximum());
    }
}
