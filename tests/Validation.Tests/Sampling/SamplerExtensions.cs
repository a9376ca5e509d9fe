using Theory.Validation.Sampling;

namespace Theory.Validation.Tests.Sampling;

internal static class SamplerExtensions
{
    /// <summary>Draws an ensemble, and stops when the test run is cancelled.</summary>
    public static EnsembleSample Draw(this IEnsembleSampler sampler, SamplingOptions options, TensorActivation activation) =>
        sampler.Sample(options, activation, cancellationToken: TestContext.Current.CancellationToken);
}
