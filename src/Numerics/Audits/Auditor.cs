using System.Numerics.Tensors;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
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

    /// <summary>Steps of the power iteration for the largest singular value: it needs two digits.</summary>
    private const int PowerSteps = 60;

    /// <summary>Audits a network.</summary>
    /// <param name="layers">Its layers, each of which takes what the one before gives.</param>
    /// <param name="evaluator">The activation between them.</param>
    /// <param name="inputs">Inputs to look at it with; those that are made where none are given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">Inputs do not have as many components as the first layer takes, or preactivations leave double precision.</exception>
    public static NetworkAudit Audit(
        IReadOnlyList<DenseWeights> layers, ExpectationEvaluator evaluator, IReadOnlyList<double[]>? inputs = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(evaluator);
        double[][] x = [.. (inputs ?? Made(layers[0].Inputs)).Take(MostInputs)];
        Require.That(x.All(v => v.Length == layers[0].Inputs), $"the inputs have {x[0].Length} components, but the first layer takes {layers[0].Inputs}");
        double scale = x.Average(v => v.Sum(c => c * c) / v.Length);
        Require.That(scale > 0, $"all inputs are 0; use others");
        PiecewiseSmoothFunction s = evaluator.Function;
        double[][][] preactivations = Forward(layers, s, x, cancellation);
        double[] gradients = Gradients(layers, s, preactivations, cancellation);
        List<AuditedLayer> audited = [];
        double predicted = double.NaN;
        for (int l = 0; l < layers.Count; l++)
        {
            cancellation.ThrowIfCancellationRequested();
            DenseWeights layer = layers[l];
            bool last = l == layers.Count - 1;
            double[][] z = preactivations[l];
            WeightMoments moments = WeightMoments.Of(layer);
            double k = z.Average(v => v.Average(c => c * c));
            Require.That(double.IsFinite(k), $"the preactivations of layer {l + 1} leave double precision");
            predicted = l == 0 ? k : predicted > 0 ? moments.Cb + (moments.Cw * evaluator.Evaluate(Quantity.Kernel, predicted).Value) : double.NaN;
            audited.Add(new AuditedLayer(
                l + 1, layer.Name, layer.Inputs, layer.Outputs, moments.Cb, moments.Cw, moments.CwError, moments.MeanSigma, moments.Kurtosis, moments.KurtosisError,
                LargestSingularValue(layer) / (Math.Sqrt(moments.Cw) * (1 + Math.Sqrt((double)layer.Outputs / layer.Inputs))),
                k, predicted,
                last ? double.NaN : WeightMoments.Of(layers[l + 1]).Cw * z.Average(v => v.Average(c => Square(s.PieceAt(c).S1(c)))),
                last ? double.NaN : gradients[l] / gradients[^1],
                Correlation(z),
                last ? double.NaN : Enumerable.Range(0, layer.Outputs).Count(i => z.All(v => s.PieceAt(v[i]).S1(v[i]) == 0)) / (double)layer.Outputs));
        }

        int width = layers.Count < 2 ? 1 : (int)layers.SkipLast(1).Average(l => l.Outputs);
        Recommendation? advice = layers.Count < 2 ? null : Recommender.Recommend(evaluator, new RecommendationOptions(layers.Count, width) { InputScale = scale }, cancellation);
        return new NetworkAudit(evaluator.Activation, audited, scale, x.Length, advice);
    }

    private static double[][][] Forward(IReadOnlyList<DenseWeights> layers, PiecewiseSmoothFunction s, double[][] inputs, CancellationToken cancellation)
    {
        double[][] current = inputs;
        List<double[][]> all = [];
        foreach (DenseWeights layer in layers)
        {
            double[][] before = current;
            double[][] z = new double[before.Length][];
            Parallel.For(0, before.Length, new ParallelOptions { CancellationToken = cancellation }, a => z[a] = Apply(layer, before[a]));
            all.Add(z);
            current = [.. z.Select(v => (double[])[.. v.Select(s.ValueAt)])];
        }

        return [.. all];
    }

    /// <summary>The mean over inputs of the squared gradient of the sum of outputs by the preactivations of each hidden layer.</summary>
    private static double[] Gradients(IReadOnlyList<DenseWeights> layers, PiecewiseSmoothFunction s, double[][][] z, CancellationToken cancellation)
    {
        double[] squares = new double[layers.Count - 1];
        for (int a = 0; a < z[0].Length; a++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] delta = [.. Enumerable.Repeat(1.0, layers[^1].Outputs)];
            for (int l = layers.Count - 2; l >= 0; l--)
            {
                DenseWeights above = layers[l + 1];
                double[] next = new double[above.Inputs];
                for (int o = 0; o < above.Outputs; o++)
                {
                    for (int i = 0; i < above.Inputs; i++)
                    {
                        next[i] += above.Weights[(o * above.Inputs) + i] * delta[o];
                    }
                }

                for (int i = 0; i < next.Length; i++)
                {
                    next[i] *= s.PieceAt(z[l][a][i]).S1(z[l][a][i]);
                }

                delta = next;
                squares[l] += delta.Sum(Square) / z[0].Length;
            }
        }

        return squares;
    }

    private static double[] Apply(DenseWeights layer, double[] x)
    {
        double[] z = new double[layer.Outputs];
        for (int o = 0; o < z.Length; o++)
        {
            z[o] = (layer.Biases?[o] ?? 0) + TensorPrimitives.Dot<double>(layer.Weights.AsSpan(o * layer.Inputs, layer.Inputs), x);
        }

        return z;
    }

    private static double LargestSingularValue(DenseWeights layer)
    {
        double[] v = [.. Enumerable.Range(0, layer.Inputs).Select(i => Sign(1, i) * (1 + (0.1 * (i % 7))))];
        double value = 0;
        for (int step = 0; step < PowerSteps; step++)
        {
            double norm = Math.Sqrt(v.Sum(Square));
            double[] u = Apply(layer with { Biases = null }, [.. v.Select(c => c / norm)]);
            v = new double[layer.Inputs];
            for (int o = 0; o < u.Length; o++)
            {
                TensorPrimitives.MultiplyAdd<double>(layer.Weights.AsSpan(o * layer.Inputs, layer.Inputs), u[o], v, v);
            }

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
                sum += z[a].Zip(z[b], (p, q) => p * q).Sum() / Math.Sqrt(z[a].Sum(Square) * z[b].Sum(Square));
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

    private static double Square(double x) => x * x;
}
