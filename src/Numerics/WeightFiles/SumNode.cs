namespace Theory.Numerics.WeightFiles;

/// <summary>alpha x + beta y of two nodes: a skip and its branch.</summary>
/// <param name="First">x.</param>
/// <param name="Second">y.</param>
/// <param name="Alpha">The factor of x.</param>
/// <param name="Beta">The factor of y.</param>
public sealed record SumNode(int First, int Second, double Alpha, double Beta) : StoredNode;
