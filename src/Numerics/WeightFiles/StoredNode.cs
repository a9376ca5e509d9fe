namespace Theory.Numerics.WeightFiles;

/// <summary>What one node of a stored network does.</summary>
public abstract record StoredNode;
