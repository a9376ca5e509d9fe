namespace Theory.Experiments.TangentKernel;

/// <summary>Sums over the networks of one block.</summary>
/// <param name="Count">The number of networks.</param>
/// <param name="Output">Sums of f - m, with m the predicted mean: [checkpoint][test input].</param>
/// <param name="Square">Sums of (f - m)^2.</param>
/// <param name="Rest">Sums of r = f - c, with c what infinite width makes of the network's own outputs at initialisation.</param>
/// <param name="SquareRest">Sums of (f - m)^2 - (c - m)^2.</param>
internal sealed record TangentKernelBlock(
    int Count, IReadOnlyList<double[]> Output, IReadOnlyList<double[]> Square, IReadOnlyList<double[]> Rest, IReadOnlyList<double[]> SquareRest);
