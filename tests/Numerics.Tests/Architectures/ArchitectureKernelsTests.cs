using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Tests.Architectures;

public sealed class ArchitectureKernelsTests
{
    private static readonly Linear Law = new(0.1, 1.5, null, 0.5, 2);

    private static readonly double[][] Inputs = [[1, 0.2, -0.4], [0.7, -1, 0.3], [0.1, 0.1, 2], [1, 0.2, -0.4]];

    private static readonly ParallelOptions Parallel = new() { MaxDegreeOfParallelism = 2 };

    [Theory]
    [InlineData("relu")]
    [InlineData("gelu")]
    [InlineData("step(z)")]
    public void PlainText_IsThePlainRecursion(string activation)
    {
        Architecture architecture = Architecture.Parse($"linear; {activation}; linear(cw=2); {activation}; linear", Law);
        KernelLayer expected = new KernelRecursion(architecture.Plain!).Layers(Inputs, Parallel).Last();
        AssertEqual(expected, Last(architecture), 1e-12);
    }

    [Theory]
    [InlineData("linear; tanh; 3*[residual(linear; gelu; linear, alpha=0.8, beta=0.5)]; norm; linear")]
    [InlineData("linear; relu; norm; linear; 2*[residual(norm; relu; linear)]; rmsnorm; swiglu; linear")]
    [InlineData("linear; sum(linear; relu | linear; gelu); concat(identity | linear; relu); linear; residual(relu; linear, skip=linear)")]
    [InlineData("norm; linear; gelu; dropout(0.8); linear; scale(0.5); product(linear; relu | linear; tanh | linear)")]
    public void TheDiagonal_IsTheFlowOfOneInput(string text)
    {
        Architecture architecture = Architecture.Parse(text, Law);
        KernelLayer[] layers = [.. new ArchitectureKernels(architecture).Layers(Inputs, Parallel)];
        double[] x = Inputs[1];

        // The flow takes the mean square only, and the mean of these components is 0.
        IReadOnlyList<ArchitectureLayer> flow = ArchitectureFlow.Compute(architecture, x.Sum(v => v * v) / x.Length, TestContext.Current.CancellationToken).ToTheLast();
        foreach ((KernelLayer pairs, ArchitectureLayer one) in layers.Zip(flow))
        {
            Assert.Equal(1, pairs.Kernel[1, 1] / one.K, 1e-11);
            Assert.Equal(one.Theta, pairs.Tangent![1, 1], 1e-11 * Math.Max(1, one.Theta));
        }
    }

    [Theory]
    [InlineData("linear; 3*[residual(gelu; linear)]", "linear; residual(gelu; linear); residual(gelu; linear); residual(gelu; linear)")]
    [InlineData("linear; residual(gelu; linear, beta=0); relu; linear", "linear; relu; linear")]
    [InlineData("input(1, channels=3); conv1d(1); relu; globalpool; linear", "linear; relu; linear")]
    public void EqualNetworks_HaveEqualKernels(string text, string other) =>
        AssertEqual(Last(Architecture.Parse(other, Law)), Last(Architecture.Parse(text, Law)), 1e-14);

    [Fact]
    public void ReLUResidual_IsKnownInClosedForm()
    {
        const double Alpha = 0.9, Beta = 0.7;
        KernelLayer[] layers = [.. new ArchitectureKernels(Architecture.Parse("5*[residual(relu; linear, alpha=0.9, beta=0.7)]", Law)).Pair(1, 2, 0.3, Parallel)];
        (double k1, double k2, double k12, double theta) = (1, 2, 0.3 * Math.Sqrt(2), 0);
        foreach (KernelLayer layer in layers)
        {
            double angle = Math.Acos(k12 / Math.Sqrt(k1 * k2));
            double value = Math.Sqrt(k1 * k2) * (Math.Sin(angle) + ((Math.PI - angle) * Math.Cos(angle))) / (2 * Math.PI);
            double slope = (Math.PI - angle) / (2 * Math.PI);
            double Next(double k, double g) => (Alpha * Alpha * k) + (Beta * Beta * (Law.Cb + (Law.Cw * g)));
            theta = (Alpha * Alpha * theta) + (Beta * Beta * (Law.LambdaB + (Law.LambdaW * value) + (Law.Cw * slope * theta)));
            (k1, k2, k12) = (Next(k1, k1 / 2), Next(k2, k2 / 2), Next(k12, value));
            Assert.Equal(k12, layer.Kernel[0, 1], 1e-13);
            Assert.Equal(k2, layer.Kernel[1, 1], 1e-13);
            Assert.Equal(theta, layer.Tangent![0, 1], 1e-13);
        }
    }

