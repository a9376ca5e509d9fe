using System.Text.Json.Nodes;

namespace Theory.Validation.Runs;

/// <summary>A long computation in parts, shards, that are computed one after another, in any order, or on several machines.</summary>
public interface IShardedWork
{
    /// <summary>The name of the computation.</summary>
    public string Name { get; }

    /// <summary>Everything that the result depends on, seed included.</summary>
    public JsonObject Parameters { get; }

    /// <summary>The number of shards, at least 1.</summary>
    public int ShardCount { get; }

    /// <summary>Computes one shard. The result must depend on the parameters and the index only.</summary>
    /// <param name="shard">From 0.</param>
    /// <param name="progress">Told the fraction of the shard that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Finite numbers, texts and nulls.</returns>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken);

    /// <summary>How much of the whole work a shard is, in any unit. All alike unless said otherwise.</summary>
    public double Effort(int shard) => 1;

    /// <summary>
    /// An estimate of the memory that a shard takes for tensors, for works of which several shards can be computed at a time, each by one thread; null, the
    /// default, for shards that divide themselves over the processors.
    /// </summary>
    public long? ShardBytes => null;
}
