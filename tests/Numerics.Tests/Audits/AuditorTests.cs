using Theory.Activations;
using Theory.Numerics.Audits;
using Theory.Numerics.WeightFiles;

namespace Theory.Numerics.Tests.Audits;

public sealed class AuditorTests
{
    private static readonly double[][] Inputs = [[1, -0.3, 0.8], [0.2, 1.1, -0.5], [-1, 0.4, 0.4]];

    /// <summary>Skips, a projected one, two activations, a layer without biases: Theta is the sum over parameters of products of derivatives, here by differences.</summary>
    [Fact]
    public void TangentKernel_IsThatOfFiniteDifferences()
    {
        Random random = new(3);
        DenseWeights[] weights = [Drawn(random, "a", 3, 5, 1, true), Drawn(random, "b", 5, 5, 1, true), Drawn(random, "c", 5, 4, 1, false), Drawn(random, "d", 5, 4, 1, true), Drawn(random, "e", 4, 2, 1, true)];
        StoredNetwork network = Residual(weights);
        NetworkAudit audit = Auditor.Audit(network, Inputs, TestContext.Current.CancellationToken);
        Assert.False(audit.IsPlain);
        double[,] expected = new double[3, 3];
        const double Step = 1e-5;
        for (int l = 0; l < weights.Length; l++)
        {
            for (int p = 0; p < weights[l].Weights.Length + (weights[l].Biases?.Length ?? 0); p++)
            {
                double[][] Outputs(double by)
                {
                    DenseWeights[] moved = [.. weights];
                    double[] w = [.. weights[l].Weights];
                    double[]? b = weights[l].Biases?.ToArray();
                    (p < w.Length ? w : b!)[p < w.Length ? p : p - w.Length] += by;
                    moved[l] = weights[l] with { Weights = w, Biases = b };
                    return OutputsOf(Residual(moved));
                }

                double rate = p < weights[l].Weights.Length ? 1.0 / weights[l].Inputs : 1;
                double[][] slopes = [.. Outputs(Step).Zip(Outputs(-Step), (u, v) => (double[])[.. u.Zip(v, (x, y) => (x - y) / (2 * Step))])];
                for (int a = 0; a < 3; a++)
                {
                    for (int b = 0; b < 3; b++)
                    {
                        expected[a, b] += rate * slopes[a].Zip(slopes[b], (x, y) => x * y).Sum() / 2;
                    }
                }
            }
        }

        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                Assert.Equal(expected[a, b], audit.Tangent.Values[a][b], 1e-7);
            }
        }
    }

    /// <summary>Means over many networks of width 80 are those of infinite width but for 1/n.</summary>
    [Fact]
    public void MeanOfTangentKernels_IsTheory()
    {
        Random random = new(11);
        List<double> ratios = [];
        for (int i = 0; i < 60; i++)
        {
            DenseWeights[] weights = [Drawn(random, "a", 3, 80, 1.5, true), Drawn(random, "b", 80, 80, 1.5, true), Drawn(random, "c", 80, 80, 1.5, false), Drawn(random, "d", 80, 80, 1, true), Drawn(random, "e", 80, 4, 1, true)];
            MeasuredTangentKernel tangent = Auditor.Audit(Residual(weights), Inputs, TestContext.Current.CancellationToken).Tangent;
            ratios.Add(tangent.Values[0][1] / tangent.Theory![0][1]);
        }

        double mean = ratios.Average();
        double error = Math.Sqrt(ratios.Sum(r => (r - mean) * (r - mean)) / ratios.Count / (ratios.Count - 1));
        Assert.True(Math.Abs(mean - 1) < (4.5 * error) + 0.03, $"{mean} ± {error}");
        Assert.True(error < 0.05);
    }

    /// <summary>Whatever law frameworks draw from, independent weights of mean 0 are said to be as at initialisation: no false alarm in 60 layers.</summary>
    [Theory]
    [InlineData("normal")]
    [InlineData("uniform")]
    [InlineData("truncated")]
    public void DrawnWeights_LookDrawn(string law)
    {
        Random random = new(17);
        for (int i = 0; i < 20; i++)
        {
            DenseWeights[] weights = [Drawn(random, "a", 30, 50, 2, true, law), Drawn(random, "b", 50, 50, 2, true, law), Drawn(random, "c", 50, 10, 2, true, law)];
            Assert.True(Auditor.Audit(Plain(weights), cancellation: TestContext.Current.CancellationToken).LooksDrawn);
        }
    }

    /// <summary>What training leaves: a direction, a mean, a few large weights; each is found in its layer and in no other.</summary>
    [Theory]
    [InlineData("direction")]
    [InlineData("mean")]
    [InlineData("outliers")]
    public void TracesOfTraining_AreFound(string trace)
    {
        Random random = new(23);
        for (int i = 0; i < 5; i++)
        {
            DenseWeights[] weights = [Drawn(random, "a", 30, 60, 2, true), Drawn(random, "b", 60, 60, 2, true), Drawn(random, "c", 60, 10, 2, true)];
            double[] w = [.. weights[1].Weights];
            for (int p = 0; p < w.Length; p++)
            {
                w[p] += trace switch
                {
                    "direction" => 0.06 * Math.Sign(Math.Sin(p / 60 * 7.3)) * Math.Sign(Math.Cos(p % 60 * 3.1)),
                    "mean" => 0.03,
                    _ => p % 200 == 0 ? 1 : 0,
                };
            }

            weights[1] = weights[1] with { Weights = w };
            NetworkAudit audit = Auditor.Audit(Plain(weights), cancellation: TestContext.Current.CancellationToken);
            Assert.Equal([true, false, true], audit.Layers.Select(l => l.LooksDrawn));
        }
    }

    /// <summary>linear a; tanh b + skip; projected sum of c (behind relu) and d; linear e.</summary>
    private static StoredNetwork Residual(DenseWeights[] w)
    {
        Activation tanh = Activation.Parse("tanh"), relu = Activation.Parse("relu");
        return new StoredNetwork(
        [
            new InputNode(),
            new DenseNode(0, w[0]),
            new ActivationNode(1, tanh), new DenseNode(2, w[1]), new SumNode(1, 3, 1, 0.7),
            new ActivationNode(4, relu), new DenseNode(5, w[2]), new DenseNode(4, w[3]), new SumNode(7, 6, 0.9, 1),
            new ActivationNode(8, tanh), new DenseNode(9, w[4]),
        ]);
    }

    private static StoredNetwork Plain(DenseWeights[] w)
    {
        Activation relu = Activation.Parse("relu");
        return new StoredNetwork([new InputNode(), new DenseNode(0, w[0]), new ActivationNode(1, relu), new DenseNode(2, w[1]), new ActivationNode(3, relu), new DenseNode(4, w[2])]);
    }

    private static double[][] OutputsOf(StoredNetwork network)
    {
        Dictionary<Activation, Theory.Numerics.Quadrature.PiecewiseSmoothFunction> functions = network.Nodes.OfType<ActivationNode>().Select(a => a.Activation).Distinct()
            .ToDictionary(a => a, Theory.Numerics.Compilation.ActivationCompiler.Compile);
        return [.. Inputs.Select(x => StoredRun.Of(network, functions, x).Values[^1])];
    }

    private static DenseWeights Drawn(Random random, string name, int inputs, int outputs, double cw, bool biases, string law = "normal")
    {
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double Truncated() => Normal() is var z && Math.Abs(z) < 2 ? z / 0.8796 : Truncated();
        double One() => law switch { "uniform" => Math.Sqrt(3) * ((2 * random.NextDouble()) - 1), "truncated" => Truncated(), _ => Normal() };
        return new DenseWeights(
            name, inputs, outputs, [.. Enumerable.Range(0, inputs * outputs).Select(_ => Math.Sqrt(cw / inputs) * One())], biases ? [.. Enumerable.Range(0, outputs).Select(_ => 0.2 * Normal())] : null);
    }
}
