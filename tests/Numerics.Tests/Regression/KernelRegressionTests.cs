using MathNet.Numerics.LinearAlgebra;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Inputs;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;

namespace Theory.Numerics.Tests.Regression;

/// <summary>Regression with infinite networks against dense formulas with explicit inverses and exponentials.</summary>
public class KernelRegressionTests
{
    private const int Training = 6;
    private const int Test = 4;

    private static readonly KernelLayer Last = new KernelRecursion(Network.Plain(Activation.Parse("relu"), 3, null, 0.1, 2, 0.1, 1))
        .Layers(GeneratedInputs.Gaussian(Training + Test, 3, 7), new ParallelOptions()).Last();

    private static readonly Matrix<double> Targets = Matrix<double>.Build.Dense(Training, 2, (i, j) => Math.Sin(1 + i + (3 * j)));

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Posterior_IsThatOfTheJointGaussian(double noise)
    {
        (Prediction posterior, double jitter, _) = GaussianProcessRegression.Predict(Last.Kernel, Targets, noise);
        Matrix<double> inverse = (Block(Last.Kernel, true, true) + (noise * Matrix<double>.Build.DenseIdentity(Training))).Inverse();
        Matrix<double> cross = Block(Last.Kernel, false, true);
        Matrix<double> covariance = Block(Last.Kernel, false, false) - (cross * inverse * cross.Transpose());
        Assert.Equal(0, jitter);
        AssertEqual(cross * inverse * Targets, posterior.Mean);
        AssertEqual(covariance.Diagonal().ToColumnMatrix(), posterior.Variance.ToColumnMatrix());
    }

    [Fact]
    public void Posterior_WithoutNoise_MeetsTheTargets()
    {
        int[] twice = [.. Enumerable.Range(0, Training), .. Enumerable.Range(0, Training)];
        SymmetricMatrix repeated = Repeat(Last.Kernel, twice);
        Prediction posterior = GaussianProcessRegression.Predict(repeated, Targets, 0).Outputs;
        AssertEqual(Targets, posterior.Mean);
        Assert.True(posterior.Variance.Max() < 1e-12);
    }

    /// <summary>On a ray ReLU without C_b is a line through 0: targets 1, 2, 4 at 1, 2, 3 gave a slope of 1.2168 by the rounding errors of the matrix, least squares has 17/14.</summary>
    [Theory]
    [InlineData("relu", 2)]
    [InlineData("relu", 5)]
    [InlineData("leaky_relu(0.2)", 3)]
    public void ContradictoryTargetsOnARay_AreFittedByLeastSquares(string activation, int depth)
    {
        double[][] inputs = [[1, 0], [2, 0], [3, 0], [5, 0], [0.5, 0]];
        SymmetricMatrix kernel = new KernelRecursion(Network.Plain(Activation.Parse(activation), depth, null, 0, 1.7)).Layers(inputs, new ParallelOptions()).Last().Kernel;
        Posterior posterior = GaussianProcessRegression.Predict(kernel, Matrix<double>.Build.DenseOfColumnArrays([1, 2, 4]), 0);
        Assert.Equal(5 * 17.0 / 14, posterior.Outputs.Mean[0, 0], 1e-12);
        Assert.Equal(0.5 * 17.0 / 14, posterior.Outputs.Mean[1, 0], 1e-12);
        Assert.True(posterior.Residual > 0.1);
    }

    // Points on a line make the matrix so ill-conditioned that a solution in double precision misses its targets by 1e-4: rounding of its large elements alone.
    [Theory]
    [InlineData(0.1, 2, 3)]
    [InlineData(0.05, 2, 5)]
    [InlineData(1, 1, 2)]
    [InlineData(0.01, 1.5, 10)]
    public void PointsOnALine_AreMetToTheLastDigit(double cb, double cw, int depth)
    {
        const int Count = 100;
        double[] x = [.. Enumerable.Range(0, Count).Select(i => Math.PI * ((20.0 * i / (Count - 1)) - 10))];
        SymmetricMatrix kernel = new KernelRecursion(Network.Plain(Activation.Parse("relu"), depth, null, cb, cw))
            .Layers([.. x.Select(v => (double[])[v])], new ParallelOptions()).Last().Kernel;
        Matrix<double> targets = Matrix<double>.Build.Dense(Count, 1, (i, _) => Math.Sin(x[i]) + Math.Sin(2 * x[i]));
        Posterior posterior = GaussianProcessRegression.Predict(Repeat(kernel, [.. Enumerable.Range(0, Count), .. Enumerable.Range(0, Count)]), targets, 0);
        Assert.Equal(0, posterior.Jitter);
        Assert.InRange((posterior.Outputs.Mean - targets).Enumerate().Max(Math.Abs), 0, 1e-13);
        Assert.InRange(posterior.Residual, 0, 1e-13);
        Assert.InRange(posterior.Condition, 1e5, 1e16);
    }

