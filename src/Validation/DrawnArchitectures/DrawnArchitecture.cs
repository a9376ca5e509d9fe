using System.Numerics.Tensors;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;
using Theory.Validation.Random;

namespace Theory.Validation.DrawnArchitectures;

/// <summary>One network with drawn weights, in double precision: signals of several inputs go forwards, gradients backwards.</summary>
/// <remarks>Every layer gives its outputs and a function that takes gradients from its outputs to its inputs; on the way, weights add their part to the tangent kernel.</remarks>
internal sealed class DrawnArchitecture
{
    private readonly NetworkRandom _random;
    private readonly int _inputs;
    private readonly Dictionary<Activation, PiecewiseSmoothFunction> _functions;
    private readonly double[,] _tangent;

    /// <summary>A network.</summary>
    /// <param name="random">Where its numbers come from.</param>
    /// <param name="inputs">How many inputs there are.</param>
    /// <param name="functions">The activations, compiled.</param>
    public DrawnArchitecture(NetworkRandom random, int inputs, Dictionary<Activation, PiecewiseSmoothFunction> functions) =>
        (_random, _inputs, _functions, _tangent) = (random, inputs, functions, new double[inputs, inputs]);

    /// <summary>Gradients of one output, from the outputs of a layer to its inputs.</summary>
    public delegate double[][] Backwards(double[][] gradients);

    /// <summary>The activations of a network, compiled.</summary>
    public static Dictionary<Activation, PiecewiseSmoothFunction> FunctionsOf(LayerSequence sequence)
    {
        Dictionary<Activation, PiecewiseSmoothFunction> functions = [];
        void Add(LayerSequence layers)
        {
            foreach (Layer layer in layers.Layers)
            {
                switch (layer)
                {
                    case Elementwise activation:
                        functions.TryAdd(activation.Activation, ActivationCompiler.Compile(activation.Activation));
                        break;
                    case Repetition repetition:
                        Add(repetition.Body);
                        break;
                    case Residual residual:
                        Add(residual.Body);
                        Add(residual.Projection ?? new LayerSequence([]));
                        break;
                    case Branches branches:
                        foreach (LayerSequence branch in branches.Sequences)
                        {
                            Add(branch);
                        }

                        break;
                }
            }
        }

        Add(sequence);
        return functions;
    }

    /// <summary>Theta of one neuron of the output: gradients go back through all layers.</summary>
    public double[,] TangentKernel(double[][] output, IEnumerable<Backwards> fromTheLast)
    {
        double[][] gradients = [.. output.Select(z => (double[])[1, .. new double[z.Length - 1]])];
        foreach (Backwards backwards in fromTheLast)
        {
            gradients = backwards(gradients);
        }

        return _tangent;
    }

    /// <summary>Signals behind a layer.</summary>
    /// <exception cref="UserInputException">The layer cannot be drawn.</exception>
    public (double[][] Signals, Backwards Backwards) Forwards(Layer layer, double[][] x) => layer switch
    {
        Linear linear => Weigh(linear, x),
        Elementwise activation => Activate(_functions[activation.Activation], x),
        Scaling scaling => (Each(x, v => scaling.Factor * v), g => Each(g, v => scaling.Factor * v)),
        Residual residual => Skip(residual, x),
        Branches branches => Combine(branches, x),
        Normalisation norm => Normalise(norm.Kind == NormalisationKind.Layer, x),
        Dropout dropout => Drop(dropout.Keep, x),
        Repetition repetition => Through(Enumerable.Repeat(repetition.Body, repetition.Count).SelectMany(b => b.Layers), x),
        _ => throw layer.Refused("images are not sampled; their kernels are tested against every covariance of small ones"),
    };

    private (double[][] Signals, Backwards Backwards) Through(IEnumerable<Layer> layers, double[][] x)
    {
        List<Backwards> steps = [];
        foreach (Layer layer in layers)
        {
            (x, Backwards step) = Forwards(layer, x);
            steps.Add(step);
        }

        return (x, gradients => Enumerable.Reverse(steps).Aggregate(gradients, (g, step) => step(g)));
    }

