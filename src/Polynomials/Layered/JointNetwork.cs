using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;

namespace Theory.Polynomials.Layered;

/// <summary>A layered network with several outputs, each of which equals a polynomial; units that outputs share are there once.</summary>
/// <remarks>That each output equals its polynomial is proven for <see cref="Output"/>, as for any network.</remarks>
public sealed class JointNetwork
{
    private static readonly Fraction[] Identity = [Fraction.Zero, Fraction.One];

    private JointNetwork(int p, IReadOnlyList<string> variables, InputDomain domain, IReadOnlyList<Polynomial> polynomials, IReadOnlyList<DenseLayer> layers)
    {
        P = p;
        Variables = variables;
        Domain = domain;
        Polynomials = polynomials;
        Layers = layers;
    }

    /// <summary>The order p of the activation.</summary>
    public int P { get; }

    /// <summary>The names of the inputs.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Where the outputs are to equal their polynomials.</summary>
    public InputDomain Domain { get; }

    /// <summary>What the outputs are to equal.</summary>
    public IReadOnlyList<Polynomial> Polynomials { get; }

    /// <summary>The affine maps: one for each hidden layer, and that of the outputs.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The number of hidden layers.</summary>
    public int HiddenLayers => Layers.Count - 1;

    /// <summary>The number of hidden units.</summary>
    public int Neurons => Layers.Take(HiddenLayers).Sum(l => l.Outputs);

    /// <summary>All weights and biases, zeros included.</summary>
    public int Parameters => Layers.Sum(l => l.Parameters);

    /// <summary>The weights and biases that are not zero.</summary>
    public int NonZeroParameters => Layers.Sum(l => l.NonZeroParameters);

    /// <summary>Puts networks of the same inputs, order and domain together.</summary>
    /// <param name="networks">At least one.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static JointNetwork Of(IReadOnlyList<LayeredNetwork> networks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(networks);
        int depth = networks.Max(n => n.HiddenLayers);
        IReadOnlyList<DenseLayer>[] each = [.. networks.Select(n => Deepened(n, depth))];
        int width = networks[0].Variables.Count;

        // Where the units of each network are among those of the joint one, in the layer below.
        int[][] below = [.. networks.Select(_ => Enumerable.Range(0, width).ToArray())];
        List<DenseLayer> layers = [];
        for (int l = 0; l <= depth; l++)
        {
            List<Fraction[]> rows = [];
            List<Fraction> biases = [];
            Dictionary<string, int> known = [];
            for (int i = 0; i < each.Length; i++)
            {
                DenseLayer layer = each[i][l];
                int[] places = new int[layer.Outputs];
                for (int unit = 0; unit < layer.Outputs; unit++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Fraction[] row = Row(layer.Weights[unit], below[i], width);
                    string key = string.Join(';', row.Index().Where(w => !w.Item.IsZero).Select(w => $"{w.Index}:{w.Item}")) + "|" + layer.Biases[unit];
                    if (l == depth || !known.TryGetValue(key, out places[unit]))
                    {
                        known[key] = places[unit] = rows.Count;
                        rows.Add(row);
                        biases.Add(layer.Biases[unit]);
                    }
                }

                below[i] = places;
            }

            width = rows.Count;
            layers.Add(new DenseLayer(rows, biases));
        }

        return new JointNetwork(networks[0].P, networks[0].Variables, networks[0].Domain, [.. networks.Select(n => n.Polynomial)], layers);
    }

    /// <summary>A network from stored layers; whether its outputs equal the polynomials is to be proven of each.</summary>
    /// <exception cref="UserInputException">The layers do not fit together.</exception>
    internal static JointNetwork Of(int p, IReadOnlyList<string> variables, InputDomain domain, IReadOnlyList<Polynomial> polynomials, IReadOnlyList<DenseLayer> layers)
    {
        int width = LayeredNetwork.WidthAfter(variables.Count, layers);
        return layers.Count > 0 && polynomials.Count > 0 && width == polynomials.Count
            ? new JointNetwork(MRePU.CheckedOrder(p), variables, domain, polynomials, layers)
            : throw new UserInputException($"the last layer must have an output for each of the {polynomials.Count} polynomials");
    }

    /// <summary>The network of one output.</summary>
    public LayeredNetwork Output(int index) => LayeredNetwork.Of(
        P, Variables, Domain, Polynomials[index], [.. Layers.SkipLast(1), new DenseLayer([Layers[^1].Weights[index]], [Layers[^1].Biases[index]])]);

    private static Fraction[] Row(Fraction[] weights, int[] places, int width)
    {
        Fraction[] row = [.. Enumerable.Repeat(Fraction.Zero, width)];
        for (int j = 0; j < weights.Length; j++)
        {
            row[places[j]] = (row[places[j]] + weights[j]).Reduce();
        }

        return row;
    }

    /// <summary>The layers of a network with more of them after it, which carry its output by units that give a value itself.</summary>
    private static IReadOnlyList<DenseLayer> Deepened(LayeredNetwork network, int depth)
    {
        List<DenseLayer> layers = [.. network.Layers];
        while (layers.Count <= depth)
        {
            DenseLayer output = layers[^1];
            layers.RemoveAt(layers.Count - 1);
            Bundle bundle = network.Polynomial.IsConstant
                ? BundleFactory.Create(network.P, RangeEnclosure.Of(Polynomial.Variable(0), InputDomain.Cube(1, -1, 1)), [Identity], BundleAim.Few)
                : BundleFactory.Create(network.P, RangeEnclosure.Of(network.Polynomial, network.Domain), [Identity], BundleAim.Few);
            layers.Add(new DenseLayer(
                [.. bundle.Units.Select(u => output.Weights[0].Select(w => (u.Slope * w).Reduce()).ToArray())],
                [.. bundle.Units.Select(u => ((u.Slope * output.Biases[0]) + u.Bias).Reduce())]));
            layers.Add(network.Polynomial.IsConstant
                ? new DenseLayer([[.. bundle.Units.Select(_ => Fraction.Zero)]], [output.Biases[0]])
                : new DenseLayer([[.. bundle.Weights[0]]], [bundle.Constants[0]]));
        }

        return layers;
    }
}
