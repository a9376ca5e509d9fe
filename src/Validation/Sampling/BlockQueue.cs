namespace Theory.Validation.Sampling;

/// <summary>Hands out the networks of an ensemble to threads, and knows how much is done.</summary>
internal sealed class BlockQueue(int networks, int networksInBlock, int depth, IProgress<double>? progress)
{
    private readonly Lock reporting = new();
    private long next;
    private long layersDone;
    private volatile bool stopped;

    /// <summary>Takes the next block; false when there is none left.</summary>
    public bool TryTake(out int start, out int count)
    {
        long at = Interlocked.Add(ref next, networksInBlock) - networksInBlock;
        start = (int)Math.Min(at, networks);
        count = stopped ? 0 : Math.Min(networksInBlock, networks - start);
        return count > 0;
    }

    /// <summary>Hands out nothing any more.</summary>
    public void Stop() => stopped = true;

    /// <summary>Reports a layer of a block as done.</summary>
    public void LayerDone(int count)
    {
        if (progress is null)
        {
            return;
        }

        lock (reporting)
        {
            layersDone += count;
            progress.Report(layersDone / ((double)networks * depth));
        }
    }
}
