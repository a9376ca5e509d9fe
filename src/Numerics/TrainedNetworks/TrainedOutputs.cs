using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Kernels;
using Theory.Numerics.TangentKernel;

namespace Theory.Numerics.TrainedNetworks;

/// <summary>Networks of one output, trained on sum |z - y|^2/2 with the learning rates of the tangent kernel: outputs over initialisations, to order 1/n.</summary>
public static class TrainedOutputs
{
    /// <summary>The most training and test points together that have a term of order 1/n.</summary>
    public const int MostPoints = 12;

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
        (OutputTensors tensors, string? none) = Tensors(network, points, cancellation);
        TrainingExpansion training = new(tensors, targets);
        double? step = schedule.Steps.Count == 0 ? null : schedule.Step ?? (1 / (3 * training.LargestRate));
        IReadOnlyList<TrainedOutput> outputs = step is double eta ? training.Descent(schedule.Steps, eta, cancellation) : training.Flow(schedule.Times, cancellation);
        return new TrainedPrediction(
            none is null ? outputs : [.. outputs.Select(o => o with { MeanCorrection = double.NaN, VarianceCorrection = double.NaN })],
            [.. training.Rates.Order()],
            law.WidthBefore(law.Depth),
            step,
            none);
    }

    /// <summary>The tensors of the last layer; without those of order 1/n, and why, where they do not exist.</summary>
    private static (OutputTensors Tensors, string? None) Tensors(NetworkEvaluator network, NetworkInputs points, CancellationToken cancellation)
    {
        if (points.Count == 1)
        {
            TangentLayer last = TangentFlow.Compute(network, points, cancellation).ToTheLast()[^1];
            return last.Missing.Count == 0 ? (OutputTensors.Of(last), null)
                : (OutputTensors.AtInfiniteWidth(Matrix(last.K), Matrix(last.Theta)), last.Missing.First().Value.Reason);
        }

        (double[,] k, double[,] theta) = Kernels(network, points, cancellation);
        return (OutputTensors.AtInfiniteWidth(k, theta), "terms of order 1/n are derived for one input so far");
    }

    private static double[,] Matrix(double x) => double.IsFinite(x) ? new[,] { { x } }
        : throw new UserInputException("an activation jumps, so that the networks have no tangent kernel and cannot be trained by gradients");

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
