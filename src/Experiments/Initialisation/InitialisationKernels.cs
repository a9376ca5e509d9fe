namespace Theory.Experiments.Initialisation;

/// <summary>Kernels at initialisation, layer by layer.</summary>
/// <param name="Setting">The ensemble.</param>
/// <param name="OverParameters">At a fixed input, over networks.</param>
/// <param name="OverData">For one network, over inputs.</param>
/// <param name="InfiniteWidth">ln K at the fixed input and infinite width; NaN beyond double precision.</param>
internal sealed record InitialisationKernels(
    InitialisationSetting Setting,
    IReadOnlyList<KernelSpread> OverParameters,
    IReadOnlyList<KernelSpread> OverData,
    IReadOnlyList<double> InfiniteWidth);
