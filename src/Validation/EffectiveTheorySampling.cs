using Theory.Networks;
using Theory.Numerics.Facade;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Validation;

/// <summary>Sampled networks for <see cref="EffectiveTheory"/>; only these load TorchSharp.</summary>
public static class EffectiveTheorySampling
{
    private static readonly NoProgress Silent = new();

    /// <summary>Draws an ensemble of networks and compares kernel, metric and four-point vertex of every layer with theory.</summary>
    /// <param name="theory">The theory of the activation.</param>
    /// <param name="law">The law of the networks, from <see cref="EffectiveTheory.Law"/>.</param>
    /// <param name="k1">The kernel K(1) of the first preactivations. Default 1.</param>
    /// <param name="models">How many networks, at least 2. Default 1000.</param>
    /// <param name="seed">The seed; the same seed gives the same networks. Default 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Estimates with standard errors, theory beside them, and a verdict.</returns>
    /// <remarks>Preactivations are drawn given the metric, exactly the law of networks whose weights are drawn; laws of weights that are not normal are drawn weight by weight.</remarks>
    /// <exception cref="UserInputException">A value is out of its domain, or the flow ends before the last layer.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EnsembleResult Sample(
        this EffectiveTheory theory, Network law, double k1 = 1, int models = 1000, ulong seed = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(theory);
        ArgumentNullException.ThrowIfNull(law);
        SamplingOptions options = new() { Network = law, Signal = Signal.Kernel(k1), LastActivation = theory.Activation, Models = models, Seed = seed };
        options.Validate();
        IEnsembleSampler sampler = law.IsNormal ? EnsembleSamplers.Conditional : EnsembleSamplers.Weights;
        sampler.Check(options);
        var prediction = EnsembleTheory.Of(options, theory.Evaluator(law).Uniform, cancellation);
        _ = prediction.Followed.ToTheLast();
        return EnsembleRun.Run(theory.Activation.Name, prediction, [(sampler, options)], _ => Silent, cancellation)[0];
    }

    private sealed class NoProgress : IProgress<double>
    {
        public void Report(double value)
        {
        }
    }
}
