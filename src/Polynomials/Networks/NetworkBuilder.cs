using Fractions;
using QuikGraph;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Networks;

/// <summary>Builds networks node by node; a unit that is there already is used again.</summary>
internal sealed class NetworkBuilder
{
    private readonly BidirectionalGraph<NetworkNode, NetworkEdge> _graph = new();
    private readonly Dictionary<string, NetworkNode> _units = [];
    private int _count;

    /// <summary>The order.</summary>
    public required int P { get; init; }

    /// <summary>The names of the inputs.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>Where the network is to hold.</summary>
    public required InputDomain Domain { get; init; }

    /// <summary>Ends the construction: every node that is added, and every range that is enclosed for it, asks.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// A shift of the variables in which the network is planned: what is planned in y = x - shift is built in x. Null for none.
    /// </summary>
    public IReadOnlyList<Fraction>? Shift { get; init; }

    /// <summary>The inputs, added on first use.</summary>
    public IReadOnlyList<NetworkNode> Inputs => field ??= [.. Variables.Select(v => Add(NodeKind.Input, AffineForm.Of(Fraction.Zero), v))];

    /// <summary>The variables in which the network is planned, in terms of the inputs.</summary>
    public IEnumerable<AffineForm> PlannedInputs => Inputs.Select((input, i) => AffineForm.Of(input).Affine(Fraction.One, Shift is null ? Fraction.Zero : -Shift[i]));

    /// <summary>A planned polynomial in terms of the inputs.</summary>
    public Polynomial OfInputs(Polynomial planned) => Shift is null ? planned : Centring.Shifted(planned, [.. Shift.Select(t => -t)]);

    /// <summary>The range of a planned polynomial, as the proof will find it.</summary>
    public RationalInterval RangeOf(Polynomial planned)
    {
        Cancellation.ThrowIfCancellationRequested();
        return RangeEnclosure.Of(OfInputs(planned), Domain);
    }

    /// <summary>A unit.</summary>
    public NetworkNode Unit(AffineForm preactivation)
    {
        string key = string.Join(';', preactivation.Terms.OrderBy(t => t.Key.Id).Select(t => $"{t.Key.Id}:{t.Value}")) + "|" + preactivation.Constant;
        if (!_units.TryGetValue(key, out NetworkNode? unit))
        {
            _units[key] = unit = Add(NodeKind.Unit, preactivation, "");
        }

        return unit;
    }

    /// <summary>A linear node.</summary>
    public NetworkNode Linear(AffineForm value, string label) => Add(NodeKind.Linear, value, label);

    /// <summary>The finished network for a planned polynomial, without the nodes that do not reach the output.</summary>
    public PolynomialNetwork Build(AffineForm output, Polynomial polynomial)
    {
        IReadOnlyList<NetworkNode> inputs = Inputs;
        NetworkNode node = Linear(output, "output");
        Prune(node);
        return new PolynomialNetwork(P, Variables, Domain, OfInputs(polynomial), inputs, node, _graph);
    }

    private NetworkNode Add(NodeKind kind, AffineForm preactivation, string label)
    {
        Cancellation.ThrowIfCancellationRequested();
        NetworkNode node = new(_count++, kind, preactivation.Constant, label);
        _graph.AddVertex(node);
        foreach ((NetworkNode source, Fraction weight) in preactivation.Terms)
        {
            _graph.AddEdge(new NetworkEdge(source, node, weight));
        }

        return node;
    }

    /// <summary>Removes what nothing depends on, last nodes first.</summary>
    private void Prune(NetworkNode output)
    {
        foreach (NetworkNode node in _graph.Vertices.OrderByDescending(n => n.Id).ToArray())
        {
            if (node != output && node.Kind != NodeKind.Input && _graph.OutDegree(node) == 0)
            {
                _graph.RemoveVertex(node);
            }
        }
    }
}
