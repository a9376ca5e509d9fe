namespace Theory.Validation.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Shard">Position of the shard being computed, from 1.</param>
/// <param name="Shards">Shards of the run or part.</param>
/// <param name="Fraction">Of the whole effort, from 0 to 1.</param>
/// <param name="Remaining">The time left, judged by the time taken since the start; null before a hundredth is done.</param>
public sealed record RunProgress(int Shard, int Shards, double Fraction, TimeSpan? Remaining);
