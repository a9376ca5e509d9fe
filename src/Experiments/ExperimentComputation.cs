using System.Text.Json.Nodes;
using Theory.Validation.Runs;

namespace Theory.Experiments;

/// <summary>An experiment of a given size: what is to be computed, and what is made of the results.</summary>
/// <param name="Work">The computation.</param>
/// <param name="Report">Tables, figures and verdict from all its shards, in order.</param>
public sealed record ExperimentComputation(IShardedWork Work, Func<IReadOnlyList<JsonObject>, ExperimentReport> Report);
