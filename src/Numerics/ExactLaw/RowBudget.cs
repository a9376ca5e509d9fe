namespace Theory.Numerics.ExactLaw;

/// <summary>
/// How many frequencies of laws given one metric a computation may take, nearly all of its time, and how many of their weights it may keep, nearly all of its memory.
/// Counted, not clocked, so that it ends at the same layer everywhere.
/// </summary>
internal sealed class RowBudget
{
    /// <summary>Weights, of eight bytes each.</summary>
    private const long Memory = 3L << 27;

    private long _left;
    private long _kept;

    /// <summary>A budget of so many frequencies.</summary>
    public RowBudget(long frequencies) => _left = frequencies;

    /// <summary>Takes those of one law.</summary>
    /// <exception cref="LawFailure">Not as many are left.</exception>
    public void Take(int frequencies)
    {
        if (Interlocked.Add(ref _left, -frequencies) < 0)
        {
            throw new LawFailure("it takes longer than is worth here");
        }
    }

    /// <summary>Takes room for weights that are kept.</summary>
    /// <exception cref="LawFailure">There is not as much.</exception>
    public void Keep(long weights)
    {
        if (Interlocked.Add(ref _kept, weights) > Memory)
        {
            throw new LawFailure("laws given one metric take more than 3 GB there");
        }
    }

    /// <summary>Gives back room that was taken.</summary>
    public void Release(long weights) => Interlocked.Add(ref _kept, -weights);
}
