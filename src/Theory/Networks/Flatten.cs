namespace Theory.Networks;

/// <summary>The channels of all positions become the neurons of one layer.</summary>
public sealed record Flatten : Layer;
