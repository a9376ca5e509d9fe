using MathNet.Numerics.LinearAlgebra;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Inputs;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;
using Theory.Validation.Devices;
using Theory.Validation.KernelRegression;
using TorchSharp;

namespace Theory.Validation.Tests.KernelRegression;

/// <summary>Blocks, tiles and solvers against the plain matrices of <see cref="KernelRecursion"/> and <see cref="GaussianProcessRegression"/>.</summary>
public sealed class KernelRegressorTests
{
    private const int Training = 50;
    private static readonly ParallelOptions Parallel = new();

    [Theory]
    [InlineData("relu", true, 3)]
    [InlineData("relu", false, 3)]
    [InlineData("gelu", true, 4)]
    [InlineData("gelu", false, 2)]
    [InlineData("tanh", true, 3)]
    [InlineData("mrepu:2", true, 3)]
    [InlineData("abs", true, 3)]
    [InlineData("erf", false, 3)]
    [InlineData("sign", true, 3)]
    [InlineData("relu", true, 1)]
    public void Blocks_AreThoseOfTheWholeMatrix(string activation, bool sameNorm, int depth)
    {
        Network network = Network.Plain(Activation.Parse(activation), depth, null, 0.1, 1.5);
        double[][] inputs = Inputs(sameNorm, 30);
        KernelLayer whole = new KernelRecursion(network).Layers(inputs, Parallel).Last();
        foreach (KernelKind kind in whole.Tangent is null ? (KernelKind[])[KernelKind.Nngp] : [KernelKind.Nngp, KernelKind.Tangent])
        {
            SymmetricMatrix expected = kind == KernelKind.Nngp ? whole.Kernel : whole.Tangent!;
            using KernelSource source = new(network, [.. inputs.SelectMany(x => x)], 4, kind, Parallel);
            using DisposeScope scope = torch.NewDisposeScope();
            double[] block = source.Block(5, 11, 9, 17).data<double>().ToArray();
            for (int i = 0; i < block.Length; i++)
            {
                (int a, int b) = (5 + (i / 17), 9 + (i % 17));
                Assert.Equal(expected[a, b], block[i], 1e-10 * Math.Sqrt(expected[a, a] * expected[b, b]));
            }
        }
    }

