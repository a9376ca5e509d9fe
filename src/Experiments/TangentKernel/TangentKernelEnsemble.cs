namespace Theory.Experiments.TangentKernel;

/// <summary>The networks of one setting at one width.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Width">The width of the hidden layers.</param>
/// <param name="Models">How many networks.</param>
internal sealed record TangentKernelEnsemble(TangentKernelSetting Setting, int Width, int Models);
