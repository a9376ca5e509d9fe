using Theory.Validation.Devices;

namespace Theory.Experiments;

/// <summary>What a user may choose for an experiment.</summary>
/// <param name="Preset">The size.</param>
/// <param name="Seed">The seed of networks and data.</param>
/// <param name="Device">Where to compute: the CPU or CUDA, not auto, so that the choice can be recorded.</param>
/// <param name="MemoryLimitBytes">Memory for the tensors of training.</param>
public sealed record ExperimentSettings(ExperimentPreset Preset, ulong Seed, TorchDevice Device, long MemoryLimitBytes)
{
    /// <summary>The optimizer of experiments that train: adam or sgd. Default adam.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>The learning rate of experiments that train. Default 0.001, the rate the paper states for Adam.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps of L-BFGS after the optimizer, in physics-informed experiments. Default by the preset.</summary>
    public int? LbfgsSteps { get; init; }

    /// <summary>Where the data set lies of experiments that learn one; null for the usual place.</summary>
    public string? DataSet { get; init; }

    /// <summary>One of three values by the preset.</summary>
    public T Choose<T>(T smoke, T reduced, T paper) => Preset switch
    {
        ExperimentPreset.Smoke => smoke,
        ExperimentPreset.Reduced => reduced,
        _ => paper,
    };
}
