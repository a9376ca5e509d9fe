using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Layered;

/// <summary>A strictly layered fully connected network: affine, MRePU_p, affine, …, MRePU_p, affine, with exact weights.</summary>
public sealed class LayeredNetwork
{
    private LayeredNetwork(int p, IReadOnlyList<string> variables, InputDomain domain, Polynomial polynomial, IReadOnlyList<DenseLayer> layers)
    {
        P = p;
        Variables = variables;
        Domain = domain;
        Polynomial = polynomial;
        Layers = layers;
    }

    /// <summary>The order p of the activation.</summary>
    public int P { get; }

    /// <summary>The names of the inputs.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Where the network is to equal its polynomial.</summary>
    public InputDomain Domain { get; }

    /// <summary>What it is to equal.</summary>
    public Polynomial Polynomial { get; }

    /// <summary>The affine maps: one for each hidden layer, and that of the output.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The number of hidden layers.</summary>
    public int HiddenLayers => Layers.Count - 1;

    /// <summary>The number of hidden units.</summary>
    public int Neurons => Layers.Take(HiddenLayers).Sum(l => l.Outputs);

    /// <summary>The number of units of the widest hidden layer; 0 without one.</summary>
    public int Width => Layers.Take(HiddenLayers).Select(l => l.Outputs).DefaultIfEmpty(0).Max();

    /// <summary>All weights and biases, zeros included.</summary>
    public int Parameters => Layers.Sum(l => l.Parameters);

    /// <summary>The weights and biases that are not zero.</summary>
    public int NonZeroParameters => Layers.Sum(l => l.NonZeroParameters);

    /// <summary>Compiles a graph; values that skip layers are carried by identity channels.</summary>
    /// <param name="network">The graph.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="NotPolynomialException">The graph is not a polynomial on its domain.</exception>
    public static LayeredNetwork From(PolynomialNetwork network, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        PolynomialNetwork strict = IdentityChannels.Add(network, cancellation);
        Dictionary<NetworkNode, int> depth = strict.Layers();
        NetworkNode[][] nodes = [[.. strict.Inputs], .. strict.Order.Where(n => n.Kind == NodeKind.Unit).OrderBy(n => n.Id).GroupBy(n => depth[n]).OrderBy(g => g.Key).Select(g => g.ToArray()), [strict.Output]];
        return new LayeredNetwork(network.P, network.Variables, network.Domain, network.Polynomial,
            [.. nodes.Skip(1).Select((layer, i) => Layer(strict, layer, nodes[i], cancellation))]);
    }

    /// <summary>A network from stored layers; whether it equals the polynomial is for <see cref="NetworkExpansion"/> to prove.</summary>
    /// <exception cref="UserInputException">The layers do not fit together.</exception>
    public static LayeredNetwork Of(int p, IReadOnlyList<string> variables, InputDomain domain, Polynomial polynomial, IReadOnlyList<DenseLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(variables);
        return layers.Count > 0 && WidthAfter(variables.Count, layers) == 1
            ? new LayeredNetwork(MRePU.CheckedOrder(p), variables, domain, polynomial, layers)
            : throw new UserInputException("the last layer must have one output");
    }

    /// <summary>The outputs of the last of some layers.</summary>
    /// <exception cref="UserInputException">The layers do not fit together.</exception>
    internal static int WidthAfter(int inputs, IReadOnlyList<DenseLayer> layers)
    {
        int width = inputs;
        foreach ((int index, DenseLayer layer) in layers.Index())
        {
            if (layer.Outputs == 0 || layer.Weights.Count != layer.Outputs || layer.Weights.Any(row => row.Length != width))
            {
                throw new UserInputException($"layer {index + 1} does not fit: it needs a row of {width} weights for each of its {layer.Outputs} biases");
            }

            width = layer.Outputs;
        }

        return width;
    }

    /// <summary>The network as a graph.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public PolynomialNetwork ToGraph(CancellationToken cancellation = default) => ToGraph(Domain, out _, cancellation);

    /// <summary>The network as a graph that is to hold on another domain, a part of its own, with the units of each layer.</summary>
    internal PolynomialNetwork ToGraph(InputDomain domain, out IReadOnlyList<NetworkNode[]> units, CancellationToken cancellation = default)
    {
        NetworkBuilder builder = new() { P = P, Variables = Variables, Domain = domain, Cancellation = cancellation };
        NetworkNode[] below = [.. builder.Inputs];
        List<NetworkNode[]> layers = [];
        foreach (DenseLayer layer in Layers.SkipLast(1))
        {
            below = [.. layer.Biases.Select((bias, i) => builder.Unit(Preactivation(layer, i, below)))];
            layers.Add(below);
        }

        units = layers;
        return builder.Build(Preactivation(Layers[^1], 0, below), Polynomial);
    }

    /// <summary>The output at a rational point, exactly.</summary>
    public Fraction Evaluate(params IReadOnlyList<Fraction> point)
    {
        Fraction[] values = [.. point];
        foreach ((int index, DenseLayer layer) in Layers.Index())
        {
            Fraction[] sums = [.. layer.Weights.Select((row, i) => row.Zip(values).Aggregate(layer.Biases[i], (sum, t) => t.First.IsZero ? sum : sum + (t.First * t.Second)).Reduce())];
            values = index == HiddenLayers ? sums : [.. sums.Select(z => MRePU.Evaluate(P, z))];
        }

        return values[0];
    }

    private static AffineForm Preactivation(DenseLayer layer, int row, NetworkNode[] below) =>
        AffineForm.Combination(layer.Weights[row].Select((w, j) => (w, AffineForm.Of(below[j]))), layer.Biases[row]);

    private static DenseLayer Layer(PolynomialNetwork network, NetworkNode[] layer, NetworkNode[] below, CancellationToken cancellation)
    {
        Dictionary<NetworkNode, int> columns = below.Index().ToDictionary(t => t.Item, t => t.Index);
        Fraction[][] weights = [.. layer.Select(_ => Enumerable.Repeat(Fraction.Zero, below.Length).ToArray())];
        foreach ((int row, NetworkNode node) in layer.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (NetworkEdge edge in network.Graph.InEdges(node))
            {
                weights[row][columns[edge.Source]] = edge.Weight;
            }
        }

        return new DenseLayer(weights, [.. layer.Select(n => n.Bias)]);
    }
}
