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
public sealed record TangentKernelSetting(string Label, string Activation, double Cb, double Cw, bool LastLayerOnly)
{
    /// <summary>lambda_b of each layer: C_b where it is trained.</summary>
    public IReadOnlyList<double> LambdaB(int layers) => PerLayer(layers, Cb);

    /// <summary>lambda_W of each layer: C_W where it is trained.</summary>
    public IReadOnlyList<double> LambdaW(int layers) => PerLayer(layers, Cw);

    private double[] PerLayer(int layers, double rate) => [.. Enumerable.Range(1, layers).Select(l => !LastLayerOnly || l == layers ? rate : 0)];
}
