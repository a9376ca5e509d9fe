namespace Theory.Experiments.FiniteWidth;

/// <summary>What a shard finds, in blocks.</summary>
/// <param name="Trained">Trained networks less networks that keep their own tangent kernel, differences of order 1/n.</param>
/// <param name="Sampled">Networks that keep their own tangent kernel less those that have the kernel of infinite width, differences of order n^-1/2.</param>
/// <param name="Diverged">Trained networks whose loss did not stay finite; they are left out.</param>
internal sealed record SweepRecord(IReadOnlyList<SweepBlock> Trained, IReadOnlyList<SweepBlock> Sampled, int Diverged);
