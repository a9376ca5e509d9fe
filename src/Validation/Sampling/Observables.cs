namespace Theory.Validation.Sampling;

/// <summary>What is measured of each network at each layer beside the metric.</summary>
[Flags]
public enum Observables
{
    /// <summary>The stochastic metric only, without which nothing goes on.</summary>
    Metric = 0,

    /// <summary>The means of z^2, z^4, z^6 over the neurons of a layer.</summary>
    NeuronMoments = 1,

    /// <summary>C_W times the means of s'_a s'_b and of z s s' over the neurons; needs the derivative of the activation.</summary>
    Derivatives = 2,

    /// <summary>The tangent kernel of the first neuron of the last layer; needs the derivative.</summary>
    TangentKernel = 4,
}
