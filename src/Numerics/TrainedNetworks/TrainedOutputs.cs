using Theory.Networks;
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
        ArgumentNullException.ThrowIfNull(targets);
        return Predict(network, points, [targets], schedule, cancellation)[0];
    }

    /// <summary>Predicts outputs for several sets of targets at the same points, whose tensors are computed once.</summary>
    /// <param name="network">The network with its activations; its last layer counts as one neuron.</param>
    /// <param name="points">Training points first, then test points.</param>
    /// <param name="targets">Sets of targets of one length, one for each training point.</param>
    /// <param name="schedule">How long it is trained.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>One prediction for each set.</returns>
    /// <exception cref="UserInputException">The kernels do not exist, a time or a step is out of its domain, or weights are not normal.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<TrainedPrediction> Predict(
        NetworkEvaluator network, NetworkInputs points, IReadOnlyList<IReadOnlyList<double>> targets, TrainingSchedule schedule, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(schedule);
        network.Network.RequireNormal("the theory of training");
        int m = targets.Count == 0 ? 0 : targets[0].Count;
        Require.That(m >= 1 && m <= points.Count && targets.All(y => y.Count == m), $"there are {m} targets, but {points.Count} inputs; every training input needs one");
        Require.That(!schedule.IsEmpty, $"there is no time and no number of steps at which to look");
        NetworkInputs[] sets = points.Count <= InputTangentFlow.MaximumInputs || m >= InputTangentFlow.MaximumInputs
            ? [points]
            : [.. Enumerable.Range(m, points.Count - m).Select(t => Some(points, [.. Enumerable.Range(0, m), t]))];
        (OutputTensors Tensors, string? None, double Error)[] tensors = [.. sets.Select(set => Tensors(network, set, cancellation))];
        return [.. targets.Select(y => Predict(network.Network, tensors, y, schedule, cancellation))];
    }

    private static TrainedPrediction Predict(
        Network law, (OutputTensors Tensors, string? None, double Error)[] sets, IReadOnlyList<double> targets, TrainingSchedule schedule, CancellationToken cancellation)
    {
        int m = targets.Count;
        List<TrainedOutput> outputs = [];
        TrainingExpansion[] training = [.. sets.Select(set => new TrainingExpansion(set.Tensors, targets))];
        double? step = schedule.Steps.Count == 0 ? null : schedule.Step ?? (1 / (3 * training[0].LargestRate));
        string? none = sets.Select(set => set.None).FirstOrDefault(reason => reason is not null);
        for (int i = 0; i < sets.Length; i++)
        {
            IReadOnlyList<TrainedOutput> found = step is double eta ? training[i].Descent(schedule.Steps, eta, cancellation) : training[i].Flow(schedule.Times, cancellation);
            outputs.AddRange(sets.Length == 1 ? found : found.Where(o => i == 0 || o.Point >= m).Select(o => o.Point < m ? o : o with { Point = m + i }));
        }

        return new TrainedPrediction(
            [.. outputs.Select(o => none is null ? o : o with { MeanCorrection = double.NaN, VarianceCorrection = double.NaN }).OrderBy(o => o.Time).ThenBy(o => o.Point)],
            [.. training[0].Rates.Order()],
            law.WidthBefore(law.Depth),
            step,
            none)
        {
            TensorError = sets.Max(set => set.Error),
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
