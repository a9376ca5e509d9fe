using Theory.Activations;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;
using Theory.Numerics.Recommendations;
using Theory.Numerics.WeightFiles;

namespace Theory.Numerics.Audits;

/// <summary>Looks at the weights of a network and at what they do to inputs.</summary>
public static class Auditor
{
    /// <summary>More inputs than this are not needed for means.</summary>
    private const int MostInputs = 64;

    /// <summary>How many inputs are made where none are given: of components 1 and -1, so that |x|^2/n_0 = 1.</summary>
    private const int MadeInputs = 16;

    /// <summary>The tangent kernel is measured at the first inputs, and averaged over the first outputs.</summary>
    private const int TangentInputs = 4;
    private const int TangentOutputs = 8;

    /// <summary>Steps of the power iteration for the largest singular value: it needs two digits.</summary>
    private const int PowerSteps = 60;

    /// <summary>Audits a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Inputs to look at it with; those that are made where none are given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">Inputs do not have as many components as the first layer takes, or preactivations leave double precision.</exception>
    public static NetworkAudit Audit(StoredNetwork network, IReadOnlyList<double[]>? inputs = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        (int Index, DenseNode Node)[] layers = [.. network.Nodes.Index().Where(n => n.Item is DenseNode).Select(n => (n.Index, (DenseNode)n.Item))];
        Require.That(layers.Length > 0, $"the network has no layers of weights");
        int dimension = layers[0].Node.Weights.Inputs;
        double[][] x = [.. (inputs ?? Made(dimension)).Take(MostInputs)];
        Require.That(x.All(v => v.Length == dimension), $"the inputs have {x[0].Length} components, but the first layer takes {dimension}");
        double scale = x.Average(v => v.Sum(c => c * c) / v.Length);
        Require.That(scale > 0, $"all inputs are 0; use others");
        Dictionary<Activation, ExpectationEvaluator> evaluators = network.Nodes.OfType<ActivationNode>().Select(a => a.Activation).Distinct().ToDictionary(a => a, a => new ExpectationEvaluator(a));
        Dictionary<Activation, PiecewiseSmoothFunction> functions = evaluators.ToDictionary(e => e.Key, e => e.Value.Function);
        StoredRun[] runs = new StoredRun[x.Length];
        Parallel.For(0, x.Length, new ParallelOptions { CancellationToken = cancellation }, a => runs[a] = StoredRun.Of(network, functions, x[a]));
        double[] byNode = Gradients(network, runs, cancellation);
        double[] gradients = [.. layers.Select(l => byNode[l.Index])];
        double[] predicted = Predicted(network, evaluators, runs);
        List<AuditedLayer> audited = [];
        for (int l = 0; l < layers.Length; l++)
        {
            cancellation.ThrowIfCancellationRequested();
            (int index, DenseNode node) = layers[l];
            bool last = l == layers.Length - 1;
            double[][] z = [.. runs.Select(r => r.Values[index])];
            WeightMoments moments = WeightMoments.Of(node.Weights);
            double k = z.Average(v => v.Average(c => c * c));
            Require.That(double.IsFinite(k), $"the preactivations of layer {l + 1} leave double precision");
            PiecewiseSmoothFunction? s = network.Nodes.OfType<ActivationNode>().FirstOrDefault(a => a.From == index) is ActivationNode own ? functions[own.Activation] : null;
            audited.Add(new AuditedLayer(
                l + 1, node.Weights.Name, node.Weights.Inputs, node.Weights.Outputs, moments.Cb, moments.Cw, moments.CwError, moments.MeanSigma, moments.Kurtosis, moments.KurtosisError,
                LargestSingularValue(node.Weights) / (Math.Sqrt(moments.Cw) * (1 + Math.Sqrt((double)node.Weights.Outputs / node.Weights.Inputs))),
                k, predicted[index],
                last || s is null ? double.NaN : WeightMoments.Of(layers[l + 1].Node.Weights).Cw * z.Average(v => v.Average(c => Square(s.PieceAt(c).S1(c)))),
                last ? double.NaN : gradients[l] / gradients[^2],
                Correlation(z),
                last || s is null ? double.NaN : Enumerable.Range(0, node.Weights.Outputs).Count(i => z.All(v => s.PieceAt(v[i]).S1(v[i]) == 0)) / (double)node.Weights.Outputs));
        }

        int width = layers.Length < 2 ? 1 : (int)layers.SkipLast(1).Average(l => l.Node.Weights.Outputs);
        bool isPlain = layers.Length > 1 && network.IsPlain && evaluators.Count == 1;
        Recommendation? advice = isPlain ? Recommender.Recommend(evaluators.Values.Single(), new RecommendationOptions(layers.Length, width) { InputScale = scale }, cancellation) : null;
        return new NetworkAudit([.. evaluators.Keys], audited, scale, x.Length, advice)
        {
            IsPlain = network.IsPlain,
            Tangent = Tangent(network, x, runs, cancellation),
            KernelSpread = Spread(network, layers, i => runs.Average(r => r.Values[i].Average(Square)), k => k.Max() / k.Min()),
            GradientSpread = Spread(network, layers, i => byNode[i], g => Math.Exp(Math.Abs(Math.Log(g[0] / g[^1])))),
        };
    }

