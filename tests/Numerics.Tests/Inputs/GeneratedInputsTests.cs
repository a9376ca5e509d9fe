using Theory.Numerics.Inputs;

namespace Theory.Numerics.Tests.Inputs;

public class GeneratedInputsTests
{
    [Fact]
    public void Circle_HasUnitNorm_AndExactOpposites()
    {
        double[][] points = GeneratedInputs.Circle(12);
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal(1, (points[i][0] * points[i][0]) + (points[i][1] * points[i][1]), 1e-15);
            Assert.Equal(-points[i][0], points[(i + 6) % 12][0]);
            Assert.Equal(-points[i][1], points[(i + 6) % 12][1]);
            Assert.Equal(Math.Cos(Math.PI / 6), (points[i][0] * points[(i + 1) % 12][0]) + (points[i][1] * points[(i + 1) % 12][1]), 1e-15);
        }
    }

    [Fact]
    public void Sphere_HasUnitNorm() =>
        Assert.All(GeneratedInputs.Sphere(20, 5, 3), x => Assert.Equal(1, x.Sum(v => v * v), 1e-14));

    // 4000 numbers: mean and variance have standard errors 1/sqrt(4000) and sqrt(2/4000).
    [Fact]
    public void Gaussian_HasUnitVariance()
    {
        double[] numbers = [.. GeneratedInputs.Gaussian(1000, 4, 11).SelectMany(x => x)];
        Assert.Equal(0, numbers.Average(), 4.5 / Math.Sqrt(4000));
        Assert.Equal(1, numbers.Average(x => x * x), 4.5 * Math.Sqrt(2.0 / 4000));
    }

    [Fact]
    public void Seed_DecidesTheNumbers()
    {
        Assert.Equal(GeneratedInputs.Gaussian(3, 2, 1), GeneratedInputs.Gaussian(3, 2, 1));
        Assert.NotEqual(GeneratedInputs.Gaussian(3, 2, 1), GeneratedInputs.Gaussian(3, 2, 2));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 0)]
    public void EmptyDataSet_IsRefused(int count, int dimension) =>
        Assert.Throws<UserInputException>(() => GeneratedInputs.Sphere(count, dimension, 1));
}
