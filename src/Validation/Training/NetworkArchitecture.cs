using Theory.Activations;
using Theory.Networks;

namespace Theory.Validation.Training;

/// <summary>Networks of one law with inputs of given dimension: how large their layers are.</summary>
public sealed record NetworkArchitecture
{
    private readonly Lazy<ITrainableActivation>[] _activations;

    /// <summary>The networks of a law.</summary>
    /// <param name="network">The law; every layer needs a width, the last one that of the output.</param>
    /// <param name="inputDimension">n_0, at least 1.</param>
    /// <exception cref="UserInputException">The input dimension is less than 1, or a layer is infinitely wide.</exception>
    public NetworkArchitecture(Network network, int inputDimension)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (inputDimension < 1)
        {
            throw new UserInputException(FormattableString.Invariant($"the input dimension must be at least 1, got {inputDimension}"));
        }

        network.RequireNormal("training");
        Network = network;
        Dictionary<Activation, Lazy<ITrainableActivation>> known = network.Activations.Distinct().ToDictionary(a => a, a => new Lazy<ITrainableActivation>(() => TrainableActivation.Of(a)));
        _activations = [.. network.Activations.Select(a => known[a])];
        Sizes = [inputDimension, .. Enumerable.Range(1, network.Depth).Select(network.WidthOf)];
    }

    /// <summary>The law of the initial parameters.</summary>
    public Network Network { get; }

    /// <summary>n_0, n_1 … n_L: the dimension of the input, the widths, the dimension of the output.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The activation s applied to z(l), l = 1 … L-1, ready for training: that of the law, and no other.</summary>
    /// <exception cref="UserInputException">It contains a function that torch lacks.</exception>
    public ITrainableActivation ActivationOf(int layer) => _activations[layer - 1].Value;

    /// <summary>L, the number of layers of parameters.</summary>
    public int Layers => Network.Depth;

    /// <summary>The number of weights and biases.</summary>
    public long ParameterCount => Enumerable.Range(1, Layers).Sum(l => Sizes[l] * (Sizes[l - 1] + 1L));

    /// <summary>Hidden layers of equal width, and equal C_W and C_b for every layer.</summary>
    /// <exception cref="UserInputException">A size or a variance is out of its range.</exception>
    public static NetworkArchitecture Uniform(Activation activation, int inputDimension, int width, int hiddenLayers, int outputDimension, double cw, double cb = 0) =>
        new(Network.Plain(activation, hiddenLayers + 1, width, cb, cw).WithOutputs(outputDimension), inputDimension);
}