    /// <summary>Of the hidden layers, or of the sums that skips end in: layers within branches may differ from these as they like.</summary>
    private static double Spread(StoredNetwork network, (int Index, DenseNode Node)[] layers, Func<int, double> of, Func<double[], double> spread)
    {
        int[] places = network.IsPlain ? [.. layers.SkipLast(1).Select(l => l.Index)] : [.. network.Nodes.Index().Where(n => n.Item is SumNode).Select(n => n.Index)];
        return places.Length < 2 ? 1 : spread([.. places.Select(of)]);
    }

    /// <summary>The kernel of every node that theory predicts from that of the first layer on; NaN where it does not follow.</summary>
    private static double[] Predicted(StoredNetwork network, Dictionary<Activation, ExpectationEvaluator> evaluators, StoredRun[] runs)
    {
        double[] k = new double[network.Nodes.Count];
        bool[] isGaussian = new bool[k.Length];
        for (int i = 0; i < k.Length; i++)
        {
            switch (network.Nodes[i])
            {
                case DenseNode dense:
                    WeightMoments moments = WeightMoments.Of(dense.Weights);
                    k[i] = network.Nodes[dense.From] is InputNode ? runs.Average(r => r.Values[i].Average(Square)) : moments.Cb + (moments.Cw * k[dense.From]);
                    isGaussian[i] = true;
                    break;
                case ActivationNode s:
                    k[i] = isGaussian[s.From] && k[s.From] > 0 ? evaluators[s.Activation].Evaluate(Quantity.Kernel, k[s.From]).Value : double.NaN;
                    break;
                case SumNode sum:
                    // Two sums of weights are independent of each other and have no means.
                    isGaussian[i] = isGaussian[sum.First] && isGaussian[sum.Second];
                    k[i] = isGaussian[sum.First] || isGaussian[sum.Second] ? (sum.Alpha * sum.Alpha * k[sum.First]) + (sum.Beta * sum.Beta * k[sum.Second]) : double.NaN;
                    break;
                default:
                    k[i] = runs.Average(r => r.Values[i].Average(Square));
                    break;
            }
        }

        return k;
    }

    /// <summary>The mean over inputs of the squared gradient of the sum of outputs by the values of each node.</summary>
    private static double[] Gradients(StoredNetwork network, StoredRun[] runs, CancellationToken cancellation)
    {
        double[] squares = new double[network.Nodes.Count];
        foreach (StoredRun run in runs)
        {
            cancellation.ThrowIfCancellationRequested();
            double[]?[] gradients = run.Gradient([.. Enumerable.Repeat(1.0, run.Values[^1].Length)]);
            for (int i = 0; i < squares.Length; i++)
            {
                squares[i] += (gradients[i]?.Sum(Square) ?? 0) / runs.Length;
            }
        }

        return squares;
    }

