using Theory.Networks;
using Theory.Numerics.WeightFiles;

namespace Theory.Numerics.Audits;

/// <summary>A stored network as one whose weights are drawn with the variances that they have.</summary>
internal static class StoredArchitecture
{
    /// <summary>The law; null where branches do not come from a common node.</summary>
    public static Architecture? Of(StoredNetwork network) =>
        // A branch without weights of its own has no kernel here.
        Attempt.At(() => Path(network, 0, network.Nodes.Count - 1) is List<Layer> layers ? new Architecture(new LayerSequence(layers)) : null).Value;

    /// <summary>The layers from one node to a later one; null where there is another way in.</summary>
    private static List<Layer>? Path(StoredNetwork network, int from, int to)
    {
        if (from == to)
        {
            return [];
        }

        switch (network.Nodes[to])
        {
            case DenseNode dense:
                WeightMoments moments = WeightMoments.Of(dense.Weights);
                return moments.Cw > 0 && Path(network, from, dense.From) is List<Layer> before
                    ? [.. before, new Linear(moments.Cb, moments.Cw, dense.Weights.Outputs, dense.Weights.Biases is null ? 0 : 1)] : null;
            case ActivationNode activation:
                return Path(network, from, activation.From) is List<Layer> front ? [.. front, new Elementwise(activation.Activation)] : null;
            case SumNode sum:
                int common = Before(network, sum.First).Intersect(Before(network, sum.Second)).Max();
                if (common < from || Path(network, from, common) is not List<Layer> first || Path(network, common, sum.First) is not List<Layer> skip
                    || Path(network, common, sum.Second) is not List<Layer> body)
                {
                    return null;
                }

                // Either of the two may be the identity.
                (double alpha, double beta) = (sum.Alpha, sum.Beta);
                if (body.Count == 0)
                {
                    (skip, body, alpha, beta) = (body, skip, beta, alpha);
                }

                return [.. first, new Residual(new LayerSequence(body), alpha, beta, skip.Count == 0 ? null : new LayerSequence(skip))];
            default:
                return null;
        }
    }

    /// <summary>A node and all that it depends on.</summary>
    private static HashSet<int> Before(StoredNetwork network, int node)
    {
        HashSet<int> all = [];
        Stack<int> pending = new([node]);
        while (pending.TryPop(out int i))
        {
            if (all.Add(i))
            {
                int[] from = network.Nodes[i] switch
                {
                    DenseNode d => [d.From],
                    ActivationNode a => [a.From],
                    SumNode s => [s.First, s.Second],
                    _ => [],
                };
                Array.ForEach(from, pending.Push);
            }
        }

        return all;
    }
}
