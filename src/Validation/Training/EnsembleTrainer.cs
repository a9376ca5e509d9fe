namespace Theory.Validation.Training;

/// <summary>Trains ensembles of networks, many at once.</summary>
/// <remarks>
/// Every network has its own initial parameters, a function of seed and index, and its own gradient and optimizer state. A network whose
/// loss is not finite any more is cleared, no longer trained, and counted; no other network notices. On one device the result is the same
/// to the last bit for the same options and the same size of stacks.
/// </remarks>
public static class EnsembleTrainer
{
    /// <summary>Trains on the mean squared error.</summary>
    /// <param name="options">What to train and how.</param>
    /// <param name="data">The samples; every step uses all of them.</param>
    /// <param name="checkpoints">Epochs at which <paramref name="observe"/> is called, each from 0 to the last.</param>
    /// <param name="observe">Looks at a stack.</param>
    /// <param name="progress">Told the fraction that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the training early.</param>
    /// <exception cref="UserInputException">An option is out of range, the samples do not fit, or one network does not fit in memory.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TrainingResult Train(
        TrainingOptions options,
        Regression data,
        IReadOnlyCollection<int> checkpoints,
        Action<TrainingSnapshot> observe,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        options.Validate();
        data.Validate(options.Architecture);
        var device = options.Device.Resolve();
        using var gradient = new SquaredLossGradient(data, options.DType.ScalarType, device);
        return Train(options, gradient, data.Samples, checkpoints, observe, progress, cancellationToken);
    }

    /// <summary>Trains on any loss.</summary>
    /// <param name="options">What to train and how.</param>
    /// <param name="gradient">The loss and its gradient.</param>
    /// <param name="samples">The number of samples in memory at a time, which decides how many networks fit.</param>
    /// <param name="checkpoints">Epochs at which <paramref name="observe"/> is called, each from 0 to the last.</param>
    /// <param name="observe">Looks at a stack.</param>
    /// <param name="progress">Told the fraction that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the training early.</param>
    /// <exception cref="UserInputException">An option is out of range, or one network does not fit in memory.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TrainingResult Train(
        TrainingOptions options,
        IGradient gradient,
        int samples,
        IReadOnlyCollection<int> checkpoints,
        Action<TrainingSnapshot> observe,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(checkpoints);
        options.Validate();
        if (options.Lbfgs is not null && !gradient.IsSameFunction)
        {
            throw new UserInputException("L-BFGS needs all samples in every step; it cannot be trained in batches");
        }

        var device = options.Device.Resolve();
        var looks = checkpoints.ToHashSet();
        var losses = new List<double[]>();
        var divergedAt = new List<int?>();
        int size = TrainingMemory.NetworksAtOnce(options, samples);
        for (int start = 0; start < options.Models; start += size)
        {
            int count = Math.Min(size, options.Models - start);
            using var stack = new StackTraining(options, gradient, start, count, device);
            for (int epoch = 0; epoch <= options.Steps; epoch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (looks.Contains(epoch))
                {
                    observe(stack.Look());
                }

                if (epoch < options.Steps)
                {
                    stack.Step();
                }

                progress?.Report((start + (count * (epoch + 1.0) / (options.Steps + 1))) / options.Models);
            }

            losses.AddRange(stack.Losses);
            divergedAt.AddRange(stack.DivergedAt);
        }

        return new TrainingResult(losses, divergedAt);
    }
}
