using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Kernels;
using Theory.Numerics.TangentKernel;

namespace Theory.Numerics.TrainedNetworks;

/// <summary>Networks of one output, trained on sum |z - y|^2/2 with the learning rates of the tangent kernel: outputs over initialisations, to order 1/n.</summary>
public static class TrainedOutputs
{
    /// <summary>Predicts outputs.</summary>
    /// <param name="network">The network with its activations; its last layer counts as one neuron.</param>
    /// <param name="points">Training points first, then test points.</param>
    /// <param name="targets">One for each training point.</param>
    /// <param name="schedule">How long it is trained.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The kernels do not exist, a time or a step is out of its domain, or weights are not normal.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static TrainedPrediction Predict(
        NetworkEvaluator network, NetworkInputs points, IReadOnlyList<double> targets, TrainingSchedule schedule, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(schedule);
        Network law = network.Network;
        law.RequireNormal("the theory of training");
        Require.That(targets.Count >= 1 && targets.Count <= points.Count, $"there are {targets.Count} targets, but {points.Count} inputs; every training input needs one");
        int m = targets.Count;
        Require.That(points.Count > 0 && !schedule.IsEmpty, $"there is no time and no number of steps at which to look");
        NetworkInputs[] sets = points.Count <= InputTangentFlow.MaximumInputs || m >= InputTangentFlow.MaximumInputs
            ? [points]
            : [.. Enumerable.Range(m, points.Count - m).Select(t => Some(points, [.. Enumerable.Range(0, m), t]))];
        List<TrainedOutput> outputs = [];
        (TrainingExpansion? first, double? step, string? none, double error) = (null, null, null, 0);
        for (int i = 0; i < sets.Length; i++)
        {
            (OutputTensors tensors, string? reason, double sourceError) = Tensors(network, sets[i], cancellation);
            TrainingExpansion training = new(tensors, targets);
            first ??= training;
            step ??= schedule.Steps.Count == 0 ? null : schedule.Step ?? (1 / (3 * training.LargestRate));
            (none, error) = (none ?? reason, Math.Max(error, sourceError));
            IReadOnlyList<TrainedOutput> found = step is double eta ? training.Descent(schedule.Steps, eta, cancellation) : training.Flow(schedule.Times, cancellation);
            outputs.AddRange(sets.Length == 1 ? found : found.Where(o => i == 0 || o.Point >= m).Select(o => o.Point < m ? o : o with { Point = m + i }));
        }

        return new TrainedPrediction(
            [.. outputs.Select(o => none is null ? o : o with { MeanCorrection = double.NaN, VarianceCorrection = double.NaN }).OrderBy(o => o.Time).ThenBy(o => o.Point)],
            [.. first!.Rates.Order()],
            law.WidthBefore(law.Depth),
            step,
            none)
        {
            TensorError = error,
        };
    }

    private static NetworkInputs Some(NetworkInputs points, int[] which) =>
        NetworkInputs.Of([.. which.Select(a => points.Values.Slice(a * points.Dimension, points.Dimension).ToArray())]);

    /// <summary>The tensors of the last layer, and the relative error of what they are made of; without those of order 1/n, and why, where there are none.</summary>
    private static (OutputTensors Tensors, string? None, double Error) Tensors(NetworkEvaluator network, NetworkInputs points, CancellationToken cancellation)
    {
        if (points.Count > InputTangentFlow.MaximumInputs)
        {
            (double[,] k, double[,] theta) = Kernels(network, points, cancellation);
            return (OutputTensors.AtInfiniteWidth(k, theta), $"it is computed for up to {InputTangentFlow.MaximumInputs} training points with one test point; there are more", 0);
        }

        IReadOnlyList<InputTangentLayer> layers = InputTangentFlow.Compute(network, points, cancellation).ToTheLast();
        InputTangentLayer last = layers[^1];
        return OutputTensors.Of(last) is OutputTensors tensors
            ? (tensors, null, layers.Max(l => l.SourceError))
            : (OutputTensors.AtInfiniteWidth(last.K, last.Theta), last.Missing.First().Value.Reason, 0);
    }

    private static (double[,] K, double[,] Theta) Kernels(NetworkEvaluator network, NetworkInputs points, CancellationToken cancellation)
    {
        Network law = network.Network;
        int n = points.Count;
        double[][] inputs = [.. Enumerable.Range(0, n).Select(a => points.Values.Slice(a * points.Dimension, points.Dimension).ToArray())];
        KernelLayer last = new KernelRecursion(law).Layers(inputs, new ParallelOptions { CancellationToken = cancellation }).Last();
        SymmetricMatrix tangent = last.Tangent ?? throw new UserInputException($"an activation jumps, so that the networks have no tangent kernel and cannot be trained by gradients");
        (double[,] k, double[,] theta) = (new double[n, n], new double[n, n]);
        for (int a = 0; a < n; a++)
        {
            for (int b = 0; b < n; b++)
            {
                (k[a, b], theta[a, b]) = (last.Kernel[a, b], tangent[a, b]);
            }
        }

        return (k, theta);
    }
}
