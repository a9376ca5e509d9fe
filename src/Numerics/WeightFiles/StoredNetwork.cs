namespace Theory.Numerics.WeightFiles;

/// <summary>A network whose weights a file holds: nodes, each of which takes what earlier ones give. The first is the input, the last the output.</summary>
/// <param name="Nodes">The nodes, in an order in which they can be computed.</param>
public sealed record StoredNetwork(IReadOnlyList<StoredNode> Nodes)
{
    /// <summary>The layers of weights, in order.</summary>
    public IReadOnlyList<DenseNode> Layers => [.. Nodes.OfType<DenseNode>()];

    /// <summary>True when layers and activations follow one another, without skips.</summary>
    public bool IsPlain => Nodes.Index().Skip(1).All(n => n.Item is DenseNode d ? d.From == n.Index - 1 : n.Item is ActivationNode a && a.From == n.Index - 1);
}
