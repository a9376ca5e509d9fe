using Theory.Validation.NativeLibraries;

namespace Theory.Validation.Sampling;

/// <summary>Draws ensembles of randomly initialised networks.</summary>
/// <remarks>
/// A network is a function of the seed and its index. On one machine's CPU it comes out the same to the last bit for every chunk size and
/// number of threads. On another kind of processor or device the random numbers are the same, but activations may differ by rounding.
/// </remarks>
public interface IEnsembleSampler
{
    /// <summary>The sampler's name on the command line.</summary>
    public string Name { get; }

    /// <summary>Checks options without drawing anything, so that what cannot be drawn is known before long work.</summary>
    /// <param name="options">What to draw.</param>
    /// <exception cref="UserInputException">An option is out of range, or one network does not fit in the memory limit.</exception>
    public void Check(SamplingOptions options);

    /// <summary>Draws an ensemble at one input and keeps the metric of every network.</summary>
    /// <param name="options">What to draw.</param>
    /// <param name="progress">Told the fraction that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the sampling early.</param>
    /// <exception cref="UserInputException">
    /// An option is out of range, there are several inputs, or one network does not fit in the memory limit.
    /// </exception>
    /// <exception cref="TorchUnavailableException">Torch cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public EnsembleSample Sample(
        SamplingOptions options,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Draws an ensemble at one or several inputs and shows every network to an observer, keeping none.</summary>
    /// <param name="options">What to draw.</param>
    /// <param name="observer">Who looks at the networks.</param>
    /// <param name="progress">Told the fraction that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the sampling early.</param>
    /// <exception cref="UserInputException">An option is out of range, or one network does not fit in the memory limit.</exception>
    /// <exception cref="TorchUnavailableException">Torch cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Observe(
        SamplingOptions options,
        IEnsembleObserver observer,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Draws one network of an ensemble again.</summary>
    /// <param name="options">The ensemble, at one input.</param>
    /// <param name="network">The network's index; the ensemble's own are those from FirstNetwork on.</param>
    /// <returns>Ghat(1) … Ghat(L).</returns>
    /// <exception cref="UserInputException">
    /// An option is out of range, there are several inputs, or one network does not fit in the memory limit.
    /// </exception>
    /// <exception cref="TorchUnavailableException">Torch cannot be loaded.</exception>
    public IReadOnlyList<double> SampleNetwork(SamplingOptions options, long network);

    /// <summary>Draws one network of an ensemble again and shows it to an observer.</summary>
    /// <param name="options">The ensemble.</param>
    /// <param name="network">The network's index; the ensemble's own are those from FirstNetwork on.</param>
    /// <param name="observer">Who looks at the network.</param>
    /// <exception cref="UserInputException">An option is out of range, or one network does not fit in the memory limit.</exception>
    /// <exception cref="TorchUnavailableException">Torch cannot be loaded.</exception>
    public void ObserveNetwork(SamplingOptions options, long network, IEnsembleObserver observer);
}
