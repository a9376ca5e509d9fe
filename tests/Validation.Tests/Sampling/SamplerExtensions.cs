using Theory.Validation.Activations;
using Theory.Validation.Sampling;

namespace Theory.Validation.Tests.Sampling;

internal static class SamplerExtensions
{
    /// <summary>Draws an ensemble, and stops when the test run is cancelled.</summary>
    public static EnsembleSample Draw(this IEnsembleSampler sampler, PlainSampling plain, TensorActivation? tensors = null) =>
        sampler.Sample(plain with { Tensors = tensors ?? plain.Tensors }, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Shows an ensemble to an observer, and stops when the test run is cancelled.</summary>
    public static T Show<T>(this IEnsembleSampler sampler, SamplingOptions options, T observer)
        where T : IEnsembleObserver
    {
        sampler.Observe(options, observer, cancellationToken: TestContext.Current.CancellationToken);
        return observer;
    }
}
