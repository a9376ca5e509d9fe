using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Training;

namespace Theory.Validation.Tests.Training;

/// <summary>Networks whose parameters are looked at; the activation has no part in these.</summary>
internal static class Architectures
{
    private static readonly Activation Tanh = Activation.Parse("tanh");

    public static NetworkArchitecture Uniform(int inputs, int width, int hiddenLayers, int outputs, double cw, double cb = 0) =>
        NetworkArchitecture.Uniform(Tanh, inputs, width, hiddenLayers, outputs, cw, cb);

    /// <summary>n_0 … n_L, and C_W and C_b of layers 1 … L.</summary>
    public static NetworkArchitecture Of(int[] sizes, double[] cw, double[] cb) => new(
        new Network(Enumerable.Range(1, cw.Length).SelectMany(l =>
            l == 1 ? (Layer[])[new Linear(cb[0], cw[0], sizes[1])] : [new Elementwise(Tanh), new Linear(cb[l - 1], cw[l - 1], sizes[l])])),
        sizes[0]);
}
