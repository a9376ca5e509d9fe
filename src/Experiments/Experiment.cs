using System.Text.Json.Nodes;
using Theory.Validation.Runs;

namespace Theory.Experiments;

/// <summary>An experiment of the paper: what is computed, and what is made of it.</summary>
public abstract class Experiment
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it is about, in one line.</summary>
    public abstract string Title { get; }

    /// <summary>Whether its networks can be trained with L-BFGS at the end. Default false.</summary>
    public virtual bool HasLbfgs => false;

    /// <summary>Whose statements are judged.</summary>
    public virtual string Source => "the paper";

    /// <summary>The computation of a given size.</summary>
    public abstract IShardedWork Work(ExperimentSettings settings);

    /// <summary>Tables, figures and verdict from all shards of that computation.</summary>
    public abstract ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards);
}
