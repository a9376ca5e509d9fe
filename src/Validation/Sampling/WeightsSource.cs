using Theory.Validation.Activations;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Draws weights and multiplies, network by network.</summary>
internal sealed class WeightsSource : IPreactivationSource
{
    private readonly SamplingOptions options;
    private readonly torch.Device device;
    private readonly torch.Tensor inputs;

    // The normal numbers of one layer, or of every layer where the way back through the network is needed.
    private readonly torch.Tensor[] normals;
    private readonly TangentKernelPass? tangents;

    // Standard deviations of weights in layer 1 and in the others, and of biases.
    private readonly LastingScalar firstDeviation;
    private readonly LastingScalar deviation;
    private readonly LastingScalar biasDeviation;

    public WeightsSource(SamplingOptions options, TensorActivation activation, torch.Device device)
    {
        this.options = options;
        this.device = device;
        firstDeviation = new LastingScalar(Math.Sqrt(options.Cw / options.Dimension));
        deviation = new LastingScalar(Math.Sqrt(options.Cw / options.Width));
        biasDeviation = new LastingScalar(Math.Sqrt(options.Cb));
        inputs = torch.tensor(options.InputValues(), [options.InputCount, options.Dimension], dtype: options.DType.ScalarType).DetachFromDisposeScope();
        bool keep = options.Observe.HasFlag(Observables.TangentKernel);
        normals = [.. Enumerable.Range(0, keep ? options.Depth : Math.Min(options.Depth, 2)).Select(l =>
            torch.empty([FanIn(l + 1) + 1, options.Width], dtype: options.DType.ScalarType))];
        tangents = keep ? new TangentKernelPass(options, activation, inputs, normals) : null;
    }

    public void Draw(NetworkBlock block, int layer)
    {
        int m = options.InputCount;
        torch.Tensor drawn = normals[Math.Min(layer, normals.Length) - 1];
        for (int i = 0; i < block.Count; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            block.FillNormal(i, drawn);
            torch.Tensor before = layer == 1 ? inputs : block.Rows(block.S!, i);
            torch.Tensor z = Affine(drawn.to(device), before.to(device), layer);
            block.Rows(block.Z, i).copy_(block.Rescales ? z.mul_(Column(block.Normalisations(i), z)) : z);
        }

        tangents?.Remember(block, layer);
    }

    public double[] TangentKernel() => tangents!.Compute();

    public void Dispose()
    {
        tangents?.Dispose();
        inputs.Dispose();
        foreach (torch.Tensor tensor in normals)
        {
            tensor.Dispose();
        }
    }

    /// <summary>b + W s for the activations of one network, given standard normal numbers.</summary>
    private torch.Tensor Affine(torch.Tensor drawn, torch.Tensor before, int layer)
    {
        torch.Tensor z = before.mm(drawn.narrow(0, 1, drawn.shape[0] - 1)).mul_((layer == 1 ? firstDeviation : deviation).Value);
        return options.Cb == 0 ? z : z.add_(drawn.narrow(0, 0, 1) * biasDeviation.Value, LastingScalar.One.Value);
    }

    private static torch.Tensor Column(ReadOnlySpan<double> factors, torch.Tensor like) =>
        torch.tensor(factors.ToArray(), dtype: like.dtype, device: like.device).unsqueeze(1);

    private int FanIn(int layer) => layer == 1 ? options.Dimension : options.Width;
}
