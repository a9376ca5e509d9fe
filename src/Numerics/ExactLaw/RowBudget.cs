namespace Theory.Numerics.ExactLaw;

/// <summary>How many frequencies of laws given one metric a computation may take: nearly all of its time. Counted, not clocked, so that it ends at the same layer everywhere.</summary>
internal sealed class RowBudget
{
    private long _left;

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
}
