using Theory.Networks;
using Theory.Validation.Devices;
using Theory.Validation.TrainedArchitectures;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Residuals;

/// <summary>Networks of one kind learn to classify images, all at once.</summary>
/// <param name="Data">The images.</param>
/// <param name="Models">How many networks.</param>
/// <param name="Epochs">How many times every image is seen.</param>
/// <param name="Batch">Images in a step.</param>
internal sealed record ResidualTraining(ResidualData Data, int Models, int Epochs, int Batch)
{
    private const int TestBatch = 250;

    /// <summary>Trains.</summary>
    /// <param name="architecture">The networks.</param>
    /// <param name="optimizer">How parameters follow their gradients.</param>
    /// <param name="seed">The seed; network i is the same for every learning rate.</param>
    /// <param name="device">Where.</param>
    /// <param name="progress">Told the fraction that is done.</param>
    /// <param name="cancellation">Ends the training early.</param>
    public (IReadOnlyList<ResidualNetwork> Networks, long Parameters) Run(
        Architecture architecture, OptimizerOptions optimizer, ulong seed, TorchDevice device, Action<double> progress, CancellationToken cancellation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Device place = device.Resolve();
        (torch.Tensor X, torch.Tensor Y)[] batches = [.. Parts(0, Data.Training, Batch).Select(p => (Data.InputsOf(p.First, p.Count).to(place), Data.TargetsOf(p.First, p.Count).to(place)))];
        (int First, torch.Tensor X, torch.Tensor Y)[] tests =
            [.. Parts(Data.Training, Data.Test, TestBatch).Select(p => (p.First, Data.InputsOf(p.First, p.Count).to(place), Data.TargetsOf(p.First, p.Count).to(place)))];
        using StackedArchitecture stack = new(architecture, Data.Inputs, Models, seed, 0, optimizer, TorchPrecision.Float32, device);
        int?[] diverged = new int?[Models];
        double[][] losses = [.. diverged.Select(_ => new double[Epochs])];
        (double[] Losses, double[] Errors)[] seen = [.. diverged.Select(_ => (new double[Epochs + 1], new double[Epochs + 1]))];
        int steps = 0;
        Look(0);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            // Networks that have diverged are carried along as long as one has not.
            foreach ((torch.Tensor x, torch.Tensor y) in diverged.All(d => d is not null) ? [] : batches)
            {
                cancellation.ThrowIfCancellationRequested();
                double[] step = stack.Step(x, y);
                for (int i = 0; i < Models; i++)
                {
                    diverged[i] ??= double.IsFinite(step[i]) ? null : steps;
                    losses[i][epoch] += step[i] * x.shape[2] / Data.Training;
                }

                steps++;
                progress((double)steps / (Epochs * batches.Length));
            }

            Look(epoch + 1);
        }

        progress(1);
        return (
            [.. diverged.Select((d, i) => new ResidualNetwork([.. losses[i].Select((l, e) => d < (e + 1) * batches.Length || !double.IsFinite(l) ? double.NaN : l)], seen[i].Losses, seen[i].Errors, d))],
            stack.Parameters);

        void Look(int epoch)
        {
            double[] squares = new double[Models];
            int[] wrong = new int[Models];
            foreach ((int first, torch.Tensor x, torch.Tensor y) in tests)
            {
                cancellation.ThrowIfCancellationRequested();
                using DisposeScope inner = torch.NewDisposeScope();
                torch.Tensor outputs = stack.Outputs(x);
                double[] targets = [.. y.to(torch.float64).cpu().data<double>()];
                double[] values = [.. outputs.to(torch.float64).cpu().contiguous().data<double>()];
                int count = (int)x.shape[2];
                int classes = (int)y.shape[1];
                for (int i = 0; i < Models; i++)
                {
                    for (int k = 0; k < count; k++)
                    {
                        int best = 0;
                        for (int c = 0; c < classes; c++)
                        {
                            double value = values[(((i * classes) + c) * count) + k];
                            squares[i] += (value - targets[(c * count) + k]) * (value - targets[(c * count) + k]) / (classes * (double)Data.Test);
                            best = value > values[(((i * classes) + best) * count) + k] ? c : best;
                        }

                        wrong[i] += best == Data.Labels[first + k] ? 0 : 1;
                    }
                }
            }

            for (int i = 0; i < Models; i++)
            {
                bool isFinite = double.IsFinite(squares[i]) && diverged[i] is null;
                (seen[i].Losses[epoch], seen[i].Errors[epoch]) = isFinite ? (squares[i], wrong[i] / (double)Data.Test) : (double.NaN, 1);

                // Finite on every image it was trained on, and not on another one, counts as well.
                diverged[i] ??= isFinite ? null : steps;
            }
        }
    }

    private static IEnumerable<(int First, int Count)> Parts(int first, int count, int size)
    {
        for (int start = 0; start < count; start += size)
        {
            yield return (first + start, Math.Min(size, count - start));
        }
    }
}
