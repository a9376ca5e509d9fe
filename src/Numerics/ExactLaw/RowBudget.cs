namespace Theory.Numerics.ExactLaw;

/// <summary>How many laws given one metric a computation may take: nearly all of its time. Counted, not clocked, so that it ends at the same layer everywhere.</summary>
internal sealed class RowBudget
{
    private readonly int _rows;
    private int _left;

    /// <summary>A budget of so many.</summary>
    public RowBudget(int rows) => (_rows, _left) = (rows, rows);

    /// <summary>Takes one.</summary>
    /// <exception cref="LawFailure">None is left.</exception>
    public void Take()
    {
        if (Interlocked.Decrement(ref _left) < 0)
        {
            throw new LawFailure($"it takes the laws given more than {_rows} metrics");
        }
    }
}