    [Fact]
    public void Condition_IsTheRatioOfTheExtremeEigenvalues()
    {
        double[] eigenvalues = [.. Block(Last.Kernel, true, true).Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real)];
        double condition = GaussianProcessRegression.Predict(Last.Kernel, Targets, 0).Condition;
        Assert.Equal(1, condition / (eigenvalues.Max() / eigenvalues.Min()), 0.1);
    }

    // The limit of small noise: without it the matrix is singular and the equations contradict one another.
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void CoincidentTrainingInputs_HaveTheMeanOfTheirTargets(double noise)
    {
        SymmetricMatrix repeated = Repeat(Last.Kernel, [0, 0, 1, 2, 3, 4, 0]);
        (Prediction posterior, double jitter, double residual) = GaussianProcessRegression.Predict(repeated, Targets, noise);
        Prediction limit = GaussianProcessRegression.Predict(Perturbed(repeated, noise), Targets, 0).Outputs;
        Assert.Equal(0, jitter);
        Assert.InRange(residual, 0, 1e-13);
        if (noise == 0)
        {
            Assert.Equal((Targets[0, 0] + Targets[1, 0]) / 2, posterior.Mean[0, 0], 1e-12);
            Assert.Equal((Targets[0, 1] + Targets[1, 1]) / 2, posterior.Mean[0, 1], 1e-12);
        }
        else
        {
            AssertEqual(limit.Mean, posterior.Mean);
            AssertEqual(limit.Variance.ToColumnMatrix(), posterior.Variance.ToColumnMatrix());
        }
    }

    // A hundred inputs on a line, which deeper layers hardly tell apart: the mean misses the targets by far more than the old standard deviation of 1e-6 said.
    [Theory]
    [InlineData("relu", 3)]
    [InlineData("relu", 6)]
    [InlineData("erf", 2)]
    public void Deviations_DoNotContradictTheResidual_OfNearlySingularMatrices(string activation, int depth)
    {
        double[][] inputs = [.. Enumerable.Range(0, 100).Select(i => (double[])[(-10 + (20 * i / 99.0)) * Math.PI])];
        SymmetricMatrix kernel = new KernelRecursion(Network.Plain(Activation.Parse(activation), depth, null, 0.1, 2, 0.1, 1)).Layers(inputs, new ParallelOptions()).Last().Kernel;
        Matrix<double> targets = Matrix<double>.Build.Dense(100, 1, (i, _) => Math.Sin(inputs[i][0]) + Math.Sin(2 * inputs[i][0]));
        int[] twice = [.. Enumerable.Range(0, 100), .. Enumerable.Range(0, 100)];
        Posterior posterior = GaussianProcessRegression.Predict(Repeat(kernel, twice), targets, 0);
        for (int i = 0; i < 100; i++)
        {
            double deviation = Math.Abs(posterior.Outputs.Mean[i, 0] - targets[i, 0]);
            Assert.InRange(deviation, 0, posterior.Residual * 2 * (1 + 1e-6));
            Assert.InRange(deviation, 0, Math.Sqrt(posterior.Outputs.Variance[i] + posterior.Outputs.VarianceError[i]) * (1 + 1e-6));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void TrainedNetworks_FollowTheDenseFormula(double time)
    {
        var flow = new GradientFlow(Last.Kernel, Last.Tangent!, Targets);
        Assert.Equal(0, flow.Frozen);
        Matrix<double> theta = Block(Last.Tangent!, true, true);
        Matrix<double> identity = Matrix<double>.Build.DenseIdentity(Training);
        Matrix<double> learned = double.IsFinite(time) ? identity - Exponential(-time * theta) : identity;
        Matrix<double> response = Block(Last.Tangent!, false, true) * theta.Inverse() * learned;
        Matrix<double> cross = Block(Last.Kernel, false, true);
        Matrix<double> covariance = Block(Last.Kernel, false, false) + (response * Block(Last.Kernel, true, true) * response.Transpose())
            - (response * cross.Transpose()) - (cross * response.Transpose());
        Prediction prediction = flow.At(time);
        AssertEqual(response * Targets, prediction.Mean);
        AssertEqual(covariance.Diagonal().ToColumnMatrix(), prediction.Variance.ToColumnMatrix());
    }

    [Fact]
    public void StepsOfGradientDescent_AreTheRecursionItself_AndTendToTheFlow()
    {
        var flow = new GradientFlow(Last.Kernel, Last.Tangent!, Targets);
        double step = 0.7 / flow.Rates[^1];
        Matrix<double> outputs = Matrix<double>.Build.Dense(Training, Targets.ColumnCount);
        Matrix<double> test = Matrix<double>.Build.Dense(Block(Last.Tangent!, false, true).RowCount, Targets.ColumnCount);
        for (int k = 0; k < 7; k++)
        {
            Matrix<double> errors = Targets - outputs;
            outputs += step * Block(Last.Tangent!, true, true) * errors;
            test += step * Block(Last.Tangent!, false, true) * errors;
        }

        AssertEqual(test, flow.AfterSteps(7, step).Mean);
        AssertEqual(test, flow.ResponseAfterSteps(7, step) * Targets);

        // A step a hundred times smaller deviates a hundred times less.
        double Deviation(int times) => (flow.AfterSteps(7 * times, step / times).Mean - flow.At(7 * step).Mean).L2Norm()
            + (flow.AfterSteps(7 * times, step / times).Variance - flow.At(7 * step).Variance).L2Norm();
        Assert.Equal(100, Deviation(10) / Deviation(1000), 2.0);
        Assert.Equal(0, flow.AfterSteps(0, step).Mean.L2Norm());
        Assert.Throws<UserInputException>(() => flow.AfterSteps(-1, step));
        Assert.Throws<UserInputException>(() => flow.ResponseAfterSteps(1, 0));
    }

    // If only the last layer learns, Theta = K/C_W with matching rates, and training to the end is Bayesian inference in the mean.
    [Fact]
    public void TangentKernelEqualToKernel_GivesThePosterior()
    {
        Prediction trained = new GradientFlow(Last.Kernel, Last.Kernel, Targets).At(double.PositiveInfinity);
        Prediction posterior = GaussianProcessRegression.Predict(Last.Kernel, Targets, 0).Outputs;
        AssertEqual(posterior.Mean, trained.Mean);
        AssertEqual(posterior.Variance.ToColumnMatrix(), trained.Variance.ToColumnMatrix());
    }

    [Fact]
    public void CoincidentInputs_AreNeverLearnedApart()
    {
        SymmetricMatrix kernel = Repeat(Last.Kernel, [0, 0, 1, 2, 3, 4, 0]);
        var flow = new GradientFlow(kernel, Repeat(Last.Tangent!, [0, 0, 1, 2, 3, 4, 0]), Targets);
        Assert.Equal(1, flow.Frozen);

        // Two targets for one input: it learns their mean.
        Assert.Equal((Targets[0, 0] + Targets[1, 0]) / 2, flow.At(double.PositiveInfinity).Mean[0, 0], 1e-10);
        Assert.Equal((Targets[0, 0] + Targets[1, 0]) / 2, flow.At(1e9).Mean[0, 0], 1e-5);
    }

    // RePU networks reach such kernels in a few layers; an eigenvalue routine that squares entries would overflow.
    [Fact]
    public void HugeKernels_ArePredictedLikeOthers()
    {
        SymmetricMatrix huge = new(Last.Tangent!.Size, [.. Last.Tangent.Upper.Select(v => v * 1e200)]);
        Prediction prediction = new GradientFlow(Last.Kernel, huge, Targets).At(double.PositiveInfinity);
        AssertEqual(new GradientFlow(Last.Kernel, Last.Tangent, Targets).At(double.PositiveInfinity).Mean, prediction.Mean);
    }

    [Fact]
    public void BadInput_IsNamed()
    {
        Assert.Contains("noise variance", Assert.Throws<UserInputException>(
            () => GaussianProcessRegression.Predict(Last.Kernel, Targets, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("training time", Assert.Throws<UserInputException>(
            () => new GradientFlow(Last.Kernel, Last.Tangent!, Targets).At(double.NaN)).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Points on a line determine outputs between them to 2e-5, but condition the matrix so badly (5e13 for 100 of them) that rounding of its elements moves means by 1e-4:
    /// the deviation alone was told.
    /// </summary>
    [Fact]
    public void MeanError_IsWhatRoundingOfTheKernelCanDo()
    {
        const int training = 60;
        double[][] inputs = [.. Enumerable.Range(0, training + 5).Select(i => (double[])[i < training ? 31.4 * ((2.0 * i / (training - 1)) - 1) : 7.3 * (i - training - 2) + 0.2])];
        SymmetricMatrix kernel = new KernelRecursion(Network.Plain(Activation.Parse("relu"), 3, null, 0.1, 2)).Layers(inputs, new ParallelOptions()).Last().Kernel;
        Matrix<double> targets = Matrix<double>.Build.Dense(training, 1, (i, _) => Math.Sin(inputs[i][0]) + Math.Sin(2 * inputs[i][0]));
        Prediction exact = GaussianProcessRegression.Predict(kernel, targets, 0).Outputs;
        Random random = new(3);
        double largest = 0;
        for (int trial = 0; trial < 3; trial++)
        {
            List<double> upper = [];
            for (int a = 0; a < kernel.Size; a++)
            {
                for (int b = a; b < kernel.Size; b++)
                {
                    upper.Add(kernel[a, b] + (6 * 2.22e-16 * Math.Sqrt(kernel[a, a] * kernel[b, b]) * ((2 * random.NextDouble()) - 1)));
                }
            }

            Matrix<double> moved = GaussianProcessRegression.Predict(new SymmetricMatrix(kernel.Size, [.. upper]), targets, 0).Outputs.Mean - exact.Mean;
            for (int i = 0; i < moved.RowCount; i++)
            {
                Assert.True(Math.Abs(moved[i, 0]) <= exact.MeanError![i], $"{moved[i, 0]} {exact.MeanError[i]}");
                largest = Math.Max(largest, Math.Abs(moved[i, 0]) / exact.MeanError[i]);
            }
        }

        Assert.InRange(largest, 1e-4, 1);
    }

    private static Matrix<double> Block(SymmetricMatrix matrix, bool trainingRows, bool trainingColumns)
    {
        int[] training = [.. Enumerable.Range(0, Training)];
        int[] test = [.. Enumerable.Range(Training, Test)];
        return matrix.Block(trainingRows ? training : test, trainingColumns ? training : test);
    }

    /// <summary>The noise as part of the kernel of the training inputs.</summary>
    private static SymmetricMatrix Perturbed(SymmetricMatrix kernel, double noise)
    {
        List<double> upper = [];
        for (int a = 0; a < kernel.Size; a++)
        {
            for (int b = a; b < kernel.Size; b++)
            {
                upper.Add(kernel[a, b] + (a == b && a < Training ? noise : 0));
            }
        }

        return new SymmetricMatrix(kernel.Size, [.. upper]);
    }

    private static SymmetricMatrix Repeat(SymmetricMatrix matrix, int[] indices) => new(
        indices.Length,
        [.. Enumerable.Range(0, indices.Length).SelectMany(a => Enumerable.Range(a, indices.Length - a).Select(b => matrix[indices[a], indices[b]]))]);

    // Scaling and squaring of the Taylor series.
    private static Matrix<double> Exponential(Matrix<double> matrix)
    {
        int squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(1e-3, matrix.L2Norm()))) + 3);
        Matrix<double> scaled = matrix / Math.Pow(2, squarings);
        Matrix<double> term = Matrix<double>.Build.DenseIdentity(matrix.RowCount);
        Matrix<double> sum = term;
        for (int n = 1; n <= 20; n++)
        {
            term = term * scaled / n;
            sum += term;
        }

        for (int i = 0; i < squarings; i++)
        {
            sum *= sum;
        }

        return sum;
    }

    private static void AssertEqual(Matrix<double> expected, Matrix<double> actual)
    {
        Assert.Equal(expected.RowCount, actual.RowCount);
        Assert.True((expected - actual).Enumerate().Max(Math.Abs) <= 1e-10 * (1 + expected.Enumerate().Max(Math.Abs)), $"{expected}\n{actual}");
    }
}
