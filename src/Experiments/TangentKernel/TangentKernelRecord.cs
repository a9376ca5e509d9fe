namespace Theory.Experiments.TangentKernel;

/// <summary>What a shard finds.</summary>
/// <param name="Blocks">Its blocks.</param>
/// <param name="Loss">The mean over networks of the mean squared training error, at each checkpoint.</param>
/// <param name="Diverged">Networks whose loss did not stay finite; they are left out.</param>
internal sealed record TangentKernelRecord(IReadOnlyList<TangentKernelBlock> Blocks, IReadOnlyList<double> Loss, int Diverged);
