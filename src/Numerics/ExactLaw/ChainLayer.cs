namespace Theory.Numerics.ExactLaw;

/// <summary>The law of one layer at one setting of the accuracy.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Law">The law of ln G.</param>
/// <param name="Cumulants">The mean and the next three cumulants of G; null where part of the law of the layer before is beyond double precision.</param>
internal sealed record ChainLayer(int Layer, GridLaw Law, double[]? Cumulants)
{
    /// <summary>C_b, below which no G is.</summary>
    public double Bias { get; init; }

    /// <summary>Computes the law of ln(G - C_b), which resolves G next to C_b: few neurons of small activations are next to nothing beside biases. Null without biases.</summary>
    public required Func<LogLaw?> Excess { get; init; }

    /// <summary>Computes the law of ln G with its atoms apart; null where it has none, or they cannot be told.</summary>
    public required Func<AtomicLaw?> WithAtoms { get; init; }

    /// <summary>Computes the law of ln(G - C_b) from the branches of s; null unless the layer before has one neuron, all of whose metrics are within double precision.</summary>
    public required Func<SingleNeuronLaw?> AfterOneNeuron { get; init; }

    /// <summary>Computes the law of ln(G - C_b) from the numbers of neurons at each value of s^2; null unless that is a step function, and all metrics of the layer before are within double precision.</summary>
    public required Func<StepLaw?> Steps { get; init; }
}
