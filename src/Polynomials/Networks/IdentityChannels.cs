using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;

namespace Theory.Polynomials.Networks;

/// <summary>Makes every connection lead from one layer to the next: values that skip layers are carried by units that give v itself.</summary>
internal sealed class IdentityChannels
{
    private static readonly Fraction[] Identity = [Fraction.Zero, Fraction.One];

    private readonly PolynomialNetwork _network;
    private readonly NetworkExpansion _expansion;
    private readonly Dictionary<NetworkNode, int> _layers;
    private readonly NetworkBuilder _builder;
    private readonly Dictionary<NetworkNode, NetworkNode> _units = [];
    private readonly Dictionary<(Polynomial, int), AffineForm> _carried = [];

    private IdentityChannels(PolynomialNetwork network, CancellationToken cancellation)
    {
        _network = network;
        _expansion = NetworkExpansion.Of(network, cancellation);
        _layers = network.Layers();
        _builder = new NetworkBuilder { P = network.P, Variables = network.Variables, Domain = network.Domain, Cancellation = cancellation };
    }

    /// <summary>The same function without connections that skip layers.</summary>
    /// <exception cref="NotPolynomialException">A value that must be carried is not a polynomial.</exception>
    public static PolynomialNetwork Add(PolynomialNetwork network, CancellationToken cancellation)
    {
        IdentityChannels channels = new(network, cancellation);
        foreach (NetworkNode node in network.Order.Where(n => n.Kind == NodeKind.Unit))
        {
            channels._units[node] = channels._builder.Unit(channels.Preactivation(node, channels._layers[node] - 1));
        }

        return channels._builder.Build(channels.Preactivation(network.Output, channels._layers[network.Output]), network.Polynomial);
    }

    private AffineForm Preactivation(NetworkNode node, int layer) =>
        AffineForm.Combination(_network.Graph.InEdges(node).Select(e => (e.Weight, At(e.Source, layer))), node.Bias);

    /// <summary>The value of a node in terms of the units of a layer, its own or a later one.</summary>
    private AffineForm At(NetworkNode node, int layer)
    {
        if (_layers[node] == layer)
        {
            return node.Kind switch
            {
                NodeKind.Input => AffineForm.Of(_builder.Inputs[Enumerable.Range(0, _network.Inputs.Count).First(i => _network.Inputs[i] == node)]),
                NodeKind.Unit => AffineForm.Of(_units[node]),
                _ => Preactivation(node, layer),
            };
        }

        Polynomial value = node.Kind == NodeKind.Unit ? _expansion.ValueOf(AffineForm.Of(node)) : _expansion.ValueOf(node);
        if (value.IsConstant)
        {
            return AffineForm.Of(value[Monomial.One]);
        }

        if (!_carried.TryGetValue((value, layer), out AffineForm? form))
        {
            AffineForm below = At(node, layer - 1);
            Bundle bundle = BundleFactory.Create(_network.P, RangeEnclosure.Of(value, _network.Domain), [Identity], BundleAim.Few);
            _carried[(value, layer)] = form = AffineForm.Combination(
                bundle.Units.Select((u, i) => (bundle.Weights[0][i], AffineForm.Of(_builder.Unit(below.Affine(u.Slope, u.Bias))))), bundle.Constants[0]);
        }

        return form;
    }
}
