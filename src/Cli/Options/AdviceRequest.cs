using Theory.Activations;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Options;

/// <summary>What advice is asked for.</summary>
/// <param name="Options">The networks and what they shall keep.</param>
/// <param name="InputWidth">n_0, the fan-in of the first layer.</param>
/// <param name="OutputWidth">The number of outputs.</param>
/// <param name="Inputs">The inputs in words.</param>
internal sealed record AdviceRequest(RecommendationOptions Options, int InputWidth, int OutputWidth, string Inputs)
{
    /// <summary>The point about which the activation is started; null for 0.</summary>
    public OperatingPoint? Point { get; init; }

    /// <summary>The activation that code applies.</summary>
    public Activation Applied(Activation s) => Point?.Original ?? s;

    /// <summary>The fan-in of a layer, l = 1 … L.</summary>
    public int FanIn(int layer) => layer == 1 ? InputWidth : Options.Width;

    /// <summary>The number of neurons of a layer, l = 1 … L.</summary>
    public int FanOut(int layer) => layer == Options.Depth ? OutputWidth : Options.Width;

    /// <summary>The standard deviation of a weight.</summary>
    public double WeightDeviation(RecommendedLayer layer) => Math.Sqrt(layer.Cw / FanIn(layer.Layer));
}
