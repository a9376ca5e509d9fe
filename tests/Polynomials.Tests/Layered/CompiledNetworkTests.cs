using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Parsing;

namespace Theory.Polynomials.Tests.Layered;

public sealed class CompiledNetworkTests
{
    private static readonly LayeredNetwork Network = Create("x^3*y - y^2 + x/7", 2);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(256)]
    [InlineData(1000)]
    public void Batches_GiveWhatSinglePointsGive(int count)
    {
        CompiledNetwork<double> compiled = new(Network);
        double[] points = [.. Enumerable.Range(0, 2 * count).Select(i => Math.Sin(i * 1.7))];
        double[] results = new double[count];
        compiled.Evaluate(points, results);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(compiled.Evaluate(points[2 * i], points[(2 * i) + 1]), results[i]);
            Assert.Equal((Math.Pow(points[2 * i], 3) * points[(2 * i) + 1]) - (points[(2 * i) + 1] * points[(2 * i) + 1]) + (points[2 * i] / 7), results[i], 1e-12);
        }
    }

    [Fact]
    public void SinglePrecision_IsCloseToDouble()
    {
        float[] results = new float[3];
        new CompiledNetwork<float>(Network).Evaluate([0.5f, 0.25f, -1f, 1f, 0f, 0f], results);
        Assert.Equal((0.125f * 0.25f) - 0.0625f + (0.5f / 7), results[0], 1e-4f);
    }

    [Fact]
    public void NaN_IsNotSwallowedByTheActivation()
    {
        CompiledNetwork<double> compiled = new(Network);
        Assert.True(double.IsNaN(compiled.Evaluate(double.NaN, 0.5)));
        Assert.True(double.IsNaN(new CompiledNetwork<double>(Create("x^2", 1)).Evaluate(double.NaN)));
    }

    [Fact]
    public void WeightsBeyondTheRangeOfTheType_AreRefused()
    {
        LayeredNetwork network = Create("1e60*x^2", 1);
        Assert.Contains("does not fit", Assert.Throws<UserInputException>(() => new CompiledNetwork<float>(network)).Message, StringComparison.Ordinal);
        Assert.Equal(0.25e60, new CompiledNetwork<double>(network).Evaluate(0.5), 1e45);
    }

    [Fact]
    public void WrongLengths_AreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new CompiledNetwork<double>(Network).Evaluate([1.0, 2, 3], new double[1]));

    private static LayeredNetwork Create(string text, int p)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        return LayeredNetwork.From(ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, p, InputDomain.Cube(polynomial.Variables.Count, -1, 1)));
    }
}
