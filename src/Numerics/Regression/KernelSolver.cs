using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Theory.Numerics.Regression;

/// <summary>Solves (K + noise) a = b for a kernel matrix that may be singular in double precision.</summary>
/// <remarks>
/// Kernel matrices of smooth activations have eigenvalues far below rounding, so that a factorisation needs jitter on the diagonal, and what
/// it solves is another system: its residual is as large as the jitter. Here the factor is only the preconditioner of conjugate gradients
/// on the matrix itself, which take the residual down as far as rounding of a large solution allows.
/// </remarks>
internal sealed class KernelSolver
{
    // Against the mean of the diagonal.
    private const double SmallestJitter = 1e-14;
    private const double LargestJitter = 1e-6;

    // A pivot smaller than this against the diagonal consists of rounding errors.
    private const double SmallestPivot = 1e-15;

    private const int MostSteps = 30;
    private const int StepsWithoutGain = 6;
    private const double SmallestResidual = 1e-14;

    private readonly Matrix<double> _matrix;
    private readonly Cholesky<double> _factor;

    private KernelSolver(Matrix<double> matrix, Cholesky<double> factor, double jitter) => (_matrix, _factor, Jitter) = (matrix, factor, jitter);

    /// <summary>What the preconditioner has on its diagonal besides the noise: above 0 where the matrix is singular in double precision.</summary>
    public double Jitter { get; }

    /// <summary>Factors a matrix; null if it is singular even with the largest jitter.</summary>
    /// <param name="matrix">K + noise, symmetric.</param>
    public static KernelSolver? TryFactor(Matrix<double> matrix)
    {
        double scale = matrix.Diagonal().Average();
        for (double relative = 0; relative <= LargestJitter; relative = relative == 0 ? SmallestJitter : 10 * relative)
        {
            Matrix<double> regularised = matrix.Clone();
            for (int i = 0; i < matrix.RowCount; i++)
            {
                regularised[i, i] += relative * scale;
            }

            try
            {
                Cholesky<double> factor = regularised.Cholesky();
                if (factor.Factor.Diagonal().Min(p => p * p) > SmallestPivot * scale)
                {
                    return new KernelSolver(matrix, factor, relative * scale);
                }
            }
            catch (ArgumentException)
            {
                // Not positive definite in double precision: more jitter.
            }
        }

        return null;
    }

    /// <summary>Solves for one right-hand side.</summary>
    /// <returns>The solution, and the largest element of what is left of the right-hand side.</returns>
    public (Vector<double> Solution, double Residual) Solve(Vector<double> right)
    {
        Vector<double> x = _factor.Solve(right);
        Vector<double> r = right - (_matrix * x);
        (Vector<double> best, double left) = (x, r.AbsoluteMaximum());
        if (Jitter == 0)
        {
            // The factor is that of the matrix: one step of refinement is all that rounding allows.
            x += _factor.Solve(r);
            double refined = (right - (_matrix * x)).AbsoluteMaximum();
            return refined < left ? (x, refined) : (best, left);
        }

        double goal = SmallestResidual * right.AbsoluteMaximum();
        Vector<double> z = _factor.Solve(r);
        Vector<double> direction = z;
        double product = r.DotProduct(z);
        int since = 0;
        for (int step = 0; step < MostSteps && since < StepsWithoutGain && left > goal && product > 0; step++)
        {
            Vector<double> image = _matrix * direction;
            double curvature = direction.DotProduct(image);
            if (!(curvature > 0))
            {
                break;
            }

            x += product / curvature * direction;

            // The true residual, not the recursive one: near rounding they part.
            r = right - (_matrix * x);
            double now = r.AbsoluteMaximum();
            since++;
            if (now < left)
            {
                since = now < 0.9 * left ? 0 : since;
                (best, left) = (x, now);
            }

            z = _factor.Solve(r);
            double next = r.DotProduct(z);
            direction = z + (next / product * direction);
            product = next;
        }

        return (best, left);
    }
}
