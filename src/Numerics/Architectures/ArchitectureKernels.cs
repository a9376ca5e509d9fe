using Theory.Networks;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Architectures;

/// <summary>Kernel and tangent kernel of a data set through a network of any layers, at infinite width.</summary>
/// <remarks>
/// Of images only the covariances of equal positions are kept, unless a pooling needs those of different ones. An image is given row by row, the channels of a position beside
/// each other.
/// </remarks>
public sealed class ArchitectureKernels
{
    /// <summary>K and Theta in front of a layer and behind it, correlations, two expectations and two indices.</summary>
    private const double BytesPerEntry = 64;

    private readonly Architecture _architecture;
    private string _method = "closed form";

    /// <summary>Kernels of a network.</summary>
    public ArchitectureKernels(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        _architecture = architecture;
        NeedsAllPairs = architecture.Input.IsImage && HasPooling(architecture.Sequence);
    }

    /// <summary>True when covariances of different positions are kept.</summary>
    public bool NeedsAllPairs { get; }

    /// <summary>How the expectations were computed, in a few words, once they were.</summary>
    public string Method => _method;

    /// <summary>The memory that so many inputs need, in bytes.</summary>
    public double MemoryNeed(int inputs) => BytesPerEntry * SiteLayout.CountOf(inputs, Math.Max(_architecture.Input.Positions, LargestPositions()), NeedsAllPairs);

    /// <summary>About how long so many inputs take on one thread, in seconds: right within a factor of three or so.</summary>
    public double TimeNeed(int inputs) => LayerCost.Seconds(_architecture.Sequence, _architecture.Input, inputs, NeedsAllPairs);

    /// <summary>The kernels behind every layer, one after another as they are asked for; of images, the mean over positions.</summary>
    /// <param name="inputs">The inputs, all of the same dimension.</param>
    /// <param name="parallel">Threads and cancellation; the numbers do not depend on the number of threads.</param>
    /// <exception cref="UserInputException">The inputs do not have the network's shape, a layer does not take the signal in front of it, or an expectation has no value.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public IEnumerable<KernelLayer> Layers(IReadOnlyList<double[]> inputs, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(parallel);
        return Iterate(Entrance(inputs), new KernelEvaluator(parallel));
    }

    /// <summary>The kernels of two inputs known by their own kernels and their correlation, behind every layer.</summary>
    /// <param name="k1">The kernel of the first, a Gaussian signal that enters.</param>
    /// <param name="k2">That of the second.</param>
    /// <param name="rho">Their correlation.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <exception cref="UserInputException">A layer does not take the signal in front of it, or an expectation has no value.</exception>
    public IEnumerable<KernelLayer> Pair(double k1, double k2, double rho, ParallelOptions parallel) => Pair(k1, k2, rho, new KernelEvaluator(parallel));

    /// <summary>The same with activations that were prepared.</summary>
    internal IEnumerable<KernelLayer> Pair(double k1, double k2, double rho, KernelEvaluator evaluator)
    {
        Require.That(!_architecture.Input.IsImage, $"two inputs are given by their kernels only where they are no images; use theory gram");
        double[] kernel = Signal.Pair(k1, k2, rho).FirstKernel(0, 1);
        return Iterate(
            new KernelState { Layout = SiteLayout.Of(2, [], false), K = [kernel[0], kernel[1], kernel[3]], Theta = new double[3], Shape = _architecture.Input },
            evaluator);
    }

    private IEnumerable<KernelLayer> Iterate(KernelState state, KernelEvaluator evaluator)
    {
        int number = 0;
        foreach (Layer layer in _architecture.Sequence.Unrolled())
        {
            state = evaluator.Apply(layer, state);
            _method = evaluator.Method;
            KernelState flat = state.Layout.Positions > 1 ? PositionSteps.Flatten(state) : state;
            int inputs = state.Layout.Inputs;
            yield return new KernelLayer(
                ++number, new SymmetricMatrix(inputs, flat.K), flat.Theta is double[] theta ? new SymmetricMatrix(inputs, theta) : null, double.NaN);
        }
    }

    private KernelState Entrance(IReadOnlyList<double[]> inputs)
    {
        SignalShape shape = _architecture.Input;
        int positions = shape.Positions;
        int channels = shape.IsImage ? shape.Width!.Value : inputs[0].Length;
        Require.That(
            inputs.All(x => x.Length == channels * positions),
            $"the inputs have {inputs[0].Length} components, but an image of {shape} has {channels * positions}");
        SiteLayout layout = SiteLayout.Of(inputs.Count, shape.Extents, NeedsAllPairs);
        double[] k = new double[layout.Count];
        for (int e = 0; e < k.Length; e++)
        {
            ReadOnlySpan<double> Of(int site) => inputs[site / positions].AsSpan(site % positions * channels, channels);
            ReadOnlySpan<double> x = Of(layout.First[e]);
            ReadOnlySpan<double> y = Of(layout.Second[e]);
            double sum = 0;
            for (int c = 0; c < channels; c++)
            {
                sum += x[c] * y[c];
            }

            k[e] = sum / channels;
        }

        return new KernelState
        {
            Layout = layout,
            K = k,
            Theta = new double[k.Length],
            Shape = shape,
            Means = new Lazy<double[]>(() =>
                [.. Enumerable.Range(0, layout.Sites).Select(s => inputs[s / positions].AsSpan(s % positions * channels, channels).ToArray().Average())]),
            NotGaussianBecause = "it is the input itself, whose components are given",
        };
    }

    private int LargestPositions() => Architecture.Shapes(new LayerSequence(_architecture.Sequence.Unrolled()), _architecture.Input).Max(s => s.Positions);

    private static bool HasPooling(LayerSequence sequence) => sequence.Layers.Any(layer => layer switch
    {
        Pooling pooling => pooling.Window != 1,
        Repetition repetition => HasPooling(repetition.Body),
        Residual residual => HasPooling(residual.Body) || (residual.Projection is LayerSequence p && HasPooling(p)),
        Branches branches => branches.Sequences.Any(HasPooling),
        _ => false,
    });
}
