using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Training;

namespace Theory.Validation.Tests.Training;

/// <summary>Small networks.</summary>
internal static class Architectures
{
    public static NetworkArchitecture Uniform(int inputs, int width, int hiddenLayers, int outputs, double cw, double cb = 0, string activation = "tanh") =>
        NetworkArchitecture.Uniform(Activation.Parse(activation), inputs, width, hiddenLayers, outputs, cw, cb);

    /// <summary>n_0 … n_L, C_W and C_b of layers 1 … L, and the activations between them in turn.</summary>
    public static NetworkArchitecture Of(int[] sizes, double[] cw, double[] cb, params string[] activations)
    {
        Elementwise[] turns = [.. (activations is [] ? ["tanh"] : activations).Select(a => new Elementwise(Activation.Parse(a)))];
        Linear LinearAt(int l) => new(cb[l - 1], cw[l - 1], sizes[l]);
        return new(new Network(Enumerable.Range(1, cw.Length).SelectMany(l => l == 1 ? (Layer[])[LinearAt(1)] : [turns[(l - 2) % turns.Length], LinearAt(l)])), sizes[0]);
    }

    /// <summary>The same with another activation.</summary>
    public static NetworkArchitecture With(this NetworkArchitecture architecture, string activation) => new(
        new Network(architecture.Network.Layers.Select(l => l is Elementwise ? new Elementwise(Activation.Parse(activation)) : l)), architecture.Sizes[0]);
}
