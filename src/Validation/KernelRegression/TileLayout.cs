namespace Theory.Validation.KernelRegression;

/// <summary>A symmetric matrix in square tiles, the last ones smaller.</summary>
/// <param name="Size">The number of rows.</param>
/// <param name="Tile">The rows of a tile.</param>
internal readonly record struct TileLayout(int Size, int Tile)
{
    /// <summary>The number of tiles in a row.</summary>
    public int Count => (Size + Tile - 1) / Tile;

    /// <summary>The first row of a tile.</summary>
    public int Start(int tile) => tile * Tile;

    /// <summary>The rows of a tile.</summary>
    public int Length(int tile) => Math.Min(Tile, Size - Start(tile));
}
