using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Devices;
using Theory.Validation.Random;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>Networks of any layers but those of images and dropout, their parameters stacked so that one operation acts on all of them, trained by backpropagation.</summary>
/// <remarks>
/// No operation mixes networks: one that has overflowed does not change the others. The numbers a network starts with depend on the seed and its index alone. Norms have no
/// trained gain and offset, as in the theory; <see cref="Theory.Networks.Linear.LambdaW"/> and lambda_b are looked at only for being 0, which leaves weights or biases as they are.
/// </remarks>
public sealed class StackedArchitecture : IDisposable
{
    private readonly StackedSequence _layers;
    private readonly Dictionary<Activation, ITrainableActivation> _activations = [];
    private readonly List<StackedWeights> _weights = [];
    private readonly StackedNormals _normals;
    private readonly OptimizerOptions _optimizer;

    /// <summary>Draws networks.</summary>
    /// <param name="architecture">The layers; all have widths.</param>
    /// <param name="inputs">The number of components of an input.</param>
    /// <param name="networks">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="firstNetwork">The index of the first of them.</param>
    /// <param name="optimizer">How parameters follow their gradients.</param>
    /// <param name="dtype">The type of parameters and signals.</param>
    /// <param name="device">Where they are.</param>
    /// <exception cref="UserInputException">A layer is not trained here, or has no width.</exception>
    public StackedArchitecture(
        Architecture architecture, int inputs, int networks, ulong seed, long firstNetwork, OptimizerOptions optimizer, TorchPrecision dtype, TorchDevice device)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(dtype);
        ArgumentNullException.ThrowIfNull(device);
        Require.That(!architecture.Input.IsImage, $"networks of images are not trained here");
        Count = networks;
        _optimizer = optimizer;
        _normals = new StackedNormals(seed, firstNetwork, networks, dtype.ScalarType, device.Resolve(), new ParallelOptions());
        (_layers, _) = Sequence(architecture.Sequence, inputs);
    }

    /// <summary>The number of networks.</summary>
    public int Count { get; }

    /// <summary>The number of weights and biases of a network.</summary>
    public long Parameters => _weights.Sum(w => w.Weights.Value.numel() + w.Biases.Value.numel()) / Count;

    /// <summary>Weights in the order of the layers, those of a skip before those of the branch.</summary>
    internal IReadOnlyList<StackedWeights> Weights => _weights;

    /// <summary>Outputs at inputs that all networks share.</summary>
    /// <param name="inputs">[1, n_0, samples].</param>
    /// <returns>[networks, n_L, samples].</returns>
    public torch.Tensor Outputs(torch.Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        return _layers.Forwards(inputs).Signals.MoveToOuterDisposeScope();
    }

    /// <summary>One step on the mean squared error over samples and outputs.</summary>
    /// <param name="inputs">[1, n_0, samples].</param>
    /// <param name="targets">[1, n_L, samples].</param>
    /// <returns>The loss of each network before the step; one whose loss is not finite has no finite parameters after it.</returns>
    public double[] Step(torch.Tensor inputs, torch.Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        using DisposeScope scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        (torch.Tensor outputs, Backwards backwards) = _layers.Forwards(inputs);
        torch.Tensor left = outputs.Plus(targets.neg());
        double[] losses = [.. left.Squared().mean([1, 2]).to(torch.float64).cpu().data<double>()];
        backwards(left.Times(2.0 / targets.numel()));
        return losses;
    }

    /// <inheritdoc/>
    public void Dispose() => _layers.Dispose();

    private (StackedSequence Layers, int Width) Sequence(LayerSequence sequence, int width)
    {
        List<IStackedLayer> layers = [];
        foreach (Layer layer in sequence.Unrolled())
        {
            (IStackedLayer stacked, width) = Of(layer, width);
            layers.Add(stacked);
        }

        return (new StackedSequence(layers), width);
    }

    private (IStackedLayer Layer, int Width) Of(Layer layer, int width) => layer switch
    {
        Linear linear => Linear(linear, width),
        Elementwise s => (new StackedActivation(ActivationOf(s.Activation)), width),
        Scaling scaling => (new StackedScaling(scaling.Factor), width),
        Normalisation norm => (new StackedNormalisation(norm.Kind == NormalisationKind.Layer), width),
        Residual residual => Skip(residual, width),
        Branches branches => Combine(branches, width),
        Dropout => throw layer.Refused("networks with dropout are not trained here"),
        _ => throw layer.Refused("networks of images are not trained here"),
    };

    private (IStackedLayer Layer, int Width) Linear(Linear layer, int width)
    {
        int after = layer.Width ?? throw layer.Refused("a trained network needs widths; give --width");
        StackedWeights weights = new(layer, width, after, _normals, _optimizer);
        _weights.Add(weights);
        return (weights, after);
    }

    private (IStackedLayer Layer, int Width) Skip(Residual residual, int width)
    {
        (StackedSequence projection, _) = Sequence(residual.Projection ?? new LayerSequence([]), width);
        (StackedSequence body, int after) = Sequence(residual.Body, width);
        return (new StackedSkip(residual.Alpha, residual.Beta, body, projection), after);
    }

    private (IStackedLayer Layer, int Width) Combine(Branches branches, int width)
    {
        (StackedSequence Layers, int Width)[] all = [.. branches.Sequences.Select(s => Sequence(s, width))];
        return (new StackedBranches(branches.Combination, [.. all.Select(b => b.Layers)]), branches.Combination == BranchCombination.Concatenation ? all.Sum(b => b.Width) : all[0].Width);
    }

    private ITrainableActivation ActivationOf(Activation activation) =>
        _activations.TryGetValue(activation, out ITrainableActivation? known) ? known : _activations[activation] = TrainableActivation.Of(activation);
}
