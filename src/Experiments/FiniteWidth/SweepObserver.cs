using Theory.Validation.Sampling;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Sums over networks that are sampled at the start, with their tangent kernels, but not trained.</summary>
internal sealed class SweepObserver(SweepTheory theory, int blocks) : IEnsembleObserver
{
    private readonly SweepBlockSums[] _blocks = [.. Enumerable.Range(0, blocks).Select(_ => new SweepBlockSums())];

    /// <summary>The sums of each block.</summary>
    public IReadOnlyList<SweepBlock> Blocks => [.. _blocks.Select(b => b.ToBlock())];

    // One thread only: the order of the sums is then fixed.
    public IEnsembleObserver Fork() => this;

    public void Merge(IEnsembleObserver other) => throw new NotSupportedException("sums of one thread are not merged");

    public void Observe(LayerObservation observation)
    {
        ReadOnlySpan<double> kernel = observation.TangentKernel;
        if (kernel.IsEmpty)
        {
            return;
        }

        (double z1, double z2) = (observation.Outputs[0], observation.Outputs[1]);
        _blocks[observation.Network % blocks].Add(
            theory, theory.WithItsOwnKernel(z1, z2, kernel[0], kernel[2]), theory.WithInfiniteWidth(z1, z2),
            theory.ExcessVariance(observation.Metric(0, 0), observation.Metric(1, 0), observation.Metric(1, 1)));
    }
}
