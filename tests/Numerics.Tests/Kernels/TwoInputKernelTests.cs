using System.Globalization;
using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Kernels;

/// <summary>Kernels of many pairs against quadrature of one pair, and against the reference values.</summary>
public class TwoInputKernelTests
{
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    public static TheoryData<string, string> Kinds() => new()
    {
        { "relu", "closed form" },
        { "leaky_relu(0.1)", "closed form" },
        { "abs", "closed form" },
        { "linear", "closed form" },
        { "repu:2", "closed form" },
        { "repu:5", "closed form" },
        { "mrepu:2", "closed form" },
        { "mrepu:3", "closed form" },
        { "mrepu(2, -2)", "closed form" },
        { "mrepu(2, 0.7)", "series" },
        { "erf", "closed form" },
        { "tanh", "series" },
        { "gelu", "series" },
        { "swish", "series" },
        { "sin", "series" },
        { "hard_tanh", "series" },
        { "selu", "series" },
        { "perceptron", "series" },
        { "z*max(0, z+1)", "series" },
    };

    /// <summary>The arccosine of whole vectors against that of the library, close to full correlation too, and in the rows that are left over.</summary>
    [Fact]
    public void ReLU_IsTheArcCosineKernel()
    {
        double[] offsets = [.. Enumerable.Range(0, 160).Select(i => Math.Pow(10, -i / 10.0))];
        double[] correlations = [-1, 1, 0, 0.5, -0.5, .. offsets.Select(d => 1 - d), .. offsets.Select(d => d - 1), .. offsets.Select(d => d / 2)];
        var batch = new PairBatch([2, 0.3], [.. correlations.Select((_, i) => i % 2)], [.. correlations.Select((_, i) => i / 2 % 2)], correlations);
        (double[] values, double[] derivatives) = (new double[batch.Count], new double[batch.Count]);
        new PiecewiseLinearKernel(1, 0).Evaluate(batch, values, derivatives, OneThread);
        for (int p = 0; p < batch.Count; p++)
        {
            double rho = correlations[p];
            double scale = Math.Sqrt(batch.VarianceOfFirst(p) * batch.VarianceOfSecond(p)) / (2 * Math.PI);
            double angle = Math.Acos(rho);
            Assert.Equal(scale * (Math.Sqrt((1 - rho) * (1 + rho)) + ((Math.PI - angle) * rho)), values[p], 1e-14 * scale);
            Assert.Equal((Math.PI - angle) / (2 * Math.PI), derivatives[p], 1e-15);
        }

        Assert.Equal(0, values[0]);
        Assert.Equal(0, derivatives[0]);
        Assert.Equal(0.5, derivatives[1]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryPair_AgreesWithQuadrature(string name, string method)
    {
        ITwoInputKernel kernel = TwoInputKernels.For(Activation.Parse(name));
        Assert.Contains(method, kernel.Method, StringComparison.Ordinal);
        var quadrature = new TwoInputQuadrature(ActivationCompiler.Compile(Activation.Parse(name)));
        double[] variances = [0.01, 0.5, 20];
        double[] correlations = [-1, -0.9999, -0.6, 0, 0.95, 1 - 1e-7, 1];
        (PairBatch batch, double[] values, double[] derivatives) = All(variances, correlations);
        double bound = kernel.Evaluate(batch, values, derivatives, OneThread);
        Assert.InRange(bound, 1e-16, 1e-12);
        TwoInputEstimate[] diagonal = [.. variances.Select(k => quadrature.Evaluate(k, k, 1))];
        for (int p = 0; p < batch.Count; p++)
        {
            (double ka, double kb, double rho) = (variances[batch.First[p]], variances[batch.Second[p]], batch.Correlations[p]);
            string at = string.Create(CultureInfo.InvariantCulture, $"{name} at K_a = {ka}, K_b = {kb}, rho = {rho}");
            TwoInputEstimate expected = quadrature.Evaluate(ka, kb, rho);
            (TwoInputEstimate a, TwoInputEstimate b) = (diagonal[batch.First[p]], diagonal[batch.Second[p]]);
            double scale = Math.Sqrt(a.KernelProduct.Value * b.KernelProduct.Value);
            Assert.True(Math.Abs(values[p] - expected.KernelProduct.Value) <= (bound * scale) + expected.KernelProduct.AbsoluteError,
                $"{at}: {values[p]:R}, expected {expected.KernelProduct}");
            if (kernel.HasDerivative)
            {
                double derivativeScale = Math.Sqrt(a.DerivativeProduct.Value * b.DerivativeProduct.Value);
                Assert.True(
                    Math.Abs(derivatives[p] - expected.DerivativeProduct.Value) <= (bound * derivativeScale) + expected.DerivativeProduct.AbsoluteError,
                    $"{at}: {derivatives[p]:R}, expected {expected.DerivativeProduct}");
            }
        }
    }

    // Inputs of equal norm, so many and so close that the series gives up and the interpolant in the angle takes over.
    [Theory]
    [InlineData("selu", 1.0)]
    [InlineData("hard_tanh", 1.0)]
    [InlineData("hard_sigmoid", 4.0)]
    [InlineData("tanh", 300)]
    [InlineData("perceptron", 1.0)]
    public void NearlyParallelInputsOfEqualNorm_AgreeWithQuadrature(string name, double k)
    {
        PiecewiseSmoothFunction s = ActivationCompiler.Compile(Activation.Parse(name));
        var quadrature = new TwoInputQuadrature(s);
        int calls = 0;
        var kernel = new SeriesKernel(s, (ka, kb, rho) =>
        {
            Interlocked.Increment(ref calls);
            return quadrature.Evaluate(ka, kb, rho);
        });
        double[] correlations = [.. Enumerable.Range(0, 400).Select(i => (i % 2 == 0 ? 1 : -1) * Math.Cos(0.03 * (i + 1) / 400))];
        var batch = new PairBatch([k], new int[400], new int[400], correlations);
        var values = new double[400];
        var derivatives = new double[400];
        double bound = kernel.Evaluate(batch, values, derivatives, OneThread);
        Assert.InRange(bound, 1e-16, 1e-11);
        Assert.InRange(calls, 1, 399);
        double scale = quadrature.Evaluate(k, k, 1).KernelProduct.Value;
        double derivativeScale = s.IsContinuous ? quadrature.Evaluate(k, k, 1).DerivativeProduct.Value : double.PositiveInfinity;
        for (int p = 0; p < 400; p += 37)
        {
            TwoInputEstimate expected = quadrature.Evaluate(k, k, correlations[p]);
            Assert.Equal(expected.KernelProduct.Value, values[p], bound * scale);
            Assert.Equal(expected.DerivativeProduct.Value, s.IsContinuous ? derivatives[p] : expected.DerivativeProduct.Value, bound * derivativeScale);
        }
    }

    [Theory]
    [InlineData("relu", "relu")]
    [InlineData("repu_2", "repu:2")]
    [InlineData("mrepu_2", "mrepu:2")]
    [InlineData("erf", "erf")]
    [InlineData("tanh", "tanh")]
    public void Kernels_AgreeWithReference(string column, string name)
    {
        ITwoInputKernel kernel = TwoInputKernels.For(Activation.Parse(name));
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("two_input.csv").Where(r => r["activation"] == column))
        {
            double[] variances = [Number(row["Ka"]), Number(row["Kb"])];
            var values = new double[3];
            var derivatives = new double[3];
            kernel.Evaluate(new PairBatch(variances, [0, 0, 1], [1, 0, 1], [Number(row["rho"]), 1, 1]), values, derivatives, OneThread);
            Assert.Equal(Number(row["ss"]), values[0], 1e-13 * Math.Sqrt(values[1] * values[2]));
            Assert.Equal(Number(row["dsds"]), derivatives[0], 1e-13 * Math.Sqrt(derivatives[1] * derivatives[2]));
        }
    }

    [Fact]
    public void Series_DoesNotDependOnThreads()
    {
        ITwoInputKernel kernel = TwoInputKernels.For(Activation.Parse("selu"));
        (PairBatch batch, double[] one, double[] oneDerivative) = All([0.3, 0.4, 1, 1, 5], [-0.99999, -0.3, 0, 0.4, 0.9, 0.99999]);
        kernel.Evaluate(batch, one, oneDerivative, OneThread);
        var many = new double[batch.Count];
        var manyDerivative = new double[batch.Count];
        kernel.Evaluate(batch, many, manyDerivative, new ParallelOptions { MaxDegreeOfParallelism = 4 });
        Assert.Equal(one, many);
        Assert.Equal(oneDerivative, manyDerivative);
    }

    [Fact]
    public void Inputs_OfVarianceZero_AreTheLimit()
    {
        foreach (string name in (string[])["relu", "repu:3", "mrepu:2", "erf", "gelu", "elu", "softplus"])
        {
            ITwoInputKernel kernel = TwoInputKernels.For(Activation.Parse(name));
            var quadrature = new TwoInputQuadrature(ActivationCompiler.Compile(Activation.Parse(name)));
            var values = new double[3];
            var derivatives = new double[3];
            kernel.Evaluate(new PairBatch([0, 2], [0, 0, 1], [0, 1, 1], [0, 0, 0.5]), values, derivatives, OneThread);
            TwoInputEstimate[] expected = [quadrature.Evaluate(0, 0, 0), quadrature.Evaluate(0, 2, 0), quadrature.Evaluate(2, 2, 0.5)];
            for (int p = 0; p < 3; p++)
            {
                Assert.Equal(expected[p].KernelProduct.Value, values[p], 1e-13);
                Assert.Equal(expected[p].DerivativeProduct.Value, derivatives[p], 1e-12);
            }
        }
    }

    [Fact]
    public void Cancellation_EndsTheWork()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        (PairBatch batch, double[] values, double[] derivatives) = All([0.3, 1], [0.3]);
        foreach (string name in (string[])["relu", "tanh"])
        {
            Assert.ThrowsAny<OperationCanceledException>(() => TwoInputKernels.For(Activation.Parse(name))
                .Evaluate(batch, values, derivatives, new ParallelOptions { CancellationToken = source.Token }));
        }
    }

