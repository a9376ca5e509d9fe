using Theory.Validation.Devices;
using Theory.Validation.Random;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Networks of one architecture, their parameters stacked so that one operation acts on all of them.</summary>
/// <remarks>
/// No operation mixes networks: one that has overflowed does not change the others. The product of matrices rounds differently for stacks
/// of different sizes, so that trained networks are the same to the last bit only in a stack of the same size.
/// </remarks>
public sealed class StackedNetworks : IDisposable
{
    private readonly torch.Tensor[] _weights;
    private readonly torch.Tensor[] _biases;

    private StackedNetworks(NetworkArchitecture architecture, int count, torch.Tensor[] weights, torch.Tensor[] biases)
    {
        Architecture = architecture;
        Count = count;
        _weights = weights;
        _biases = biases;
    }

    /// <summary>The architecture of each network.</summary>
    public NetworkArchitecture Architecture { get; }

    /// <summary>The number of networks.</summary>
    public int Count { get; }

    /// <summary>Draws the initial parameters: network i of the stack is network <paramref name="firstNetwork"/> + i of the seed.</summary>
    /// <remarks>
    /// The numbers of a network depend on seed and index only: layer by layer its weights W_ij, row by row, then its biases. Where the architecture has a
    /// <see cref="NetworkArchitecture.Start"/>, biases are moved as <see cref="Theory.Numerics.Recommendations.OperatingPoint"/> says.
    /// </remarks>
    public static StackedNetworks Draw(
        NetworkArchitecture architecture, ulong seed, long firstNetwork, int count, TorchPrecision dtype, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(dtype);
        var normals = new StackedNormals(seed, firstNetwork, count, dtype.ScalarType, device, new ParallelOptions());
        var weights = new torch.Tensor[architecture.Layers];
        var biases = new torch.Tensor[architecture.Layers];
        using var scope = torch.NewDisposeScope();
        for (int l = 0; l < architecture.Layers; l++)
        {
            int fanIn = architecture.Sizes[l];
            int fanOut = architecture.Sizes[l + 1];
            weights[l] = normals.Draw(fanOut, fanIn).TimesInPlace(Math.Sqrt(architecture.Network[l + 1].Cw / fanIn)).DetachFromDisposeScope();
            biases[l] = normals.Draw(1, fanOut).TimesInPlace(Math.Sqrt(architecture.Network[l + 1].Cb)).DetachFromDisposeScope();
            if (architecture.Start is { } start)
            {
                // Hidden neurons get w + z, and hand on s(w + z) - s(w).
                if (l > 0)
                {
                    biases[l].PlusInPlace(weights[l].sum(2).unsqueeze(1), -start.Value);
                }

                if (l + 1 < architecture.Layers)
                {
                    biases[l].PlusInPlace(start.Point);
                }
            }
        }

        return new StackedNetworks(architecture, count, weights, biases);
    }

    /// <summary>W of a layer, with shape [networks, out, in].</summary>
    /// <param name="layer">From 1 to L.</param>
    public torch.Tensor Weights(int layer) => _weights[layer - 1];

    /// <summary>b of a layer, with shape [networks, 1, out].</summary>
    /// <param name="layer">From 1 to L.</param>
    public torch.Tensor Biases(int layer) => _biases[layer - 1];

    /// <summary>z of a layer from the layer before: b + W h.</summary>
    /// <param name="layer">From 1 to L.</param>
    /// <param name="h">s(z) of the layer before, or the input; [networks, samples, in].</param>
    /// <returns>[networks, samples, out].</returns>
    public torch.Tensor Preactivations(int layer, torch.Tensor h)
    {
        // Not baddbmm, whose TorchSharp binding exchanges its arguments.
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.bmm(h, Weights(layer).transpose(1, 2)).PlusInPlace(Biases(layer)).MoveToOuterDisposeScope();
    }

    /// <summary>Inputs, the same for every network, as the stack takes them.</summary>
    /// <param name="inputs">[samples, n_0].</param>
    public torch.Tensor Broadcast(torch.Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        return inputs.unsqueeze(0).expand(Count, inputs.shape[0], inputs.shape[1]).MoveToOuterDisposeScope();
    }

    /// <summary>z(1) … z(L) at inputs that all networks share.</summary>
    /// <param name="inputs">[samples, n_0].</param>
    /// <returns>One tensor [networks, samples, width] per layer.</returns>
    public IReadOnlyList<torch.Tensor> Forward(torch.Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var layers = new List<torch.Tensor>();
        var h = Broadcast(inputs);
        for (int l = 1; l <= Architecture.Layers; l++)
        {
            var z = Preactivations(l, h);
            layers.Add(z.MoveToOuterDisposeScope());
            if (l < Architecture.Layers)
            {
                h = Architecture.ActivationOf(l).Value(z);
            }
        }

        return layers;
    }

    /// <summary>Sets all parameters of one network to 0.</summary>
    /// <param name="network">Its position in the stack, from 0.</param>
    public void Clear(int network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (var tensor in _weights.Concat(_biases))
        {
            tensor[network].zero_();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _weights.Concat(_biases))
        {
            tensor.Dispose();
        }
    }
}