    [Theory]
    [InlineData(RegressionSolver.Cholesky, "float64")]
    [InlineData(RegressionSolver.Cholesky, "float32")]
    [InlineData(RegressionSolver.ConjugateGradients, "float64")]
    public void TiledSolvers_GiveThePosterior(RegressionSolver solver, string precision)
    {
        Network network = Network.Plain(Activation.Parse("relu"), 3, null, 0.1, 2);
        double[][] inputs = Inputs(true, Training + 13);
        double[] targets = [.. Enumerable.Range(0, 2 * Training).Select(i => Math.Sin(i))];
        Posterior expected = GaussianProcessRegression.Predict(
            new KernelRecursion(network).Layers(inputs, Parallel).Last().Kernel, Matrix<double>.Build.DenseOfRowMajor(Training, 2, targets), 0.01);
        using KernelSource source = new(network, [.. inputs.SelectMany(x => x)], 4, KernelKind.Nngp, Parallel);

        // Tiles of 16: three whole ones and a part, in every loop.
        RegressionOptions options = new() { Noise = 0.01, Solver = solver, Precision = TorchPrecision.Parse(precision), Tile = 16, Landmarks = 10 };
        using KernelRegressor regressor = KernelRegressor.Fit(source, targets, 2, options, new Progress<double>(), CancellationToken.None);
        double[] mean = regressor.Mean(Training, 13, new Progress<double>());
        Assert.InRange(regressor.Residual, 0, 1e-10);
        Assert.All(mean, (m, i) => Assert.Equal(expected.Outputs.Mean[i / 2, i % 2], m, 1e-8));
        if (regressor.HasFactor)
        {
            double tolerance = precision == "float32" ? 1e-5 : 1e-10;
            Assert.All(regressor.Variance(Training, 13, new Progress<double>()), (v, i) => Assert.Equal(expected.Outputs.Variance[i], v, tolerance));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(Training)]
    public void LowRankApproximation_SaysWhatItLacks(int landmarks)
    {
        Network network = Network.Plain(Activation.Parse("erf"), 2, null, 0.1, 2);
        double[][] inputs = Inputs(false, Training);
        using KernelSource source = new(network, [.. inputs.SelectMany(x => x)], 4, KernelKind.Nngp, Parallel);
        RegressionOptions options = new() { Noise = 0.1, Solver = RegressionSolver.Nystrom, Landmarks = landmarks, Tile = 16 };
        using KernelRegressor regressor = KernelRegressor.Fit(source, [.. inputs.Select(x => x[0])], 1, options, new Progress<double>(), CancellationToken.None);

        SymmetricMatrix kernel = new KernelRecursion(network).Layers(inputs, Parallel).Last().Kernel;
        Matrix<double> whole = Matrix<double>.Build.Dense(Training, Training, (i, j) => kernel[i, j]);
        Matrix<double> cross = whole.SubMatrix(0, landmarks, 0, Training);
        Matrix<double> left = whole - cross.TransposeThisAndMultiply(cross.SubMatrix(0, landmarks, 0, landmarks).Cholesky().Solve(cross));
        Assert.Equal(left.Trace() / whole.Trace(), regressor.Unexplained, 1e-8);
        Assert.All(left.Enumerate(), entry => Assert.InRange(Math.Abs(entry), 0, (regressor.Unexplained + 1e-8) * whole.Trace()));
    }

    [Fact]
    public void Samples_HaveMeanAndVarianceOfThePosterior()
    {
        Network network = Network.Plain(Activation.Parse("erf"), 2, null, 0.5, 2);
        double[][] inputs = Inputs(false, Training + 3);
        double[] targets = [.. inputs.Take(Training).Select(x => Math.Sin(x[0]))];
        using KernelSource source = new(network, [.. inputs.SelectMany(x => x)], 4, KernelKind.Nngp, Parallel);
        using KernelRegressor regressor = KernelRegressor.Fit(source, targets, 1, new RegressionOptions { Noise = 0.1 }, new Progress<double>(), CancellationToken.None);
        const int samples = 4000;
        double[] drawn = regressor.Samples(Training, 3, samples, 5);
        double[] mean = regressor.Mean(Training, 3, new Progress<double>());
        double[] variance = regressor.Variance(Training, 3, new Progress<double>());
        for (int i = 0; i < 3; i++)
        {
            double[] own = [.. Enumerable.Range(0, samples).Select(s => drawn[(3 * s) + i])];
            double average = own.Average();
            double spread = own.Average(v => (v - average) * (v - average));
            Assert.InRange((average - mean[i]) / Math.Sqrt(variance[i] / samples), -4.5, 4.5);
            Assert.InRange((spread - variance[i]) / (variance[i] * Math.Sqrt(2.0 / samples)), -4.5, 4.5);
        }
    }

    [Theory]
    [InlineData("gelu", true)]
    [InlineData("relu", false)]
    [InlineData("tanh", true)]
    public void GradientOfTheLikelihood_IsThatOfDifferences(string name, bool sameNorm)
    {
        var activation = Activation.Parse(name);
        Network At(double b, double w) => Network.Plain(activation, 3, null, b, w);
        double[][] inputs = Inputs(sameNorm, Training);
        double[] targets = [.. inputs.SelectMany(x => (double[])[Math.Sin(x[0]), x[1]])];
        using KernelSource source = new(At(0.3, 1.7), [.. inputs.SelectMany(x => x)], 4, KernelKind.Nngp, Parallel);
        MarginalLikelihood Likelihood(double b, double w, double noise) => MarginalLikelihood.TryEvaluate(source, targets, 2, b, w, noise, At)!;
        MarginalLikelihood at = Likelihood(0.3, 1.7, 0.05);
        const double h = 1e-4;
        Assert.Equal((Likelihood(0.3 + h, 1.7, 0.05).Value - Likelihood(0.3 - h, 1.7, 0.05).Value) / (2 * h), at.ByCb, 1e-4);
        Assert.Equal((Likelihood(0.3, 1.7 + h, 0.05).Value - Likelihood(0.3, 1.7 - h, 0.05).Value) / (2 * h), at.ByCw, 1e-4);
        Assert.Equal(1, (Likelihood(0.3, 1.7, 0.05 + (h / 10)).Value - Likelihood(0.3, 1.7, 0.05 - (h / 10)).Value) / (2 * h / 10) / at.ByNoise, 1e-5);
        using KernelRegressor regressor = KernelRegressor.Fit(source, targets, 2, new RegressionOptions { Noise = 0.05 }, new Progress<double>(), CancellationToken.None);
        Assert.Equal(regressor.NegativeLogLikelihood, at.Value, 1e-8);
    }

    [Fact]
    public void AutomaticNoise_IsTheSmallestThatHasAFactor_AndNoneIsRefused()
    {
        double[][] inputs = [.. Inputs(true, 20), .. Inputs(true, 20)];
        double[] targets = [.. Enumerable.Range(0, 40).Select(i => (double)(i % 20))];
        using KernelSource source = new(Network.Plain(Activation.Parse("erf"), 3, null, 0, 1), [.. inputs.SelectMany(x => x)], 4, KernelKind.Nngp, Parallel);
        using KernelRegressor regressor = KernelRegressor.Fit(source, targets, 1, new RegressionOptions(), new Progress<double>(), CancellationToken.None);
        Assert.Equal(1, regressor.Noise / (1e-10 * source.Diagonal(0)), 1e-9);
        Assert.Contains(
            "is singular with a noise of 0",
            Assert.Throws<UserInputException>(() => KernelRegressor.Fit(source, targets, 1, new RegressionOptions { Noise = 0 }, new Progress<double>(), CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    private static double[][] Inputs(bool sameNorm, int count) => sameNorm
        ? [.. GeneratedInputs.Sphere(count, 4, 3).Select(x => (double[])[.. x.Select(v => 2 * v)])]
        : GeneratedInputs.Gaussian(count, 4, 3);
}
