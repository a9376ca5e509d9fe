using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>Tiles in memory.</summary>
internal sealed class MemoryTiles : ITileStore
{
    private readonly ConcurrentDictionary<(int, int), Tensor> _tiles = [];

    /// <inheritdoc/>
    public bool Has(int row, int column) => _tiles.ContainsKey((row, column));

    /// <inheritdoc/>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    public void Fail() => HasFailed = true;

    /// <inheritdoc/>
    public Tensor Read(int row, int column) => _tiles[(row, column)];

    /// <inheritdoc/>
    public void Write(int row, int column, Tensor tile) => _tiles[(row, column)] = tile.DetachFromDisposeScope();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tile in _tiles.Values)
        {
            tile.Dispose();
        }

        _tiles.Clear();
    }
}
