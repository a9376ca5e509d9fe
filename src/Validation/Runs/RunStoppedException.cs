namespace Theory.Validation.Runs;

/// <summary>A run was stopped before its end.</summary>
public sealed class RunStoppedException : OperationCanceledException
{
    /// <summary>Says what has been saved.</summary>
    /// <param name="saved">Shards on the disk; null when the run keeps none.</param>
    /// <param name="total">All shards of the run or part.</param>
    /// <param name="folder">Where they are.</param>
    public RunStoppedException(int? saved, int total, string? folder)
        : base(saved is null
            ? "stopped; nothing was written, because no folder is named with --out"
            : $"stopped; {saved} of {total} shards are saved in '{folder}': continue with --resume")
    {
    }
}
