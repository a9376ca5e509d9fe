namespace Theory.Numerics.WeightFiles;

/// <summary>The input.</summary>
public sealed record InputNode : StoredNode;
