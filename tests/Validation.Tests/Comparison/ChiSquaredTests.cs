using MathNet.Numerics.LinearAlgebra;
using Theory.Validation.Comparison;
using Theory.Validation.Random;

namespace Theory.Validation.Tests.Comparison;

public sealed class ChiSquaredTests
{
    private const int Groups = 64;

    [Fact]
    public void Probabilities_AreUniform_ForCorrelatedMeasurements()
    {
        // Ten measurements with correlations 0.9^|i-j|, covariance from 64 groups, 2000 times.
        double[] p = [.. Enumerable.Range(0, 2000).Select(i => Judge(i, shift: 0, tolerance: 0).Probability)];
        foreach (double level in (double[])[0.01, 0.05, 0.5, 0.95])
        {
            double error = Math.Sqrt(level * (1 - level) / p.Length);
            Assert.Equal(level, p.Count(x => x < level) / (double)p.Length, 4.5 * error);
        }
    }

    [Fact]
    public void AShiftOfOneError_InAllMeasurements_IsSeen_AndToleratedWhenAskedTo()
    {
        // Against the correlations a common shift is less than sqrt(10) errors, but ten of them are plain.
        double[] seen = [.. Enumerable.Range(0, 50).Select(i => Judge(i, shift: 10, tolerance: 0).Sigma)];
        double[] tolerated = [.. Enumerable.Range(0, 50).Select(i => Judge(i, shift: 10, tolerance: 10).Sigma)];
        Assert.All(seen, sigma => Assert.True(sigma > 4.5));
        Assert.All(tolerated, sigma => Assert.True(sigma < 4.5));
    }

    [Fact]
    public void ARepeatedMeasurement_CountsOnce_AndOneWithoutErrorNotAtAll()
    {
        Matrix<double> covariance = Matrix<double>.Build.DenseOfArray(new[,] { { 4.0, 4, 0 }, { 4, 4, 0 }, { 0, 0, 0 } });
        ChiSquared judged = ChiSquared.Of([4, 4, 1], covariance, Groups, [0, 0, 0]);
        Assert.Equal(1, judged.Degrees);
        Assert.Equal(4, judged.Statistic, 1e-10);

        // Student's t with 63 degrees of freedom: P(|t| > 2) = 0.0498.
        Assert.Equal(0.0498, judged.Probability, 2e-4);
    }

    [Fact]
    public void NothingMeasured_DecidesNothing()
    {
        ChiSquared judged = ChiSquared.Of([], Matrix<double>.Build.Dense(1, 1), Groups, []);
        Assert.Equal((0, 1.0, 0.0), (judged.Degrees, judged.Probability, judged.Sigma));
    }

    [Fact]
    public void TooFewGroups_AreRefused() => Assert.Contains("use more networks", Assert.Throws<UserInputException>(
        () => ChiSquared.Of([1, 2], Matrix<double>.Build.DenseIdentity(2), 2, [0, 0])).Message, StringComparison.Ordinal);

    private static ChiSquared Judge(long experiment, double shift, double tolerance)
    {
        const int size = 10;
        double[] normals = new double[Groups * size];
        new NetworkRandom(31, experiment).FillNormal(normals.AsSpan());
        Matrix<double> groups = Matrix<double>.Build.Dense(Groups, size, (g, i) => normals[(g * size) + i]);
        for (int g = 0; g < Groups; g++)
        {
            for (int i = 1; i < size; i++)
            {
                groups[g, i] = (0.9 * groups[g, i - 1]) + (Math.Sqrt(1 - 0.81) * groups[g, i]);
            }
        }

        Vector<double> mean = groups.ColumnSums() / Groups;
        Matrix<double> centred = Matrix<double>.Build.Dense(Groups, size, (g, i) => groups[g, i] - mean[i]);
        Matrix<double> covariance = centred.TransposeThisAndMultiply(centred) / (Groups * (Groups - 1.0));
        return ChiSquared.Of(
            [.. mean.Select((x, i) => x + (shift * Math.Sqrt(covariance[i, i])))],
            covariance,
            Groups,
            [.. mean.Select((_, i) => tolerance * Math.Sqrt(covariance[i, i]))]);
    }
}
