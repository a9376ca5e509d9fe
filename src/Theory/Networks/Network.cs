using System.Globalization;
using Theory.Activations;

namespace Theory.Networks;

/// <summary>The law of a network at initialisation: a sequence of layers, each with its parameters, checked once.</summary>
/// <remarks>
/// Layers of preactivations are numbered l = 1 … L, so that z(1) = b + W x and z(l+1) = b + W s(z(l)); the layer z(l) has n_l neurons and the input n_0
/// components. Predictions and ensembles of one law take the same object.
/// </remarks>
public sealed class Network
{
    /// <summary>Depths above this are refused.</summary>
    public const int MaximumDepth = 100_000;

    private readonly Linear[] _linear;
    private readonly Activation[] _activations;

    /// <summary>A network of given layers.</summary>
    /// <exception cref="UserInputException">Linear layers and activations do not alternate from the first linear layer to the last, or there are too many.</exception>
    public Network(IEnumerable<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Layers = [.. layers];
        _linear = [.. Layers.OfType<Linear>()];
        _activations = [.. Layers.OfType<Elementwise>().Select(e => e.Activation)];
        RequireDepth(_linear.Length);
        if (Layers.Count % 2 == 0 || Layers.Where((layer, i) => layer is Linear != (i % 2 == 0)).Any())
        {
            throw new UserInputException("linear layers and activations must alternate, from a linear layer to a linear layer");
        }
    }

    /// <summary>True when the weights and biases of all layers are normal.</summary>
    public bool IsNormal => Array.TrueForAll(_linear, l => l.IsNormal);

    /// <summary>The layers, from the input to the output.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The number L of layers of preactivations.</summary>
    public int Depth => _linear.Length;

    /// <summary>The linear layers 1 … L, which lead to the preactivations z(1) … z(L).</summary>
    public IReadOnlyList<Linear> LinearLayers => _linear;

    /// <summary>The linear layer that leads to z(l), l = 1 … L.</summary>
    public Linear this[int layer] => _linear[layer - 1];

    /// <summary>The activations of z(1) … z(L-1).</summary>
    public IReadOnlyList<Activation> Activations => _activations;

    /// <summary>The activation s applied to z(l), l = 1 … L-1.</summary>
    public Activation ActivationOf(int layer) => _activations[layer - 1];

