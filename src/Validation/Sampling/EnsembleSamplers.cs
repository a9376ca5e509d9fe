namespace Theory.Validation.Sampling;

/// <summary>The ways to draw an ensemble.</summary>
public static class EnsembleSamplers
{
    /// <summary>Draws every weight and bias: O(n^2) per layer. The definition itself.</summary>
    public static IEnsembleSampler Weights { get; } = new EnsembleSampler("weights", new WeightsLaw());

    /// <summary>Draws preactivations given the metric, with exactly the same law: O(n) per layer.</summary>
    public static IEnsembleSampler Conditional { get; } = new EnsembleSampler("conditional", new ConditionalLaw());

    /// <summary>Reads a sampler's name, in any case.</summary>
    /// <exception cref="UserInputException">It is not one of the two names.</exception>
    public static IEnsembleSampler Parse(string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "weights" => Weights,
            "conditional" => Conditional,
            _ => throw new UserInputException($"sampler '{text}' is not known; use weights or conditional"),
        };
}
