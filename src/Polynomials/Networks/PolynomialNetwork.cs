using Fractions;
using QuikGraph;
using QuikGraph.Algorithms;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;

namespace Theory.Polynomials.Networks;

/// <summary>A network of MRePU_p units with exact rational weights, as a graph, and the polynomial that it is meant to equal.</summary>
/// <remarks>That it does equal it is not assumed: <see cref="NetworkExpansion"/> proves it.</remarks>
public sealed class PolynomialNetwork
{
    internal PolynomialNetwork(int p, IReadOnlyList<string> variables, InputDomain domain, Polynomial polynomial, IReadOnlyList<NetworkNode> inputs, NetworkNode output, BidirectionalGraph<NetworkNode, NetworkEdge> graph)
    {
        P = p;
        Variables = variables;
        Domain = domain;
        Polynomial = polynomial;
        Inputs = inputs;
        Output = output;
        Graph = graph;
        Order = [.. graph.TopologicalSort()];
    }

    /// <summary>The order p of the activation.</summary>
    public int P { get; }

    /// <summary>The names of the variables, one for each input.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Where the network is to equal the polynomial.</summary>
    public InputDomain Domain { get; }

    /// <summary>What the network is to equal.</summary>
    public Polynomial Polynomial { get; }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<NetworkNode> Inputs { get; }

    /// <summary>The output, a linear node.</summary>
    public NetworkNode Output { get; }

    /// <summary>Nodes and weighted connections.</summary>
    public IBidirectionalGraph<NetworkNode, NetworkEdge> Graph { get; }

    /// <summary>The nodes, sources before targets.</summary>
    internal IReadOnlyList<NetworkNode> Order { get; }

    /// <summary>The number of units.</summary>
    public int Neurons => Graph.Vertices.Count(n => n.Kind == NodeKind.Unit);

    /// <summary>The largest number of units on a path.</summary>
    public int HiddenLayers => Layers()[Output];

    /// <summary>The number of units on the longest path to each node, its own included.</summary>
    internal Dictionary<NetworkNode, int> Layers()
    {
        Dictionary<NetworkNode, int> layers = [];
        foreach (NetworkNode node in Order)
        {
            layers[node] = Graph.InEdges(node).Select(e => layers[e.Source]).DefaultIfEmpty(0).Max() + (node.Kind == NodeKind.Unit ? 1 : 0);
        }

        return layers;
    }

    /// <summary>The output at a rational point, exactly.</summary>
    public Fraction Evaluate(params IReadOnlyList<Fraction> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        Dictionary<NetworkNode, Fraction> values = Inputs.Zip(point).ToDictionary(t => t.First, t => t.Second);
        foreach (NetworkNode node in Order.Where(n => n.Kind != NodeKind.Input))
        {
            Fraction sum = Graph.InEdges(node).Aggregate(node.Bias, (total, e) => total + (e.Weight * values[e.Source]));
            values[node] = node.Kind == NodeKind.Unit ? MRePU.Evaluate(P, sum) : sum;
        }

        return values[Output].Reduce();
    }

    /// <summary>The preactivation of a node in terms of its sources.</summary>
    internal AffineForm Preactivation(NetworkNode node) =>
        AffineForm.Combination(Graph.InEdges(node).Select(e => (e.Weight, AffineForm.Of(e.Source))), node.Bias);
}