    [Fact]
    public void Divergence_ReachesTheUser()
    {
        ITwoInputKernel kernel = TwoInputKernels.For(Activation.Parse("exp(z^2)"));
        (PairBatch batch, double[] values, double[] derivatives) = All([1], [0.5]);
        Assert.Throws<UserInputException>(() => kernel.Evaluate(batch, values, derivatives, OneThread));
    }

    private static (PairBatch Batch, double[] Values, double[] Derivatives) All(double[] variances, double[] correlations)
    {
        (int A, int B, double Rho)[] pairs =
        [
            .. from a in Enumerable.Range(0, variances.Length)
               from b in Enumerable.Range(a, variances.Length - a)
               from rho in correlations
               select (a, b, rho),
        ];
        var batch = new PairBatch(variances, [.. pairs.Select(p => p.A)], [.. pairs.Select(p => p.B)], [.. pairs.Select(p => p.Rho)]);
        return (batch, new double[pairs.Length], new double[pairs.Length]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>
    /// Of unlike inputs at large variances &lt;s s&gt; nearly cancels, and its relative error sent each pair from the closed form to quadrature: 200 inputs took minutes.
    /// </summary>
    [Theory]
    [InlineData("gelu", 900, 850)]
    [InlineData("gelu", 40, 900)]
    [InlineData("sin(z) + z/4", 3, 8)]
    public void Kernel_OfUnlikeInputs_AtLargeVariances_IsThatOfQuadrature(string name, double ka, double kb)
    {
        Activation activation = Activation.Parse(name);
        ITwoInputKernel kernel = TwoInputKernels.For(activation);
        TwoInputEvaluator reference = new(activation);
        double[] correlations = [-0.99, -0.7, 0.3, 0.999];
        double[] values = new double[4];
        double[] derivatives = new double[4];
        double error = kernel.Evaluate(new PairBatch([ka, kb], new int[4], [1, 1, 1, 1], correlations), values, derivatives, OneThread);
        double Own(double k) => reference.Evaluate(k, k, 1).KernelProduct.Value;
        double scale = Math.Sqrt(Own(ka) * Own(kb));
        Assert.InRange(error, 0, 1e-12);
        for (int i = 0; i < correlations.Length; i++)
        {
            QuantityValue expected = reference.Evaluate(ka, kb, correlations[i], EvaluationMethod.Quadrature).KernelProduct;
            Assert.Equal(expected.Value, values[i], (error * scale) + expected.AbsoluteError);
        }
    }
}
