using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Theory.Validation.Comparison;

/// <summary>How probable the deviations of correlated measurements from a prediction are, all together.</summary>
/// <param name="Statistic">r^T C^-1 r, the squared deviation in units of the errors and their correlations.</param>
/// <param name="Degrees">The number of independent measurements.</param>
/// <param name="Probability">The probability of a deviation as large or larger, were the prediction true.</param>
public sealed record ChiSquared(double Statistic, int Degrees, double Probability)
{
    // Directions in which the errors are this much smaller than in the widest, in units of each error, are rounding.
    private const double SmallestEigenvalue = 1e-8;

    /// <summary>
    /// The deviation that is as improbable for a single normal number: 4.5 for a probability of 7e-6. Infinite where the probability
    /// underflows.
    /// </summary>
    public double Sigma => Degrees == 0 ? 0 : -Normal.InvCDF(0, 1, Probability / 2);

    /// <summary>Judges deviations by a covariance that was estimated from groups of data itself.</summary>
    /// <param name="deviations">Measurement less prediction.</param>
    /// <param name="covariance">Covariance of the measurements' errors, by the jackknife.</param>
    /// <param name="groups">The groups it was estimated from.</param>
    /// <param name="tolerance">What the prediction neglects, by measurement: a systematic error of unknown sign.</param>
    /// <remarks>
    /// Hotelling's T^2: with the covariance of d measurements from g groups, T^2 (g - d)/(d (g - 1)) has the F distribution with d and
    /// g - d degrees of freedom. Chi-squared itself would refute true predictions too often.
    /// </remarks>
    public static ChiSquared Of(IReadOnlyList<double> deviations, Matrix<double> covariance, int groups, IReadOnlyList<double> tolerance)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(tolerance);

        // In units of each error, so that kernel and vertex of all layers weigh alike; what does not fluctuate says nothing here.
        int[] used = [.. Enumerable.Range(0, deviations.Count).Where(i => covariance[i, i] > 0 && double.IsFinite(covariance[i, i]) && double.IsFinite(deviations[i]))];
        int size = used.Length;
        if (size == 0)
        {
            return new ChiSquared(0, 0, 1);
        }

        double Error(int i) => Math.Sqrt(covariance[used[i], used[i]] + (tolerance[used[i]] * tolerance[used[i]]));
        Matrix<double> correlation = Matrix<double>.Build.Dense(size, size, (i, j) =>
            i == j ? 1 : covariance[used[i], used[j]] / (Error(i) * Error(j)));
        MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> modes = correlation.Evd(Symmetricity.Symmetric);
        Vector<double> scaled = modes.EigenVectors.Transpose() * Vector<double>.Build.Dense(size, i => deviations[used[i]] / Error(i));
        double statistic = 0;
        int degrees = 0;
        for (int k = 0; k < size; k++)
        {
            double eigenvalue = modes.EigenValues[k].Real;
            if (eigenvalue > SmallestEigenvalue * size)
            {
                statistic += scaled[k] * scaled[k] / eigenvalue;
                degrees++;
            }
        }

        if (groups <= degrees)
        {
            throw new UserInputException($"{groups} groups of networks do not tell the correlations of {degrees} measurements; use more networks or fewer layers");
        }

        double f = statistic * (groups - degrees) / (degrees * (groups - 1.0));
        return new ChiSquared(statistic, degrees, UpperTail(f, degrees, groups - degrees));
    }

    /// <summary>P(F > f), without the cancellation of 1 - CDF.</summary>
    private static double UpperTail(double f, double numerator, double denominator) =>
        MathNet.Numerics.SpecialFunctions.BetaRegularized(denominator / 2, numerator / 2, denominator / (denominator + (numerator * f)));
}
