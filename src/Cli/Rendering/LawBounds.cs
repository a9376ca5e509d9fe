namespace Theory.Cli.Rendering;

/// <summary>Bounds whose crossing has a probability.</summary>
/// <param name="Above">The metric exceeds these.</param>
/// <param name="Below">The metric falls below these.</param>
internal sealed record LawBounds(IReadOnlyList<double> Above, IReadOnlyList<double> Below);
