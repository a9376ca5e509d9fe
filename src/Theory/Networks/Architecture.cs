namespace Theory.Networks;

/// <summary>A network as people build them: layers, skips, branches and repetitions, each with its parameters, checked once.</summary>
/// <remarks>The plain network of linear layers and activations in turn is the simple case: <see cref="Network"/>, which <see cref="Plain"/> finds.</remarks>
public sealed class Architecture
{
    /// <summary>A network of given layers.</summary>
    /// <exception cref="UserInputException">There are none or too many, or shapes do not agree.</exception>
    public Architecture(LayerSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        Require.That(sequence.Layers.Count > 0, $"a network needs layers, as in linear; relu; linear");
        InputShape? input = sequence.Layers[0] as InputShape;
        Sequence = input is null ? sequence : new LayerSequence(sequence.Layers.Skip(1));
        Input = input is null ? SignalShape.Unknown : new SignalShape(input.Channels, input.Extents);
        Require.That(Sequence.Layers.Count > 0, $"a network needs layers after its input, as in input(8, 8); conv2d(3); flatten; linear");
        Require.That(Sequence.Size <= Network.MaximumDepth, $"a network has at most {Network.MaximumDepth} layers, this one {Sequence.Size}");
        Output = ShapeInference.After(Sequence, Input);
    }

    /// <summary>The layers, without that of the input's shape.</summary>
    public LayerSequence Sequence { get; }

    /// <summary>The shape of what enters.</summary>
    public SignalShape Input { get; }

    /// <summary>The shape of what comes out.</summary>
    public SignalShape Output { get; }

    /// <summary>The network as a plain one; null where it has other layers than linear ones and activations in turn.</summary>
    public Network? Plain
    {
        get
        {
            Layer[] layers = [.. Sequence.Unrolled().Select(l => l.WithoutSource())];
            return layers.Length % 2 == 1 && layers.Select((layer, i) => i % 2 == 0 ? layer is Linear : layer is Elementwise).All(fits => fits) ? new Network(layers) : null;
        }
    }

    /// <summary>Reads the text of a network, as <c>linear; gelu; 12*[residual(norm; linear; gelu; linear, beta=0.5)]; norm; linear</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="defaults">What linear layers have where they do not say otherwise.</param>
    /// <exception cref="UserInputException">The text is not a network; carries the position.</exception>
    public static Architecture Parse(string text, Linear? defaults = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Architecture(ArchitectureParser.Parse(text, defaults ?? new Linear(0, 1)));
    }

    /// <summary>The shape after each layer of a sequence, from the shape before it.</summary>
    public static IEnumerable<SignalShape> Shapes(LayerSequence sequence, SignalShape before)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        SignalShape shape = before;
        foreach (Layer layer in sequence.Layers)
        {
            shape = ShapeInference.After(layer, shape);
            yield return shape;
        }
    }

    /// <summary>The shape behind a layer, from that in front of it.</summary>
    /// <exception cref="UserInputException">The layer does not take such a signal.</exception>
    public static SignalShape ShapeAfter(Layer layer, SignalShape before) => ShapeInference.After(layer, before);

    /// <summary>A layer as the text of a network.</summary>
    public static string TextOf(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return LayerText.Of(layer);
    }

    /// <summary>The text of the network, which <see cref="Parse"/> reads.</summary>
    public override string ToString() => (Input.IsImage ? LayerText.Of(new InputShape(Input.Extents, Input.Width ?? 1)) + "; " : "") + Sequence;
}
