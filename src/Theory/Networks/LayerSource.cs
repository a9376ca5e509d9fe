namespace Theory.Networks;

/// <summary>A place in the text of a network.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Position">Where the layer starts, from 0.</param>
internal sealed record LayerSource(string Text, int Position);
