namespace Theory.Cli.Figures.Drawing;

/// <summary>What is told of a point of a drawn figure.</summary>
/// <param name="X">Where it is, from the left.</param>
/// <param name="Y">Where it is, from above.</param>
/// <param name="Text">What is told.</param>
internal sealed record PointLabel(float X, float Y, string Text);
