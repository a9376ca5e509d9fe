using Theory.Networks;

namespace Theory.Validation.Training;

/// <summary>A fully connected network: its layer sizes and the variances of its initial parameters.</summary>
/// <remarks>z(1) = b + W x, z(l+1) = b + W s(z(l)); b ~ N(0, C_b), W ~ N(0, C_W / fan-in), paper eqs. 1 and 2. Layers count from 1 to L.</remarks>
public sealed record NetworkArchitecture
{
    /// <summary>n_0, n_1 … n_L: the dimension of the input, the widths, the dimension of the output.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>C_W of layers 1 … L.</summary>
    public required IReadOnlyList<double> Cw { get; init; }

    /// <summary>C_b of layers 1 … L.</summary>
    public required IReadOnlyList<double> Cb { get; init; }

    /// <summary>L, the number of layers of parameters.</summary>
    public int Layers => Sizes.Count - 1;

    /// <summary>The number of weights and biases.</summary>
    public long ParameterCount => Enumerable.Range(1, Layers).Sum(l => Sizes[l] * (Sizes[l - 1] + 1L));

    /// <summary>Hidden layers of equal width, and equal C_W and C_b for every layer.</summary>
    /// <exception cref="UserInputException">A size or a variance is out of its range.</exception>
    public static NetworkArchitecture Uniform(int inputDimension, int width, int hiddenLayers, int outputDimension, double cw, double cb = 0)
    {
        Require.That(hiddenLayers >= 0, $"the number of hidden layers is {hiddenLayers}; it must be at least 0");
        var architecture = new NetworkArchitecture
        {
            Sizes = [inputDimension, .. Enumerable.Repeat(width, hiddenLayers), outputDimension],
            Cw = [.. Enumerable.Repeat(cw, hiddenLayers + 1)],
            Cb = [.. Enumerable.Repeat(cb, hiddenLayers + 1)],
        };
        architecture.Validate();
        return architecture;
    }

    /// <summary>Checks sizes and variances.</summary>
    /// <exception cref="UserInputException">One is out of its range.</exception>
    public void Validate()
    {
        Require.That(Sizes.Count >= 2, $"a network has an input and an output; {Sizes.Count} sizes are given");
        Require.That(Cw.Count == Layers && Cb.Count == Layers, $"{Layers} layers need as many C_W and C_b; {Cw.Count} and {Cb.Count} are given");
        Require.That(Sizes[0] >= 1, $"the input dimension must be at least 1, got {Sizes[0]}");
        for (int l = 0; l < Layers; l++)
        {
            _ = new Linear(Cb[l], Cw[l], Sizes[l + 1]);
        }
    }
}
