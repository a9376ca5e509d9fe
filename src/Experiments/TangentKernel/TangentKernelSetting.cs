using Theory.Networks;

namespace Theory.Experiments.TangentKernel;

/// <summary>One kind of networks that are trained by gradient descent at several widths.</summary>
/// <param name="Label">What to call it.</param>
/// <param name="Activation">The activation.</param>
/// <param name="Cb">C_b of every layer.</param>
/// <param name="Cw">C_W of every layer.</param>
/// <param name="LastLayerOnly">
/// True when the parameters of the last layer alone are trained. With lambda_b = C_b and lambda_W = C_W the tangent kernel is then the kernel, and networks
/// trained to the end are samples of the posterior of the Gaussian process.
/// </param>
internal sealed record TangentKernelSetting(string Label, string Activation, double Cb, double Cw, bool LastLayerOnly)
{
    /// <summary>The networks, with lambda_b = C_b and lambda_W = C_W in the layers that are trained.</summary>
    /// <param name="layers">The number of layers.</param>
    /// <param name="width">The width of the hidden layers; null for infinitely wide ones.</param>
    public Network Network(int layers, int? width) => Theory.Networks.Network.Plain(
        Theory.Activations.Activation.Parse(Activation), layers, width is int n ? [n] : [], [Cb], [Cw], PerLayer(layers, Cb), PerLayer(layers, Cw));

    private double[] PerLayer(int layers, double rate) => [.. Enumerable.Range(1, layers).Select(l => !LastLayerOnly || l == layers ? rate : 0)];
}
