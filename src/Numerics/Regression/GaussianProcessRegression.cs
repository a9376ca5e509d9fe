using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Regression;

/// <summary>The posterior of a Gaussian process: Bayesian inference with a network of infinite width (Lee et al. 2018, PDLT 6).</summary>
public static class GaussianProcessRegression
{
    // Against the mean of the diagonal. Kernel matrices of smooth activations are singular in double precision.
    private const double SmallestJitter = 1e-14;
    private const double LargestJitter = 1e-6;

    // A pivot smaller than this against the diagonal consists of rounding errors.
    private const double SmallestPivot = 1e-15;

    /// <summary>Conditions on the targets of the training inputs.</summary>
    /// <param name="kernel">The kernel of the training inputs, followed by the test inputs.</param>
    /// <param name="targets">One row for each training input, one column for each output.</param>
    /// <param name="noise">The variance of the noise in the targets, at least 0.</param>
    /// <returns>The posterior, and the jitter that was added to the diagonal besides the noise, 0 if none was needed.</returns>
    /// <exception cref="UserInputException">The noise is out of its domain, or the matrix is singular even with the largest jitter.</exception>
    public static (Prediction Posterior, double Jitter) Predict(SymmetricMatrix kernel, Matrix<double> targets, double noise)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(targets);
        if (!(noise >= 0 && double.IsFinite(noise)))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the noise variance must be a finite number, at least 0, got {noise}"));
        }

        var blocks = new KernelBlocks(kernel, targets.RowCount);
        (Cholesky<double> factor, double jitter) = Factor(blocks.Training, noise);
        Matrix<double> mean = blocks.Cross * factor.Solve(targets);

        // k(x,x) - |L^-1 k(X,x)|^2: a sum of squares, which cannot turn the variance negative but for rounding.
        Matrix<double> explained = factor.Solve(blocks.Cross.Transpose());
        Vector<double> variance = Vector<double>.Build.Dense(
            blocks.Cross.RowCount, i => Math.Max(0, blocks.TestVariance[i] - blocks.Cross.Row(i).DotProduct(explained.Column(i))));
        return (new Prediction(mean, variance), jitter);
    }

    private static (Cholesky<double> Factor, double Jitter) Factor(Matrix<double> training, double noise)
    {
        double scale = training.Diagonal().Average();
        for (double relative = 0; relative <= LargestJitter; relative = relative == 0 ? SmallestJitter : 10 * relative)
        {
            double jitter = relative * scale;
            Matrix<double> regularised = training.Clone();
            for (int i = 0; i < training.RowCount; i++)
            {
                regularised[i, i] += noise + jitter;
            }

            try
            {
                Cholesky<double> factor = regularised.Cholesky();
                if (factor.Factor.Diagonal().Min(p => p * p) > SmallestPivot * scale)
                {
                    return (factor, jitter);
                }
            }
            catch (ArgumentException)
            {
                // Not positive definite in double precision: more jitter.
            }
        }

        throw new UserInputException("the kernel matrix of the training inputs is singular; give the targets a noise variance above 0");
    }
}
