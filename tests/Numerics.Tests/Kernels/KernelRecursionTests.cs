using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Inputs;
using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Kernels;

/// <summary>Kernels of data sets through the layers, against recursions written out here and against the flow of a single input.</summary>
public class KernelRecursionTests
{
    private static readonly Network Varying = Plain(4, [0, 0.1, 0.2, 0.05], [1.5, 2, 1.8, 1], [0.3, 0.2, 0.1, 0.5], [1, 0.7, 2, 1.5]);

    private static readonly double[][] Inputs =
        [[1, 0.5, -0.2], [0.3, -2, 1], [-1, -0.5, 0.2], [1, 0.5, -0.2], [0.999, 0.5, -0.2], [0, 0, 0.1], [2, 1, -0.4]];

    /// <summary>Cho and Saul's kernels of order 1 and 0, and Williams' with its derivative, as in the literature.</summary>
    public static TheoryData<string> Known() => ["relu", "erf"];

    [Theory]
    [MemberData(nameof(Known))]
    public void Layers_FollowTheKnownRecursion(string name)
    {
        KernelLayer[] layers = [.. Layers(name, Inputs, Varying)];
        Func<double, double, double, (double, double)> pair = name == "relu" ? ArcCosine : ArcSine;
        AssertRecursion(layers, Inputs, Varying, pair, 2e-15);
    }

    // One integral inside the other: E over z_a of s(z_a) E[s(z_b) | z_a].
    [Fact]
    public void Tanh_FollowsTheRecursionByIteratedIntegrals()
    {
        var parameters = Plain(3, [0.1], [1.3], [0.2], [1]);
        double[][] inputs = [[1, 0.5], [0.3, -2], [-0.9, -0.5]];
        AssertRecursion(
            [.. Layers("tanh", inputs, parameters)],
            inputs,
            parameters,
            (ka, kb, c) => (Iterated(Math.Tanh, ka, kb, c), Iterated(z => 1 / (Math.Cosh(z) * Math.Cosh(z)), ka, kb, c)),
            1e-12);
    }