    private (double[][] Signals, Backwards Backwards) Weigh(Linear layer, double[][] x)
    {
        int before = x[0].Length;
        int after = layer.Width ?? throw layer.Refused("a sampled network needs widths; give --width");
        double[] weights = new double[before * after];
        double[] biases = new double[after];
        _random.FillNormal(weights);
        _random.FillNormal(biases);
        TensorPrimitives.Multiply(weights, Math.Sqrt(layer.Cw / before), weights);
        TensorPrimitives.Multiply(biases, Math.Sqrt(layer.Cb), biases);
        double[][] z = [.. x.Select(v => (double[])[.. Enumerable.Range(0, after).Select(i => biases[i] + TensorPrimitives.Dot<double>(weights.AsSpan(i * before, before), v))])];
        return (z, gradients =>
        {
            for (int a = 0; a < _inputs; a++)
            {
                for (int b = a; b < _inputs; b++)
                {
                    double both = TensorPrimitives.Dot<double>(gradients[a], gradients[b]);
                    _tangent[a, b] += both * (layer.LambdaB + (layer.LambdaW / before * TensorPrimitives.Dot<double>(x[a], x[b])));
                }
            }

            return [.. gradients.Select(g =>
            {
                double[] result = new double[before];
                for (int i = 0; i < after; i++)
                {
                    TensorPrimitives.MultiplyAdd(weights.AsSpan(i * before, before), g[i], result, result);
                }

                return result;
            })];
        }
        );
    }

    private static (double[][] Signals, Backwards Backwards) Activate(PiecewiseSmoothFunction s, double[][] x) =>
        (Each(x, s.ValueAt), gradients => Pairwise(gradients, x, (g, z) => g * s.PieceAt(z).S1(z)));

    private (double[][] Signals, Backwards Backwards) Skip(Residual residual, double[][] x)
    {
        (double[][] skip, Backwards ofSkip) = residual.Projection is LayerSequence projection ? Through(projection.Layers, x) : (x, g => g);
        (double[][] body, Backwards ofBody) = Through(residual.Body.Layers, x);
        return (
            Pairwise(skip, body, (s, f) => (residual.Alpha * s) + (residual.Beta * f)),
            g => Pairwise(ofSkip(Each(g, v => residual.Alpha * v)), ofBody(Each(g, v => residual.Beta * v)), (s, f) => s + f));
    }

    private (double[][] Signals, Backwards Backwards) Combine(Branches branches, double[][] x)
    {
        (double[][] Signals, Backwards Backwards)[] all = [.. branches.Sequences.Select(s => Through(s.Layers, x))];
        double[][] Sum(IEnumerable<double[][]> terms) => terms.Aggregate((a, b) => Pairwise(a, b, (s, t) => s + t));
        double[][] Product(IEnumerable<double[][]> factors) => factors.Aggregate((a, b) => Pairwise(a, b, (s, t) => s * t));
        switch (branches.Combination)
        {
            case BranchCombination.Sum:
                return (Sum(all.Select(b => b.Signals)), g => Sum(all.Select(b => b.Backwards(g))));
            case BranchCombination.Product:
                return (Product(all.Select(b => b.Signals)), g => Sum(all.Select((b, i) => b.Backwards(Product([g, .. all.Where((_, j) => j != i).Select(o => o.Signals)])))));
            default:
                double[][] joined = [.. Enumerable.Range(0, _inputs).Select(a => (double[])[.. all.SelectMany(b => b.Signals[a])])];
                return (joined, g =>
                {
                    int start = 0;
                    List<double[][]> parts = [];
                    foreach ((double[][] signals, Backwards backwards) in all)
                    {
                        int from = start;
                        start += signals[0].Length;
                        int to = start;
                        parts.Add(backwards([.. g.Select(v => v[from..to])]));
                    }

                    return Sum(parts);
                }
                );
        }
    }

    private static (double[][] Signals, Backwards Backwards) Normalise(bool centred, double[][] x)
    {
        double[] deviations = new double[x.Length];
        double[][] y = [.. x.Select((v, a) =>
        {
            double mean = centred ? v.Average() : 0;
            deviations[a] = Math.Sqrt(v.Average(z => (z - mean) * (z - mean)));
            return (double[])[.. v.Select(z => (z - mean) / deviations[a])];
        })];
        return (y, gradients =>
        [
            .. gradients.Select((g, a) =>
            {
                double mean = centred ? g.Average() : 0;
                double along = g.Zip(y[a]).Average(p => p.First * p.Second);
                return (double[])[.. g.Select((v, i) => (v - mean - (y[a][i] * along)) / deviations[a])];
            }),
        ]);
    }

    private (double[][] Signals, Backwards Backwards) Drop(double keep, double[][] x)
    {
        // A normal number is below the quantile of q with probability q.
        double threshold = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, keep);
        double[][] mask = [.. x.Select(v =>
        {
            double[] draws = new double[v.Length];
            _random.FillNormal(draws);
            return (double[])[.. draws.Select(d => d < threshold ? 1 / keep : 0)];
        })];
        return (Pairwise(x, mask, (v, m) => v * m), g => Pairwise(g, mask, (v, m) => v * m));
    }

    private static double[][] Each(double[][] x, Func<double, double> f) => [.. x.Select(v => Array.ConvertAll(v, z => f(z)))];

    private static double[][] Pairwise(double[][] x, double[][] y, Func<double, double, double> f) => [.. x.Zip(y, (v, w) => (double[])[.. v.Zip(w, f)])];
}
