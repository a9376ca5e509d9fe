namespace Theory.Validation.Training;

/// <summary>How parameters follow their gradients. Every parameter moves by itself, so that each network of a stack is optimised alone.</summary>
public abstract record OptimizerOptions
{
    private protected OptimizerOptions(double learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate; positive.</summary>
    public double LearningRate { get; }

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Tensors of the size of a parameter that are kept for it.</summary>
    internal abstract int StatePerParameter { get; }

    /// <summary>Reads an optimizer's name, in any case.</summary>
    /// <exception cref="UserInputException">The name is not known or the learning rate is not positive.</exception>
    public static OptimizerOptions Parse(string name, double learningRate)
    {
        if (!(learningRate > 0 && double.IsFinite(learningRate)))
        {
            throw new UserInputException(FormattableString.Invariant($"the learning rate is {learningRate}; it must be positive and finite"));
        }

        return name.Trim().ToLowerInvariant() switch
        {
            "adam" => new AdamOptions(learningRate),
            "sgd" => new SgdOptions(learningRate),
            _ => throw new UserInputException($"optimizer '{name}' is not known; use adam or sgd"),
        };
    }

    /// <summary>Starts an optimizer for the parameters of a stack.</summary>
    internal abstract IOptimizer Start(StackedNetworks networks);
}
