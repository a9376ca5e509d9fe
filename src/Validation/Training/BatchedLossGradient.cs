using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>The mean squared error on one batch of samples after another, each sample in one batch of every round.</summary>
/// <remarks>All networks see the same batches in the same order.</remarks>
public sealed class BatchedLossGradient : IGradient, IDisposable
{
    private readonly SquaredLossGradient[] _batches;
    private long _step;

    /// <summary>Cuts shuffled samples into batches.</summary>
    /// <param name="data">The samples, in random order already.</param>
    /// <param name="batch">Samples in a batch; the last one may have fewer.</param>
    /// <param name="type">The type of the networks' parameters.</param>
    /// <param name="device">Where the networks are.</param>
    /// <exception cref="UserInputException">The size of a batch is not positive.</exception>
    public BatchedLossGradient(Regression data, int batch, torch.ScalarType type, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (batch < 1)
        {
            throw new UserInputException(FormattableString.Invariant($"a batch has {batch} samples; it must have at least 1"));
        }

        _batches = [.. data.Inputs.Chunk(batch).Zip(data.Targets.Chunk(batch))
            .Select(b => new SquaredLossGradient(new Regression(b.First, b.Second), type, device))];
    }

    /// <inheritdoc/>
    public bool IsSameFunction => _batches.Length == 1;

    /// <inheritdoc/>
    public void Step(StackedNetworks networks, torch.Tensor participating, Func<double[], bool> accept, IOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(accept);
        bool accepted = false;
        _batches[(int)(_step % _batches.Length)].Step(networks, participating, losses => accepted = accept(losses), optimizer);

        // A step that is refused, because a network diverged, is repeated on the same batch.
        _step += accepted ? 1 : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var batch in _batches)
        {
            batch.Dispose();
        }
    }
}
