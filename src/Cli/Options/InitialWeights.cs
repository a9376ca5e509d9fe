using Theory.Networks;

namespace Theory.Cli.Options;

/// <summary>What --weights says about networks: a law, or an initialiser that fixes C_W and perhaps C_b for the shape of each layer.</summary>
internal sealed class InitialWeights
{
    private readonly Initialiser? _initialiser;

    private InitialWeights(Initialiser? initialiser) => _initialiser = initialiser;

    /// <summary>True when C_W of every layer follows from its shape.</summary>
    public bool FixesCw => _initialiser?.FixesCw == true;

    /// <summary>True when C_b does.</summary>
    public bool FixesCb => _initialiser?.FixesCb == true;

    /// <summary>Where C_W comes from; null where the option does not say.</summary>
    public string? Explanation => FixesCw ? _initialiser!.Name : null;

    /// <summary>Reads the option.</summary>
    /// <param name="text">Its text; null when it was not given.</param>
    /// <param name="hasCw">True when C_W was given too.</param>
    /// <param name="hasCb">True when C_b was given too.</param>
    /// <exception cref="UserInputException">It cannot be read, or fixes what was given.</exception>
    public static InitialWeights Read(string? text, bool hasCw, bool hasCb)
    {
        if (text is null)
        {
            return new InitialWeights(null);
        }

        Initialiser initialiser = Initialiser.Parse(text);
        Require.That(!(initialiser.FixesCw && hasCw), $"--weights {initialiser.Name} fixes C_W; leave out --cw, or give a law such as {initialiser.Weights.Name}");
        Require.That(!(initialiser.FixesCb && hasCb), $"--weights {initialiser.Name} fixes C_b; leave out --cb, or give a law such as {initialiser.Weights.Name}");
        return new InitialWeights(initialiser);
    }

    /// <summary>The network with these weights.</summary>
    /// <param name="network">The network with the C_W and C_b of other options.</param>
    /// <param name="dimension">n_0, if an input was given; else as many components as the first layer has neurons.</param>
    public Network Apply(Network network, int? dimension)
    {
        if (_initialiser is null)
        {
            return network;
        }

        int layer = 0;
        return new(network.Layers.Select(l =>
        {
            if (l is not Linear linear)
            {
                return l;
            }

            layer++;
            (int fanIn, int fanOut) = (layer == 1 ? dimension ?? network.WidthOf(1) : network.WidthOf(layer - 1), network.WidthOf(layer));
            return new Linear(_initialiser.Cb(fanIn) ?? linear.Cb, _initialiser.Cw(fanIn, fanOut) ?? linear.Cw, linear.Width, linear.LambdaB, linear.LambdaW)
            {
                Weights = _initialiser.Weights,
                Biases = _initialiser.Biases,
            };
        }));
    }

    /// <summary>The input of kernel K(1): with other weights than normal ones its law depends on the components, and there are as many equal ones as neurons.</summary>
    public Signal SignalOf(Network network, double k1) => _initialiser is null ? Signal.Kernel(k1) : Signal.Kernel(k1, network.WidthOf(1));
}
