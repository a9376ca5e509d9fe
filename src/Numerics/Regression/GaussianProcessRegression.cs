using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Regression;

/// <summary>The posterior of a Gaussian process: Bayesian inference with a network of infinite width (Lee et al. 2018, PDLT 6).</summary>
public static class GaussianProcessRegression
{
    private const double Epsilon = 2.220446049250313e-16;

    // Of K_ab against sqrt(K_aa K_bb), after some layers.
    private const double ElementError = 8 * Epsilon;

    /// <summary>Targets that a singular matrix misses by this fraction contradict each other.</summary>
    private const double Unmet = 1e-2;

    /// <summary>Conditions on the targets of the training inputs.</summary>
    /// <param name="kernel">The kernel of the training inputs, followed by the test inputs.</param>
    /// <param name="targets">One row for each training input, one column for each output.</param>
    /// <param name="noise">The variance of the noise in the targets, at least 0; without noise coincident inputs have the mean of their targets.</param>
    /// <exception cref="UserInputException">The noise is out of its domain, or the matrix is singular even with the largest jitter.</exception>
    public static Posterior Predict(SymmetricMatrix kernel, Matrix<double> targets, double noise)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(targets);
        if (!(noise >= 0 && double.IsFinite(noise)))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the noise variance must be a finite number, at least 0, got {noise}"));
        }

        var blocks = new KernelBlocks(kernel, targets.RowCount);
        var inputs = new CoincidentInputs(blocks.Training);
        Matrix<double> matrix = inputs.Kernel(blocks.Training, noise);
        KernelSolver solver = KernelSolver.TryFactor(matrix)
            ?? throw new UserInputException("the kernel matrix of the training inputs is singular; give the targets a noise variance above 0");
        Matrix<double> means = inputs.Mean(targets);
        Matrix<double> cross = inputs.Columns(blocks.Cross);
        (TwofoldVector Solution, double Residual)[] solved = [.. means.EnumerateColumns().Select(solver.SolveRefined)];
        Func<Vector<double>, (Vector<double> Solution, double Residual)> solve = solver.Solve;
        double rounding = 4 * Epsilon * matrix.Diagonal().AbsoluteMaximum() * means.EnumerateColumns().Max(c => solver.Solve(c).Solution.L1Norm());
        if (Math.Max(rounding, solver.Jitter > 0 ? solved.Max(s => s.Residual) : 0) > Unmet * means.Enumerate().Max(Math.Abs))
        {
            // The targets cannot be met, or only by the rounding errors of the matrix: the inputs determine less than they are many.
            SpectralSolver spectral = new(matrix);
            solved = [.. means.EnumerateColumns().Select(c =>
            {
                (Vector<double> x, double residual) = spectral.Solve(c);
                return (new TwofoldVector(x), residual);
            })];
            solve = spectral.Solve;
        }

        var mean = Matrix<double>.Build.DenseOfColumnVectors(solved.Select(s => s.Solution.Times(cross)));
        double largest = means.Enumerate().Max(Math.Abs);

        // What is left of the targets, and the rounding of the mean itself.
        double left = solved.Max(s => s.Residual) + (Epsilon * largest);

        // k(x,x) - k(x,X) K^-1 k(X,x) cancels where the training inputs determine the output: what is left is known to rounding, and to the residuals. One of the
        // targets is a deviation of the mean that no variance may contradict.
        // To first order in a change D of the kernel's elements a mean changes by D_* a - w D a, with a = K^-1 y and w = K^-1 K_*.
        Vector<double> deviations = matrix.Diagonal().PointwiseSqrt();
        double reach = solved.Max(s => s.Solution.AbsoluteSum(deviations));
        (double Variance, double Error, double MeanError)[] spread = [.. Enumerable.Range(0, cross.RowCount).Select(i =>
        {
            Vector<double> row = cross.Row(i);
            (Vector<double> weights, double residual) = solve(row);
            double error = (ElementError * (blocks.TestVariance[i] + (row.PointwiseAbs() * weights.PointwiseAbs()))) + (residual * weights.L1Norm()) + (left * left);
            double moved = (ElementError * reach * (Math.Sqrt(blocks.TestVariance[i]) + (weights.PointwiseAbs() * deviations))) + (left * weights.L1Norm());
            return (Math.Max(0, blocks.TestVariance[i] - (row * weights)), error, moved);
        })];
        return new Posterior(
            new Prediction(mean, Vector<double>.Build.DenseOfEnumerable(spread.Select(s => s.Variance)))
            {
                VarianceError = Vector<double>.Build.DenseOfEnumerable(spread.Select(s => s.Error)),
                MeanError = Vector<double>.Build.DenseOfEnumerable(spread.Select(s => s.MeanError)),
            },
            solver.Jitter,
            largest == 0 ? 0 : left / largest)
        {
            Condition = solver.Condition(),
        };
    }
}
