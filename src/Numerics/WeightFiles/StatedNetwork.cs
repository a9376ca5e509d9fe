using Theory.Networks;

namespace Theory.Numerics.WeightFiles;

/// <summary>Matrices of a file in the places that the text of a network gives them: each layer of weights takes the next one.</summary>
internal sealed class StatedNetwork
{
    private readonly string _path;
    private readonly IReadOnlyList<DenseWeights> _weights;
    private readonly List<StoredNode> _nodes = [new InputNode()];
    private int _used;

    private StatedNetwork(string path, IReadOnlyList<DenseWeights> weights) => (_path, _weights) = (path, weights);

    /// <summary>The network.</summary>
    /// <exception cref="UserInputException">There are more or fewer matrices than layers of weights, or a layer is not audited.</exception>
    public static StoredNetwork Of(string path, IReadOnlyList<DenseWeights> weights, Architecture architecture)
    {
        StatedNetwork network = new(path, weights);
        network.Follow(architecture.Sequence, 0);
        Require.That(network._used == weights.Count, $"'{path}' holds {weights.Count} matrices, but the network has {network._used} layers of weights");
        return new StoredNetwork(network._nodes);
    }

    private int Follow(LayerSequence sequence, int from) => sequence.Unrolled().Aggregate(from, (at, layer) => Follow(layer, at));

    private int Follow(Layer layer, int from)
    {
        switch (layer)
        {
            case Linear:
                Require.That(_used < _weights.Count, $"'{_path}' holds {_weights.Count} matrices, but the network has more layers of weights");
                return Added(new DenseNode(from, _weights[_used++]));
            case Elementwise activation:
                return Added(new ActivationNode(from, activation.Activation));
            case Residual residual:
                int skip = residual.Projection is LayerSequence p ? Follow(p, from) : from;
                int body = Follow(residual.Body, from);
                return Added(new SumNode(skip, body, residual.Alpha, residual.Beta));
            default:
                throw layer.Refused("only dense layers, activations and residual(...) are audited");
        }
    }

    private int Added(StoredNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}
