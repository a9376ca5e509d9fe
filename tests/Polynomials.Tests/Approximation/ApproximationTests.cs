using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Tests.Approximation;

public sealed class ApproximationTests
{
    private static readonly string[] Names = ["x", "y", "z"];

    public static TheoryData<string, int> Functions => new() { { "sine", 1 }, { "gaussian", 1 }, { "plane wave", 2 }, { "three", 3 } };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Network_IsWithinTheTolerance_AndEqualsAPolynomialExactly(string name, int dimension)
    {
        Func<double[], double> f = Function(name);
        const double tolerance = 1e-7;
        InputDomain box = InputDomain.Cube(dimension, -1, 2);
        ChebyshevTensor interpolant = ChebyshevInterpolation.ToTolerance(f, box, tolerance / 8)!;
        PolynomialNetwork network = ApproximatingNetwork.Create(interpolant, Names[..dimension], 2, box, tolerance / 4);
        Assert.True(NetworkExpansion.Of(network).IsExact);
        CompiledNetwork<double> compiled = new(LayeredNetwork.From(network));
        foreach (int i in Enumerable.Range(0, 200))
        {
            double[] point = [.. Enumerable.Range(0, dimension).Select(k => 0.5 + (1.5 * Math.Sin((i * (k + 1.3)) + k)))];
            Assert.Equal(f(point), compiled.Evaluate(point), tolerance);
        }
    }

    /// <summary>Bernstein: |x|^s is approximated no better than N^-s.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void PowersOfTheAbsoluteValue_ConvergeWithTheirOrder(int s)
    {
        InputDomain box = InputDomain.Cube(1, -1, 1);
        double Error(int degree)
        {
            ChebyshevTensor interpolant = ChebyshevInterpolation.OfDegree(x => Math.Pow(Math.Abs(x[0]), s), box, degree);
            return Enumerable.Range(0, 4001).Select(i => (i - 2000) / 2000.0).Max(x => Math.Abs(interpolant.Evaluate(x) - Math.Pow(Math.Abs(x), s)));
        }

        Assert.Equal(s, Math.Log2(Error(24) / Error(96)) / 2, 0.35);
    }

    [Fact]
    public void Interpolant_OfAPolynomial_IsThePolynomial_WithItsDerivatives()
    {
        InputDomain box = InputDomain.Cube(2, -1, 1);
        ChebyshevTensor interpolant = ChebyshevInterpolation.OfDegree(x => (x[0] * x[0] * x[1]) - x[1], box, 3);
        Assert.Equal((0.3 * 0.3 * -0.7) + 0.7, interpolant.Evaluate(0.3, -0.7), 1e-14);
        Assert.Equal(2 * 0.3 * -0.7, interpolant.Derivative([0.3, -0.7], 0), 1e-14);
        Assert.Equal((0.3 * 0.3) - 1, interpolant.Derivative([0.3, -0.7], 1), 1e-14);
    }

    [Fact]
    public void WhatCannotBeInterpolated_IsRefused()
    {
        InputDomain box = InputDomain.Cube(1, -1, 1);
        Assert.Contains("not finite at", Assert.Throws<UserInputException>(() => ChebyshevInterpolation.OfDegree(x => Math.Log(x[0]), box, 8)).Message, StringComparison.Ordinal);
        Assert.Contains("between 0 and 128", Assert.Throws<UserInputException>(() => ChebyshevInterpolation.OfDegree(x => x[0], box, 129)).Message, StringComparison.Ordinal);
        Assert.Null(ChebyshevInterpolation.ToTolerance(x => Math.Abs(x[0]), box, 1e-6));
    }

    private static Func<double[], double> Function(string name) => name switch
    {
        "sine" => x => Math.Sin(5 * x[0]),
        "gaussian" => x => Math.Exp(-x[0] * x[0]),
        "plane wave" => x => Math.Cos(x[0] - (2 * x[1])),
        _ => x => Math.Exp(x[0] / 4) * (x[1] + Math.Sin(x[2] / 2)),
    };
}
