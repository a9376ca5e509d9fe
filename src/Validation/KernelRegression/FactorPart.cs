namespace Theory.Validation.KernelRegression;

/// <summary>Which rows of tiles of a factor one process makes, of several that share a folder.</summary>
/// <param name="Index">Which process, from 0.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct FactorPart(int Index, int Count)
{
    /// <summary>All of it.</summary>
    public static FactorPart Whole { get; } = new(0, 1);

    /// <summary>Whether a row is made here. Rows in turn: later ones have more tiles.</summary>
    internal bool Has(int row) => row % Count == Index;
}