    /// <summary>The width n_l of layer l, l = 1 … L.</summary>
    /// <exception cref="UserInputException">The layer is infinitely wide.</exception>
    public int WidthOf(int layer) => this[layer].Width
        ?? throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"layer {layer} is infinitely wide; give the network a width"));

    /// <summary>The width n_(l-1) of what feeds z(l), in whose inverse fluctuations are expanded; in front of z(1), where nothing fluctuates, n_1.</summary>
    /// <exception cref="UserInputException">The layer is infinitely wide.</exception>
    public int WidthBefore(int layer) => WidthOf(Math.Max(1, layer - 1));

    /// <summary>A network of any layers: skips, branches, normalisations, convolutions.</summary>
    /// <exception cref="UserInputException">There are none or too many, or shapes do not agree.</exception>
    public static Architecture Of(params Layer[] layers) => new(new LayerSequence(layers));

    /// <summary>Linear layers with one activation between them.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="depth">The number L of layers of preactivations.</param>
    /// <param name="width">The width of every layer; null for infinitely wide ones.</param>
    /// <param name="cb">C_b of every layer.</param>
    /// <param name="cw">C_W of every layer.</param>
    /// <param name="lambdaB">lambda_b of every layer. Default 1.</param>
    /// <param name="lambdaW">lambda_W of every layer. Default 1.</param>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public static Network Plain(Activation activation, int depth, int? width, double cb, double cw, double lambdaB = 1, double lambdaW = 1) =>
        Plain(activation, depth, width is int n ? [n] : [], [cb], [cw], [lambdaB], [lambdaW]);

    /// <summary>Linear layers with one activation between them, each with its own parameters; a list of one value stands for that value in every layer.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="depth">The number L of layers of preactivations.</param>
    /// <param name="widths">n_1 … n_(L-1); the last layer is as wide as the one before. None for infinitely wide layers.</param>
    /// <param name="cb">C_b.</param>
    /// <param name="cw">C_W.</param>
    /// <param name="lambdaB">lambda_b.</param>
    /// <param name="lambdaW">lambda_W.</param>
    /// <exception cref="UserInputException">A value is out of its domain, or a list has neither one value nor one for each layer.</exception>
    public static Network Plain(
        Activation activation, int depth, IReadOnlyList<int> widths, IReadOnlyList<double> cb, IReadOnlyList<double> cw, IReadOnlyList<double> lambdaB, IReadOnlyList<double> lambdaW)
    {
        ArgumentNullException.ThrowIfNull(widths);
        RequireDepth(depth);
        Elementwise s = new(activation);
        (Func<int, double> b, Func<int, double> w) = (PerLayer("C_b", cb, depth), PerLayer("C_W", cw, depth));
        (Func<int, double> rateB, Func<int, double> rateW) = (PerLayer("lambda_b", lambdaB, depth), PerLayer("lambda_W", lambdaW, depth));
        if (widths.Count > 1 && widths.Count != depth - 1)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                $"there are {widths.Count} widths, but {depth - 1} hidden layers, one fewer than layers of preactivations; give one value for all layers or one for each"));
        }

        int? WidthAt(int i) => widths.Count == 0 ? null : widths[Math.Min(i, widths.Count - 1)];
        return new Network(Enumerable.Range(0, (2 * depth) - 1).Select(i => i % 2 == 1 ? s : (Layer)new Linear(b(i / 2), w(i / 2), WidthAt(i / 2), rateB(i / 2), rateW(i / 2))));
    }

    /// <summary>The same network with every layer of one width.</summary>
    /// <exception cref="UserInputException">The width is less than 1.</exception>
    public Network WithWidth(int width) => new(Layers.Select(layer => layer is Linear l ? l.Widened(width) : layer));

    /// <summary>The same network with a last layer of another width.</summary>
    /// <exception cref="UserInputException">The width is less than 1.</exception>
    public Network WithOutputs(int width) => new([.. Layers.SkipLast(1), _linear[^1].Widened(width)]);

    /// <summary>The same network with other laws of weights and biases in every layer.</summary>
    /// <exception cref="UserInputException">Biases cannot have that law.</exception>
    public Network WithLaws(WeightLaw weights, WeightLaw biases) => new(Layers.Select(layer => layer is Linear l ? l with { Weights = weights, Biases = biases } : layer));

    /// <summary>Refuses what is true of normal weights only.</summary>
    /// <param name="what">What it is that needs them.</param>
    /// <exception cref="UserInputException">A layer has other weights or biases.</exception>
    public void RequireNormal(string what)
    {
        Linear? other = Array.Find(_linear, l => !l.IsNormal);
        Require.That(other is null, $"{what} needs normal weights and biases, and these are {other?.Weights.Name} and {other?.Biases.Name}");
    }

    /// <summary>The first layers of the network, up to z(depth).</summary>
    /// <exception cref="UserInputException">There are not so many.</exception>
    public Network Truncated(int depth) => new(Layers.Take((2 * depth) - 1));

    private static void RequireDepth(int depth)
    {
        if (depth is < 1 or > MaximumDepth)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the depth must be between 1 and {MaximumDepth}, got {depth}"));
        }
    }

    private static Func<int, double> PerLayer(string name, IReadOnlyList<double> values, int depth)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == 1 ? _ => values[0]
            : values.Count == depth ? i => values[i]
            : throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                $"there are {values.Count} values of {name}, but {depth} layers of preactivations; give one value for all layers or one for each"));
    }
}
