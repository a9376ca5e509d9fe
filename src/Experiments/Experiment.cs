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

    /// <summary>Whether it learns a data set, which a user can name. Default false.</summary>
    public virtual bool HasDataSet => false;

    /// <summary>Whose statements are judged.</summary>
    public virtual string Source => "the paper";

    /// <summary>The experiment of a given size.</summary>
    public abstract ExperimentComputation Of(ExperimentSettings settings);
}
