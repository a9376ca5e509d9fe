namespace Theory.Numerics.Recommendations;

/// <summary>One of the things that a good initialisation keeps, and whether this one does.</summary>
/// <param name="Name">What: kernel, gradients, correlation, basin, fluctuation, size, output.</param>
/// <param name="Value">Its value, from the flow through all layers; NaN where it does not exist.</param>
/// <param name="Bound">What it should not exceed.</param>
/// <param name="IsMet">Whether it does not.</param>
/// <param name="IsDecisive">False for what more width cures.</param>
/// <param name="Text">The same in a sentence.</param>
public sealed record Criterion(string Name, double Value, double Bound, bool IsMet, bool IsDecisive, string Text);
