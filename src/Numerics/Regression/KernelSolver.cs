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

    private const int PowerSteps = 20;
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

    /// <summary>The ratio of the extreme eigenvalues, jitter included, to about ten per cent: by iteration with the matrix and with its factor.</summary>
    public double Condition()
    {
        double largest = Growth(v => (_matrix * v) + (Jitter * v));
        double smallest = 1 / Growth(_factor.Solve);
        return largest / smallest;
    }

    private double Growth(Func<Vector<double>, Vector<double>> map)
    {
        // Neither constant nor alternating, so that no eigenvector of a symmetric set of inputs is missed.
        var vector = Vector<double>.Build.Dense(_matrix.RowCount, i => 1 + (0.5 * Math.Sin(1 + (i * i))));
        double growth = 0;
        for (int i = 0; i < PowerSteps; i++)
        {
            vector = map(vector / vector.L2Norm());
            growth = vector.L2Norm();
        }

        return growth;
    }

    /// <summary>Solves for one right-hand side in twice double precision, refined until rounding of the residual ends it.</summary>
    /// <returns>The solution, and the largest element of what is left of the right-hand side.</returns>
    public (TwofoldVector Solution, double Residual) SolveRefined(Vector<double> right)
    {
        TwofoldVector x = new(Solve(right).Solution);
        Vector<double> r = x.ResidualOf(_matrix, right);
        double left = r.AbsoluteMaximum();
        double goal = SmallestResidual * right.AbsoluteMaximum();
        for (int step = 0, since = 0; step < MostSteps && since < StepsWithoutGain && left > goal; step++)
        {
            TwofoldVector next = x.Plus(Solve(r).Solution);
            Vector<double> remaining = next.ResidualOf(_matrix, right);
            double now = remaining.AbsoluteMaximum();
            if (!(now < left))
            {
                break;
            }

            since = now < 0.9 * left ? 0 : since + 1;
            (x, r, left) = (next, remaining, now);
        }

        return (x, left);
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
