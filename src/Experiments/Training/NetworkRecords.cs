namespace Theory.Experiments.Training;

/// <summary>The networks of one shard.</summary>
/// <param name="Setting">The position of their setting.</param>
/// <param name="Networks">The networks in the order of their indices.</param>
internal sealed record NetworkRecords(int Setting, IReadOnlyList<NetworkRecord> Networks);
