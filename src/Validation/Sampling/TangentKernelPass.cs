using Theory.Networks;
using Theory.Validation.Activations;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>The tangent kernel of the first neuron of the last layer, by one pass back through a network whose weights are kept.</summary>
/// <remarks>
/// Theta_ab = sum over parameters theta of lambda_theta dz_a/dtheta dz_b/dtheta. With delta(l) = dz(L)_1/dz(l) the layer l contributes
/// (delta_a·delta_b)(lambda_b + (lambda_W/n_{l-1}) s_a·s_b), where s are the activations before it (PDLT 8.1).
/// </remarks>
internal sealed class TangentKernelPass(SamplingOptions options, IReadOnlyList<TensorActivation?> activations, torch.Tensor inputs, torch.Tensor[] normals) : IDisposable
{
    private readonly torch.Tensor?[] _preactivations = new torch.Tensor?[options.Depth + 1];

    /// <summary>Keeps z(l) of the only network of a block.</summary>
    public void Remember(NetworkBlock block, int layer)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _preactivations[layer]?.Dispose();
        _preactivations[layer] = block.Rows(block.Z, 0, block.Width).clone().DetachFromDisposeScope();
    }

    /// <summary>Theta(L), m x m, row by row.</summary>
    public double[] Compute()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        int m = options.InputCount;
        torch.Tensor theta = Parameters(options.Depth);
        torch.Tensor? delta = null;
        for (int layer = options.Depth - 1; layer >= 1; layer--)
        {
            int width = options.FanIn(layer + 1);
            torch.Tensor weights = normals[layer].narrow(0, 1, width).to(torch.float64);
            torch.Tensor above = delta is null
                ? weights.narrow(1, 0, 1).t().expand(m, width)
                : delta.mm(weights.t());
            delta = above.Times(Math.Sqrt(options.Network[layer + 1].Cw / width)) * activations[layer - 1]!.Derivative!(_preactivations[layer]!).to(torch.float64);
            theta = theta.Plus(delta.mm(delta.t()) * Parameters(layer));
        }

        return theta.contiguous().data<double>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (torch.Tensor? z in _preactivations)
        {
            z?.Dispose();
        }
    }

    /// <summary>lambda_b + (lambda_W/n_{l-1}) s_a·s_b of the parameters of a layer.</summary>
    private torch.Tensor Parameters(int layer)
    {
        Linear law = options.Network[layer];
        torch.Tensor s = (layer == 1 ? inputs : activations[layer - 2]!.Function(_preactivations[layer - 1]!)).to(torch.float64);
        return s.mm(s.t()).Times(law.LambdaW / options.FanIn(layer)).Plus(law.LambdaB);
    }
}
