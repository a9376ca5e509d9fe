using System.Text.Json.Nodes;
using Theory.Validation.Random;
using Theory.Validation.Runs;

namespace Theory.Validation.Tests.Runs;

/// <summary>Shards of random numbers, as costly as the test wants.</summary>
internal sealed class CountingWork(int shards, int seed = 1) : IShardedWork
{
    /// <summary>The shards computed so far.</summary>
    public List<int> Computed { get; } = [];

    /// <summary>Called before each shard.</summary>
    public Action<int>? Before { get; set; }

    public string Name => "counting";

    public JsonObject Parameters => new() { ["seed"] = seed };

    public int ShardCount => shards;

    public long? ShardBytes { get; init; }

    public RunManifest Manifest => RunManifest.Of(this, "cpu", []);

    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        Before?.Invoke(shard);
        cancellationToken.ThrowIfCancellationRequested();
        double[] numbers = new double[20];
        new NetworkRandom((ulong)seed, shard).FillNormal(numbers);
        lock (Computed)
        {
            Computed.Add(shard);
        }

        progress.Report(1);
        return new JsonObject { ["numbers"] = new JsonArray([.. numbers.Select(x => (JsonNode)Math.Exp(20 * x))]) };
    }
}