    [Theory]
    [InlineData("mrepu:2", 0.01)]
    [InlineData("tanh", 1.0)]
    [InlineData("selu", 1.0)]
    [InlineData("gelu", 1.0)]
    public void Diagonal_IsTheFlowOfOneInput(string name, double k1)
    {
        var parameters = Plain(5, [0], [1.1], [0], [1]);
        double[][] inputs = [[Math.Sqrt(2 * k1 / 1.1), 0], [0, Math.Sqrt(k1 / 1.1)]];
        KernelLayer[] layers = [.. Layers(name, inputs, parameters)];
        var evaluator = new ExpectationEvaluator(Activation.Parse(name));
        double first = layers[0].Kernel[0, 0];
        IReadOnlyList<FlowLayer> flow = new PlainLaw(first, 0, 1.1, 1, 5).Flow(evaluator);
        Assert.Equal(k1, first, 1e-12);
        double theta = first / 1.1;
        for (int l = 0; l < 5; l++)
        {
            Assert.Equal(flow[l].K, layers[l].Kernel[0, 0], 1e-12 * flow[l].K);
            Assert.Equal(theta, layers[l].Tangent![0, 0], 1e-11 * theta);

            // Theta(l+1) = lambda_W g + chi_perp Theta(l), with g = K(l+1)/C_W at C_b = 0.
            theta = l == 4 ? theta : (flow[l + 1].K / 1.1) + (flow[l].ChiPerp * theta);
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("mrepu:2")]
    [InlineData("erf")]
    [InlineData("tanh")]
    [InlineData("selu")]
    [InlineData("hard_tanh")]
    public void Matrices_AreSymmetricAndPositiveSemidefinite(string name)
    {
        double[][] gaussian = [.. GeneratedInputs.Gaussian(40, 3, 5).Select(x => (double[])[.. x.Select(v => 0.3 * v)])];
        double[][] inputs = [.. gaussian, .. gaussian.Take(5), .. GeneratedInputs.Circle(16).Select(x => (double[])[x[0], x[1], 0])];
        foreach (KernelLayer layer in Layers(name, inputs, Plain(4, [0.05], [1], [1], [1])))
        {
            int[] all = [.. Enumerable.Range(0, inputs.Length)];
            foreach (Matrix<double> matrix in (Matrix<double>[])[layer.Kernel.Block(all, all), layer.Tangent!.Block(all, all)])
            {
                Evd<double> decomposition = matrix.Evd(Symmetricity.Symmetric);
                double largest = decomposition.EigenValues.Max(v => v.Real);
                Assert.True(decomposition.EigenValues.Min(v => v.Real) > -1e-14 * largest);
                Assert.Equal(0, (matrix - matrix.Transpose()).L2Norm());
            }
        }
    }

    // The correlation must come out as exactly 1 or -1, or kinks would lose half the digits (acos of 1 - 1e-16 is 1.5e-8).
    [Theory]
    [InlineData("relu")]
    [InlineData("abs")]
    [InlineData("mrepu:2")]
    [InlineData("selu")]
    public void CoincidentAndAntipodalInputs_AreExact(string name)
    {
        double[] x = [0.1, 0.7, -0.3];
        double[] opposite = [-0.1, -0.7, 0.3];
        double[] threefold = [x[0] * 3, x[1] * 3, x[2] * 3];
        var parameters = Plain(6, [0], [1], [0], [1]);
        KernelLayer[] layers = [.. Layers(name, [x, x, opposite, threefold], parameters)];
        foreach (KernelLayer layer in layers)
        {
            Assert.Equal(layer.Kernel[0, 0], layer.Kernel[0, 1]);
            Assert.Equal(layer.Tangent![0, 0], layer.Tangent[0, 1]);
        }

        // <s'(z) s'(-z)>: 0 for ReLU, -1 for |z|; and at the threefold input the slopes of ReLU agree again.
        if (name is "relu" or "abs")
        {
            double slopes = name == "relu" ? 0 : -1;
            double products = name == "relu" ? 0 : 1;
            Assert.Equal(products * layers[0].Kernel[0, 0], layers[1].Kernel[0, 2], 1e-16);
            Assert.Equal(
                (products * layers[0].Kernel[0, 0]) + (slopes * layers[0].Tangent![0, 2]), layers[1].Tangent![0, 2], 1e-15);
            Assert.Equal(Math.Sqrt(layers[5].Kernel[0, 0] * layers[5].Kernel[3, 3]), layers[5].Kernel[0, 3], 1e-15);
        }
    }

    // Closed forms at rho = 1 and -1 may differ in the last bits, which by layer 9 had grown to an angle of 4e-8 off 180 degrees.
    [Theory]
    [InlineData("linear")]
    [InlineData("tanh")]
    [InlineData("hard_tanh")]
    [InlineData("softsign")]
    [InlineData("erf")]
    public void OppositeInputs_OfAnOddActivation_StayOpposite(string name)
    {
        double[][] inputs = GeneratedInputs.Circle(20);
        foreach (KernelLayer layer in Layers(name, inputs, Plain(12, [0], [1], [0], [1])))
        {
            for (int a = 0; a < 10; a++)
            {
                Assert.Equal(-layer.Kernel[a, a], layer.Kernel[a, a + 10]);
                Assert.Equal(-layer.Tangent![a, a], layer.Tangent[a, a + 10]);
            }
        }
    }

    [Fact]
    public void JumpingActivation_HasAKernelButNoTangentKernel()
    {
        KernelLayer last = Layers("sign", Inputs, Plain(3, [0], [1], [0], [1])).Last();
        Assert.Null(last.Tangent);
        Assert.Equal(1, last.Kernel[0, 0], 1e-14);
    }

    [Fact]
    public void Result_DoesNotDependOnThreads()
    {
        double[][] inputs = GeneratedInputs.Gaussian(30, 4, 1);
        foreach (string name in (string[])["tanh", "hard_tanh", "mrepu:3"])
        {
            KernelLayer one = Last(1);
            KernelLayer many = Last(5);
            Assert.Equal(one.Kernel.Upper, many.Kernel.Upper);
            Assert.Equal(one.Tangent!.Upper, many.Tangent!.Upper);

            KernelLayer Last(int threads) => new KernelRecursion(With(Plain(3, [0], [1], [0], [1]), name))
                .Layers(inputs, new ParallelOptions { MaxDegreeOfParallelism = threads }).Last();
        }
    }

    [Fact]
    public void Overflow_NamesTheLayer()
    {
        UserInputException error = Assert.Throws<UserInputException>(
            () => Layers("repu:3", [[10, 10], [1, 3]], Plain(10, [0], [2], [0], [1])).Last());
        Assert.Contains("at layer 6", error.Message, StringComparison.Ordinal);
    }

    // The bias makes inputs alike and their correlations insensitive: a bound that forgets it grows fivefold a layer, until nothing can be evaluated within it.
    [Theory]
    [InlineData("sin", 4, 2, 24)]
    [InlineData("sin", 0.5, 20, 10)]
    [InlineData("tanh", 0.7, 3.1, 40)]
    [InlineData("gelu", 0.17, 1.98, 30)]
    public void Bounds_HoldInDeepNetworks_AndStayUseful(string name, double cb, double cw, int depth)
    {
        double[][] inputs = GeneratedInputs.Circle(3);
        KernelLayer last = Layers(name, inputs, Plain(depth, [cb], [cw], [1], [1])).Last();
        TwoInputEvaluator exact = new(Activation.Parse(name));
        double k = cb + (cw * 0.5);
        double rho = (cb - (cw * 0.25)) / k;
        for (int layer = 2; layer <= depth; layer++)
        {
            double next = cb + (cw * exact.Evaluate(k, k, 1).KernelProduct.Value);
            rho = (cb + (cw * exact.Evaluate(k, k, rho).KernelProduct.Value)) / next;
            k = next;
        }

        Assert.Equal(k * rho, last.Kernel[0, 1], 1e-11 * k);
        Assert.InRange(Math.Abs(last.Kernel[0, 1] - (k * rho)), 0, (last.Error * k) + (1e-12 * k));
        Assert.InRange(last.Error, 0, 1);
    }

    [Fact]
    public void Cancellation_EndsTheRecursion()
    {
        using var source = new CancellationTokenSource();
        IEnumerable<KernelLayer> layers = new KernelRecursion(With(Varying, "relu")).Layers(Inputs, new ParallelOptions { CancellationToken = source.Token });
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (KernelLayer layer in layers)
            {
                source.Cancel();
            }
        });
    }

    /// <summary>The activation of the first layer went through all of them, whatever the network said.</summary>
    [Fact]
    public void EveryLayer_HasItsOwnActivation()
    {
        Linear linear = new(0.1, 1.3, null);
        Network network = new([linear, new Elementwise(Activation.Parse("relu")), linear, new Elementwise(Activation.Parse("tanh")), linear]);
        KernelLayer[] layers = [.. new KernelRecursion(network).Layers(Inputs, new ParallelOptions())];
        KernelLayer[] relu = [.. Layers("relu", Inputs, network.Truncated(2))];
        Assert.Equal(relu[1].Kernel.Upper, layers[1].Kernel.Upper);
        SymmetricMatrix k = layers[1].Kernel;
        TwoInputValues pair = new TwoInputEvaluator(Activation.Parse("tanh")).Evaluate(k[0, 0], k[1, 1], k[0, 1] / Math.Sqrt(k[0, 0] * k[1, 1]));
        Assert.Equal(0.1 + (1.3 * pair.KernelProduct.Value), layers[2].Kernel[0, 1], 1e-12);
    }

    // The widths do not enter the recursion itself; the activation is that of the test.
    private static Network Plain(int depth, double[] cb, double[] cw, double[] lambdaB, double[] lambdaW) =>
        Network.Plain(Activation.Parse("linear"), depth, [], cb, cw, lambdaB, lambdaW);

    private static IEnumerable<KernelLayer> Layers(string name, double[][] inputs, Network parameters) =>
        new KernelRecursion(With(parameters, name)).Layers(inputs, new ParallelOptions());

    private static Network With(Network parameters, string name) =>
        new(parameters.Layers.Select(l => l is Elementwise ? new Elementwise(Activation.Parse(name)) : l));

    private static void AssertRecursion(
        KernelLayer[] layers, double[][] inputs, Network parameters, Func<double, double, double, (double, double)> pair, double tolerance)
    {
        int m = inputs.Length;
        double[,] product = new double[m, m];
        double[,] k = new double[m, m];
        double[,] theta = new double[m, m];
        for (int l = 0; l < parameters.Depth; l++)
        {
            double[,] nextK = new double[m, m];
            double[,] nextTheta = new double[m, m];
            for (int a = 0; a < m; a++)
            {
                for (int b = 0; b < m; b++)
                {
                    (double value, double derivative) = l == 0
                        ? (inputs[a].Zip(inputs[b]).Sum(x => x.First * x.Second) / inputs[a].Length, 0)
                        : pair(k[a, a], k[b, b], k[a, b]);
                    nextK[a, b] = parameters.LinearLayers[l].Cb + (parameters.LinearLayers[l].Cw * value);
                    nextTheta[a, b] = parameters.LinearLayers[l].LambdaB + (parameters.LinearLayers[l].LambdaW * value) + (parameters.LinearLayers[l].Cw * derivative * theta[a, b]);
                }
            }

            (k, theta) = (nextK, nextTheta);
            for (int a = 0; a < m; a++)
            {
                for (int b = 0; b < m; b++)
                {
                    Assert.Equal(k[a, b], layers[l].Kernel[a, b], tolerance * Math.Sqrt(k[a, a] * k[b, b]));

                    // The angle between close inputs is known to a rounding error of its cosine.
                    double square = Math.Max(0, 1 - (k[a, b] * k[a, b] / (k[a, a] * k[b, b])));
                    double error = 1e-14 / Math.Max(1e-8, Math.Sqrt(square));
                    Assert.Equal(theta[a, b], layers[l].Tangent![a, b], ((10 * tolerance) + error) * Math.Sqrt(theta[a, a] * theta[b, b]));
                }
            }
        }
    }

    private static (double Value, double Derivative) ArcCosine(double ka, double kb, double c)
    {
        double norm = Math.Sqrt(ka * kb);
        double angle = Math.Acos(Math.Clamp(c / norm, -1, 1));
        return (norm / (2 * Math.PI) * (Math.Sin(angle) + ((Math.PI - angle) * Math.Cos(angle))), (Math.PI - angle) / (2 * Math.PI));
    }

    private static (double Value, double Derivative) ArcSine(double ka, double kb, double c)
    {
        double product = (1 + (2 * ka)) * (1 + (2 * kb));
        return (2 / Math.PI * Math.Asin(2 * c / Math.Sqrt(product)), 4 / Math.PI / Math.Sqrt(product - (4 * c * c)));
    }

    private static double Iterated(Func<double, double> s, double ka, double kb, double c)
    {
        double variance = kb - (c * c / ka);
        return variance < 1e-12 * kb
            ? GaussianQuadrature.Expectation(z => s(z) * s(c / ka * z), [], ka).Value
            : GaussianQuadrature.Expectation(z => s(z) * GaussianQuadrature.Expectation(v => s((c / ka * z) + v), [], variance).Value, [], ka).Value;
    }
}
