using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Flow;

/// <summary>A network with the expectations of its activations, each of them prepared once.</summary>
public sealed class NetworkEvaluator
{
    private readonly ExpectationEvaluator? _known;
    private readonly Dictionary<Activation, ExpectationEvaluator> _single = [];
    private readonly Dictionary<Activation, TwoInputEvaluator> _pairs = [];

    /// <summary>Prepares the activations of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="known">An activation that is prepared already; it also stands for the one that a network of a single layer lacks.</param>
    /// <exception cref="UserInputException">An activation has a free parameter.</exception>
    public NetworkEvaluator(Network network, ExpectationEvaluator? known = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        _known = known;
        if (known is not null)
        {
            _single.Add(known.Activation, known);
        }

        foreach (Activation activation in network.Activations.Distinct().Where(a => !_single.ContainsKey(a)))
        {
            _single.Add(activation, new ExpectationEvaluator(activation));
        }
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The activation of every layer; null where layers differ, or a network of one layer has none.</summary>
    public ExpectationEvaluator? Uniform => Network.Activations.Distinct().Skip(1).Any() ? null : At(1);

    /// <summary>The expectations at layer l = 1 … L: of the activation of z(l), at the last layer of the one before; null for a single layer without any.</summary>
    public ExpectationEvaluator? At(int layer) => Network.Depth == 1 ? _known : _single[Network.ActivationOf(Math.Min(layer, Network.Depth - 1))];

    /// <summary>The expectations of two inputs of the activation of z(l), l = 1 … L-1.</summary>
    internal TwoInputEvaluator PairsAt(int layer)
    {
        Activation activation = Network.ActivationOf(layer);
        if (!_pairs.TryGetValue(activation, out TwoInputEvaluator? pairs))
        {
            pairs = new TwoInputEvaluator(activation);
            _pairs.Add(activation, pairs);
        }

        return pairs;
    }
}
