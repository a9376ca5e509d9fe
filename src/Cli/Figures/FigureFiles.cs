namespace Theory.Cli.Figures;

/// <summary>Where a saved figure lies.</summary>
/// <param name="Png">Path of the bitmap.</param>
/// <param name="Svg">Path of the vector graphic.</param>
internal sealed record FigureFiles(string Png, string Svg);
