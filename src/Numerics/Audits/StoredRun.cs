using System.Numerics.Tensors;
using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;
using Theory.Numerics.WeightFiles;

namespace Theory.Numerics.Audits;

/// <summary>Values and gradients of a stored network at one input.</summary>
internal sealed class StoredRun
{
    private readonly StoredNetwork _network;
    private readonly IReadOnlyDictionary<Activation, PiecewiseSmoothFunction> _functions;

    private StoredRun(StoredNetwork network, IReadOnlyDictionary<Activation, PiecewiseSmoothFunction> functions, double[][] values) =>
        (_network, _functions, Values) = (network, functions, values);

    /// <summary>The values of every node.</summary>
    public double[][] Values { get; }

    /// <summary>Forwards.</summary>
    public static StoredRun Of(StoredNetwork network, IReadOnlyDictionary<Activation, PiecewiseSmoothFunction> functions, double[] input)
    {
        double[][] values = new double[network.Nodes.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = network.Nodes[i] switch
            {
                DenseNode dense => Apply(dense.Weights, values[dense.From]),
                ActivationNode s => Array.ConvertAll(values[s.From], functions[s.Activation].ValueAt),
                SumNode sum => [.. values[sum.First].Zip(values[sum.Second], (x, y) => (sum.Alpha * x) + (sum.Beta * y))],
                _ => input,
            };
        }

        return new StoredRun(network, functions, values);
    }

    /// <summary>Backwards: the gradient by the values of every node of a weighted sum of outputs; null for nodes on which it does not depend.</summary>
    public double[]?[] Gradient(double[] ofOutputs)
    {
        double[]?[] gradients = new double[_network.Nodes.Count][];
        gradients[^1] = ofOutputs;
        void Add(int node, IEnumerable<double> by) => gradients[node] = gradients[node] is double[] known ? [.. known.Zip(by, (a, b) => a + b)] : [.. by];
        for (int i = gradients.Length - 1; i > 0; i--)
        {
            if (gradients[i] is not double[] g)
            {
                continue;
            }

            switch (_network.Nodes[i])
            {
                case DenseNode dense:
                    Add(dense.From, Transposed(dense.Weights, g));
                    break;
                case ActivationNode s:
                    PiecewiseSmoothFunction f = _functions[s.Activation];
                    Add(s.From, g.Zip(Values[s.From], (d, z) => d * f.PieceAt(z).S1(z)));
                    break;
                case SumNode sum:
                    Add(sum.First, g.Select(d => sum.Alpha * d));
                    Add(sum.Second, g.Select(d => sum.Beta * d));
                    break;
            }
        }

        return gradients;
    }

    /// <summary>W x + b.</summary>
    public static double[] Apply(DenseWeights layer, double[] x)
    {
        double[] z = new double[layer.Outputs];
        for (int o = 0; o < z.Length; o++)
        {
            z[o] = (layer.Biases?[o] ?? 0) + TensorPrimitives.Dot<double>(layer.Weights.AsSpan(o * layer.Inputs, layer.Inputs), x);
        }

        return z;
    }

    /// <summary>W^T g.</summary>
    public static double[] Transposed(DenseWeights layer, double[] g)
    {
        double[] result = new double[layer.Inputs];
        for (int o = 0; o < g.Length; o++)
        {
            TensorPrimitives.MultiplyAdd<double>(layer.Weights.AsSpan(o * layer.Inputs, layer.Inputs), g[o], result, result);
        }

        return result;
    }
}
