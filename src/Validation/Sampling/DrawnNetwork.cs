using Theory.Networks;
using Theory.Validation.Activations;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Random;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>One network of an ensemble drawn by <see cref="EnsembleSamplers.Weights"/>, with its weights, from its index alone.</summary>
/// <remarks>Weights are leaves for autograd where gradients are asked for, so that the network can be trained.</remarks>
public sealed class DrawnNetwork : IDisposable
{
    private readonly IReadOnlyList<TensorActivation?> _activations;

    private DrawnNetwork(torch.Tensor[] weights, torch.Tensor[] biases, IReadOnlyList<TensorActivation?> activations)
    {
        _activations = activations;
        Weights = weights;
        Biases = biases;
    }

    /// <summary>W(1) … W(L), of shape [n_l, n_{l-1}], with variance C_W / n_{l-1}.</summary>
    public IReadOnlyList<torch.Tensor> Weights { get; }

    /// <summary>b(1) … b(L), of shape [n_l], with variance C_b.</summary>
    public IReadOnlyList<torch.Tensor> Biases { get; }

    /// <summary>Draws the weights and biases of a network.</summary>
    /// <param name="options">The ensemble.</param>
    /// <param name="network">The network's index.</param>
    /// <param name="requiresGradient">True to let autograd follow what is done with them.</param>
    /// <exception cref="UserInputException">An option is out of range, or the network does not fit in the memory limit.</exception>
    public static DrawnNetwork Draw(SamplingOptions options, long network, bool requiresGradient = false)
    {
        EnsembleSamplers.Weights.Check(options with { Observe = options.Observe | Observables.TangentKernel });
        TorchRuntime.EnsureLoaded();
        torch.Device device = options.Device.Resolve();
        var stream = new InterleavedNormals();
        stream.Restart(options.Seed, network);
        var weights = new torch.Tensor[options.Depth];
        var biases = new torch.Tensor[options.Depth];
        for (int l = 0; l < options.Depth; l++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using var noGradients = torch.no_grad();
            long fanIn = options.FanIn(l + 1);
            Linear law = options.Network[l + 1];
            torch.Tensor normals = torch.empty([fanIn + 1, options.Network.WidthOf(l + 1)], dtype: options.DType.ScalarType);
            WeightNumbers.Fill(stream, law, normals);
            weights[l] = normals.narrow(0, 1, fanIn).t().Times(Math.Sqrt(law.Cw / fanIn)).contiguous().to(device).DetachFromDisposeScope();
            biases[l] = normals[0].Times(Math.Sqrt(law.Cb)).to(device).DetachFromDisposeScope();
        }

        foreach (torch.Tensor parameter in weights.Concat(biases))
        {
            parameter.requires_grad_(requiresGradient);
        }

        return new DrawnNetwork(weights, biases, options.CompileLayers());
    }

    /// <summary>z(1) … z(L), each [inputs, n_l].</summary>
    /// <param name="inputs">[inputs, n_0], of the type and on the device of the weights.</param>
    public IReadOnlyList<torch.Tensor> Preactivations(torch.Tensor inputs)
    {
        // The scope keeps what is used only in between from being finalized during an operation.
        using DisposeScope scope = torch.NewDisposeScope();
        List<torch.Tensor> z = [];
        for (int l = 0; l < Weights.Count; l++)
        {
            torch.Tensor before = l == 0 ? inputs : _activations[l - 1]!.Function(z[^1]);
            z.Add(before.mm(Weights[l].t()).Plus(Biases[l]).MoveToOuterDisposeScope());
        }

        return z;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (torch.Tensor parameter in Weights.Concat(Biases))
        {
            parameter.Dispose();
        }
    }
}
