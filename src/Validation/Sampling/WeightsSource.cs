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

    public WeightsSource(SamplingOptions options, TensorActivation activation, torch.Device device)
    {
        this.options = options;
        this.device = device;
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
        double deviation = Math.Sqrt(options.Cw / FanIn(layer));
        for (int i = 0; i < block.Count; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            block.FillNormal(i, drawn);
            torch.Tensor before = layer == 1 ? inputs : block.Rows(block.S!, i);
            torch.Tensor z = Affine(drawn.to(device), before.to(device), options.Cb, deviation);
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

    /// <summary>b + W s for the activations of one network, given standard normal numbers; deviation is that of the weights.</summary>
    internal static torch.Tensor Affine(torch.Tensor normals, torch.Tensor before, double cb, double deviation)
    {
        torch.Tensor z = before.mm(normals.narrow(0, 1, normals.shape[0] - 1)).mul_(deviation);
        return cb == 0 ? z : z.add_(normals.narrow(0, 0, 1) * Math.Sqrt(cb));
    }

    private static torch.Tensor Column(ReadOnlySpan<double> factors, torch.Tensor like) =>
        torch.tensor(factors.ToArray(), dtype: like.dtype, device: like.device).unsqueeze(1);

    private int FanIn(int layer) => layer == 1 ? options.Dimension : options.Width;
}
