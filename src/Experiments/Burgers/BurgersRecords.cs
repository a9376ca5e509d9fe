namespace Theory.Experiments.Burgers;

/// <summary>The result of a shard.</summary>
/// <param name="Setting">The ensemble's position.</param>
/// <param name="Networks">Its networks.</param>
internal sealed record BurgersRecords(int Setting, IReadOnlyList<BurgersRecord> Networks);
