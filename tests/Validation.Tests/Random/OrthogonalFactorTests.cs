using Theory.Validation.NativeLibraries;
using Theory.Validation.Random;

namespace Theory.Validation.Tests.Random;

/// <summary>Q of QR: orthonormal columns, and Q^T A is upper triangular with a positive diagonal, which makes Q unique.</summary>
public sealed class OrthogonalFactorTests
{
    /// <summary>Narrow and wide, by reflections and by torch, with and without a rest after the vectors.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 7)]
    [InlineData(32, 32)]
    [InlineData(61, 5)]
    [InlineData(64, 64)]
    [InlineData(65, 65)]
    [InlineData(90, 13)]
    public void Factor_IsOrthonormal_AndTheOtherOneIsTriangularWithAPositiveDiagonal(int rows, int columns)
    {
        TorchRuntime.EnsureLoaded();
        System.Random random = new(rows + (100 * columns));
        double[] matrix = [.. Enumerable.Range(0, rows * columns).Select(_ => (2 * random.NextDouble()) - 1)];
        double[] q = OrthogonalFactor.Of(matrix, columns);
        for (int j = 0; j < columns; j++)
        {
            for (int k = 0; k < columns; k++)
            {
                double product = Enumerable.Range(0, rows).Sum(i => q[(j * rows) + i] * q[(k * rows) + i]);
                Assert.Equal(j == k ? 1 : 0, product, 1e-13);
                double r = Enumerable.Range(0, rows).Sum(i => q[(j * rows) + i] * matrix[(i * columns) + k]);
                Assert.True(j < k || (j == k ? r > 0 : Math.Abs(r) < 1e-13), $"R[{j}, {k}] = {r}");
            }
        }
    }
}