    [Theory]
    [InlineData("gelu")]
    [InlineData("z*max(0, z + 1)")]
    public void EqualVariances_AreTabulated_AsTheyAreComputed(string activation)
    {
        double[][] many = [.. Enumerable.Range(0, 110).Select(a => (double[])[Math.Cos(0.3 * a), Math.Sin(0.3 * a), Math.Cos(a * a), 1])];
        many[1] = many[0];
        many[2] = [.. many[0].Select(v => -v)];
        Architecture architecture = Architecture.Parse($"rmsnorm; linear(cb=0); {activation}; linear", Law);
        KernelLayer all = new ArchitectureKernels(architecture).Layers(many, Parallel).Last();
        KernelLayer few = new ArchitectureKernels(architecture).Layers(many[..4], Parallel).Last();
        for (int a = 0; a < 4; a++)
        {
            for (int b = 0; b < 4; b++)
            {
                Assert.Equal(few.Kernel[a, b], all.Kernel[a, b], 1e-12);
                Assert.Equal(few.Tangent![a, b], all.Tangent![a, b], 1e-11);
            }
        }
    }

    /// <summary>Images have a variance at every position: thousands of them are interpolated, a few are not.</summary>
    [Theory]
    [InlineData("gelu")]
    [InlineData("tanh")]
    [InlineData("z*max(0, z + 1)^2 + sin(z)")]
    public void ThousandsOfVariances_AreInterpolated_AsTheyAreComputed(string activation)
    {
        double[][] images = [.. Enumerable.Range(0, 70).Select(a => (double[])[.. Enumerable.Range(0, 25).Select(i => Math.Sin((1.7 * a) + (2.3 * i * i)) * (0.3 + (0.02 * a)))])];
        Architecture architecture = Architecture.Parse($"input(5, 5); conv2d(3); {activation}; conv2d(3); {activation}; flatten; linear", Law);
        KernelLayer all = new ArchitectureKernels(architecture).Layers(images, Parallel).Last();
        KernelLayer few = new ArchitectureKernels(architecture).Layers(images[..3], Parallel).Last();
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                Assert.Equal(1, all.Kernel[a, b] / few.Kernel[a, b], 1e-12);
                Assert.Equal(1, all.Tangent![a, b] / few.Tangent![a, b], 1e-12);
            }
        }
    }

    [Fact]
    public void Dropout_LeavesPairsOfInputsAsTheyAre()
    {
        KernelLayer with = Last(Architecture.Parse("linear; relu; dropout(0.8); linear", Law));
        KernelLayer without = Last(Architecture.Parse("linear; relu; linear", Law));
        Assert.Equal(without.Kernel[0, 1], with.Kernel[0, 1]);
        Assert.Equal((without.Kernel[0, 0] - 0.1) / 0.8, with.Kernel[0, 0] - 0.1, 1e-13);

        // Inputs 1 and 4 are the same vector with two draws.
        Assert.Equal(without.Kernel[0, 3], with.Kernel[0, 3]);
    }

    [Fact]
    public void LayerNorm_OfInputs_SubtractsTheirMean()
    {
        double[] x = Inputs[0], y = Inputs[2];
        double Product(double[] a, double[] b) => a.Zip(b).Sum(p => (p.First - a.Average()) * (p.Second - b.Average()));
        Assert.Equal(Product(x, y) / Math.Sqrt(Product(x, x) * Product(y, y)), Last(Architecture.Parse("norm")).Kernel[0, 2], 1e-14);
    }

    /// <summary>A network of two convolutions on images of 3 x 3 with two channels, with every covariance of two positions in arrays of its own.</summary>
    [Theory]
    [InlineData("zero", 3, 1, "flatten")]
    [InlineData("circular", 3, 1, "flatten")]
    [InlineData("valid", 2, 1, "flatten")]
    [InlineData("zero", 3, 2, "flatten")]
    [InlineData("zero", 3, 1, "globalpool")]
    [InlineData("circular", 2, 1, "globalpool")]
    [InlineData("zero", 3, 1, "avgpool(2, stride=1); flatten")]
    [InlineData("valid", 2, 1, "avgpool(2); flatten")]
    public void Convolutions_AreThoseOfTheWholeCovariance(string padding, int size, int stride, string end)
    {
        double[][] images = [.. Enumerable.Range(0, 3).Select(a => (double[])[.. Enumerable.Range(0, 18).Select(i => Math.Sin(1 + (3.7 * a) + (1.3 * i * (a + 1))))])];
        Architecture architecture = Architecture.Parse(
            $"input(3, 3, channels=2); conv2d({size}, padding={padding}, stride={stride}); relu; conv2d({(stride > 1 || padding == "valid" ? 1 : size)}, padding={padding}); relu; {end}; linear", Law);
        KernelLayer actual = new ArchitectureKernels(architecture).Layers(images, Parallel).Last();
        WholeCovariance whole = WholeCovariance.OfImages(images, 3, 2);
        whole.Convolve(Law, size, padding, stride);
        whole.Rectify();
        whole.Convolve(Law, stride > 1 || padding == "valid" ? 1 : size, padding, 1);
        whole.Rectify();
        if (end.StartsWith("avgpool", StringComparison.Ordinal))
        {
            whole.Pool(2, end.Contains("stride", StringComparison.Ordinal) ? 1 : 2);
        }

        for (int a = 0; a < images.Length; a++)
        {
            for (int b = 0; b < images.Length; b++)
            {
                (double k, double theta) = end == "globalpool" ? whole.MeanOfAll(a, b) : whole.MeanOfEqual(a, b);
                Assert.Equal(Law.Cb + (Law.Cw * k), actual.Kernel[a, b], 1e-12);
                Assert.Equal(Law.LambdaB + (Law.LambdaW * k) + (Law.Cw * theta), actual.Tangent![a, b], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("relu; linear", "it is the input itself", 0)]
    [InlineData("linear; relu; gelu", "it comes from the activation relu", 14)]
    [InlineData("input(2); conv1d(1); flatten; relu", "different positions", 30)]
    public void WhatCannotBeFollowed_IsRefused_WithItsPlace(string text, string message, int position)
    {
        double[][] inputs = text.StartsWith("input", StringComparison.Ordinal) ? [[1, 2], [3, 4]] : Inputs;
        UserInputException error = Assert.Throws<UserInputException>(() => new ArchitectureKernels(Architecture.Parse(text)).Layers(inputs, Parallel).Last());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void InputsOfAnotherShape_AreRefused() => Assert.Contains(
        "an image of 2x2x1 has 4",
        Assert.Throws<UserInputException>(() => new ArchitectureKernels(Architecture.Parse("input(2, 2); flatten; linear")).Layers(Inputs, Parallel).Last()).Message,
        StringComparison.Ordinal);

    private static KernelLayer Last(Architecture architecture) => new ArchitectureKernels(architecture).Layers(Inputs, Parallel).Last();

    private static void AssertEqual(KernelLayer expected, KernelLayer actual, double tolerance)
    {
        for (int a = 0; a < Inputs.Length; a++)
        {
            for (int b = a; b < Inputs.Length; b++)
            {
                Assert.Equal(expected.Kernel[a, b], actual.Kernel[a, b], tolerance);
                Assert.Equal(expected.Tangent is null, actual.Tangent is null);
                if (expected.Tangent is not null)
                {
                    Assert.Equal(expected.Tangent[a, b], actual.Tangent![a, b], 10 * tolerance);
                }
            }
        }
    }
}
