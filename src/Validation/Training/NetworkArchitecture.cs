using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Recommendations;

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
        : this(network, inputDimension, null)
    {
    }

    /// <summary>The networks of a law, made of another activation that is started about a point.</summary>
    /// <param name="network">The law, with <see cref="OperatingPoint.Shifted"/> for its activation where there is a point; every layer needs a width, the last one that of the output.</param>
    /// <param name="inputDimension">n_0, at least 1.</param>
    /// <param name="start">The activation that is trained and the point about which it starts; null for that of the law.</param>
    /// <exception cref="UserInputException">The input dimension is less than 1, a layer is infinitely wide, or the law is not that of the activation about the point.</exception>
    public NetworkArchitecture(Network network, int inputDimension, OperatingPoint? start)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (inputDimension < 1)
        {
            throw new UserInputException(FormattableString.Invariant($"the input dimension must be at least 1, got {inputDimension}"));
        }

        network.RequireNormal("training");
        Require.That(start is null || network.Activations.All(start.Shifted.Equals), $"networks started as {start} have the law of {start?.Shifted.Name}, and no other");
        Network = network;
        Start = start;
        Dictionary<Activation, Lazy<ITrainableActivation>> known = network.Activations.Distinct().ToDictionary(a => a, a => new Lazy<ITrainableActivation>(() => TrainableActivation.Of(start?.Original ?? a)));
        _activations = [.. network.Activations.Select(a => known[a])];
        Sizes = [inputDimension, .. Enumerable.Range(1, network.Depth).Select(network.WidthOf)];
    }

    /// <summary>The law of the initial parameters.</summary>
    public Network Network { get; }

    /// <summary>The activation that is trained and the point about which it starts; null where it is the activation of the law.</summary>
    public OperatingPoint? Start { get; }

    /// <summary>n_0, n_1 … n_L: the dimension of the input, the widths, the dimension of the output.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The activation s applied to z(l), l = 1 … L-1, ready for training: that of the law, or of <see cref="Start"/>.</summary>
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
