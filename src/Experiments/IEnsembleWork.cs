using System.Text.Json.Nodes;
using Theory.Validation.Runs;

namespace Theory.Experiments;

/// <summary>A long computation that ends in an outcome for each of its ensembles.</summary>
/// <typeparam name="TOutcome">What is found about an ensemble.</typeparam>
internal interface IEnsembleWork<out TOutcome> : IShardedWork
{
    /// <summary>The outcome of every ensemble from the results of all shards, in order.</summary>
    public IReadOnlyList<TOutcome> Outcomes(IReadOnlyList<JsonObject> shards);
}
