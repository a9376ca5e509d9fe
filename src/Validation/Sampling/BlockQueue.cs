namespace Theory.Validation.Sampling;

/// <summary>Hands out the networks of an ensemble to threads, and knows how much is done.</summary>
internal sealed class BlockQueue(int networks, int networksInBlock, int depth, IProgress<double>? progress)
{
    private readonly Lock _reporting = new();
    private long _next;
    private long _layersDone;
    private volatile bool _stopped;

    /// <summary>Takes the next block; false when there is none left.</summary>
    public bool TryTake(out int start, out int count)
    {
        long at = Interlocked.Add(ref _next, networksInBlock) - networksInBlock;
        start = (int)Math.Min(at, networks);
        count = _stopped ? 0 : Math.Min(networksInBlock, networks - start);
        return count > 0;
    }

    /// <summary>Hands out nothing any more.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Reports a layer of a block as done.</summary>
    public void LayerDone(int count)
    {
        if (progress is null)
        {
            return;
        }

        lock (_reporting)
        {
            _layersDone += count;
            progress.Report(_layersDone / ((double)networks * depth));
        }
    }
}