    private static MeasuredTangentKernel Tangent(StoredNetwork network, double[][] x, StoredRun[] runs, CancellationToken cancellation)
    {
        int m = Math.Min(TangentInputs, x.Length);
        int outputs = Math.Min(TangentOutputs, runs[0].Values[^1].Length);
        double[][] kernel = [.. Enumerable.Range(0, m).Select(_ => new double[m])];
        for (int o = 0; o < outputs; o++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] one = new double[runs[0].Values[^1].Length];
            one[o] = 1;
            double[]?[][] gradients = [.. runs.Take(m).Select(r => r.Gradient([.. one]))];
            foreach ((int i, StoredNode node) in network.Nodes.Index())
            {
                if (node is not DenseNode dense)
                {
                    continue;
                }

                for (int a = 0; a < m; a++)
                {
                    for (int b = 0; b < m; b++)
                    {
                        if (gradients[a][i] is double[] ga && gradients[b][i] is double[] gb)
                        {
                            double signals = Dot(runs[a].Values[dense.From], runs[b].Values[dense.From]) / dense.Weights.Inputs;
                            kernel[a][b] += Dot(ga, gb) * (signals + (dense.Weights.Biases is null ? 0 : 1)) / outputs;
                        }
                    }
                }
            }
        }

        return new MeasuredTangentKernel(outputs, kernel, Theory(network, [.. x.Take(m)], cancellation));
    }

    private static IReadOnlyList<IReadOnlyList<double>>? Theory(StoredNetwork network, double[][] x, CancellationToken cancellation)
    {
        if (StoredArchitecture.Of(network) is not Architecture architecture)
        {
            return null;
        }

        // There is none of an activation of an activation, or where an expectation has no value.
        SymmetricMatrix? theta = Attempt.At(() => new ArchitectureKernels(architecture).Layers(x, new ParallelOptions { CancellationToken = cancellation }).Last().Tangent).Value;
        return theta is null ? null : [.. Enumerable.Range(0, x.Length).Select(a => (IReadOnlyList<double>)[.. Enumerable.Range(0, x.Length).Select(b => theta[a, b])])];
    }

    private static double LargestSingularValue(DenseWeights layer)
    {
        double[] v = [.. Enumerable.Range(0, layer.Inputs).Select(i => Sign(1, i) * (1 + (0.1 * (i % 7))))];
        double value = 0;
        DenseWeights matrix = layer with { Biases = null };
        for (int step = 0; step < PowerSteps; step++)
        {
            double norm = Math.Sqrt(v.Sum(Square));
            double[] u = StoredRun.Apply(matrix, [.. v.Select(c => c / norm)]);
            v = StoredRun.Transposed(matrix, u);
            value = Math.Sqrt(u.Sum(Square));
            if (value == 0)
            {
                break;
            }
        }

        return value;
    }

    private static double Correlation(double[][] z)
    {
        (double sum, int pairs) = (0, 0);
        for (int a = 0; a < z.Length; a++)
        {
            for (int b = 0; b < a; b++, pairs++)
            {
                sum += Dot(z[a], z[b]) / Math.Sqrt(z[a].Sum(Square) * z[b].Sum(Square));
            }
        }

        return pairs == 0 ? double.NaN : sum / pairs;
    }

    private static IReadOnlyList<double[]> Made(int dimension) =>
        [.. Enumerable.Range(0, MadeInputs).Select(a => (double[])[.. Enumerable.Range(0, dimension).Select(i => Sign(a, i))])];

    /// <summary>1 or -1, by mixing the bits of two numbers.</summary>
    private static double Sign(int a, int i)
    {
        ulong x = (((ulong)a + 1) * 0x9E3779B97F4A7C15) + (((ulong)i + 1) * 0xBF58476D1CE4E5B9);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return ((x ^ (x >> 31)) & 1) == 0 ? 1 : -1;
    }

    private static double Dot(double[] a, double[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);

    private static double Square(double x) => x * x;
}
