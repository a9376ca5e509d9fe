using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>Where the tiles of a triangular factor lie.</summary>
internal interface ITileStore : IDisposable
{
    /// <summary>Whether a tile is there already, from an earlier run.</summary>
    public bool Has(int row, int column);

    /// <summary>Whether some process found that there is no factor.</summary>
    public bool HasFailed { get; }

    /// <summary>Tells the others that there is no factor.</summary>
    public void Fail();

    /// <summary>A tile, in the scope of the caller or held by the store.</summary>
    public Tensor Read(int row, int column);

    /// <summary>Keeps a tile.</summary>
    public void Write(int row, int column, Tensor tile);
}
