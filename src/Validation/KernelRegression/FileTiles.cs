using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Theory.Validation.Devices;
using Theory.Validation.Storage;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>Tiles in files of a folder, each of which appears complete or not at all, so that an interrupted factorisation goes on where it ended.</summary>
/// <remarks>What the system caches of the files is its own choice: a factor that is somewhat larger than the memory still works.</remarks>
internal sealed class FileTiles : ITileStore
{
    private const string IdentityName = "factor.txt";
    private const string FailureName = "failed.txt";

    private readonly string _folder;
    private readonly TileLayout _layout;
    private readonly TorchPrecision _precision;

    /// <summary>Opens a folder, or makes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="layout">The sizes of the tiles.</param>
    /// <param name="precision">Of the numbers.</param>
    /// <param name="identity">What determines the matrix: tiles of another are not taken.</param>
    /// <exception cref="UserInputException">It holds the factor of another matrix, or cannot be written to.</exception>
    public FileTiles(string folder, TileLayout layout, TorchPrecision precision, string identity)
    {
        (_folder, _layout, _precision) = (folder, layout, precision);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{identity}|{layout.Size}|{layout.Tile}|{precision.Name}"))));
        try
        {
            Directory.CreateDirectory(folder);
            string path = Path.Combine(folder, IdentityName);
            if (!File.Exists(path))
            {
                // Several processes may do so at once, all of them the same.
                DurableFile.Write(path, Encoding.UTF8.GetBytes(hash));
            }
            else if (File.ReadAllText(path) != hash)
            {
                throw new UserInputException($"the folder '{folder}' holds a part of another matrix; name another one with --scratch, or empty it");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"the folder '{folder}' cannot be written to; name another one with --scratch");
        }
    }

    /// <inheritdoc/>
    public bool Has(int row, int column) => new FileInfo(Name(row, column)) is { Exists: true } file && file.Length == Bytes(row, column);

    /// <inheritdoc/>
    public bool HasFailed => File.Exists(Path.Combine(_folder, FailureName));

    /// <inheritdoc/>
    public void Fail() => File.WriteAllText(Path.Combine(_folder, FailureName), "the matrix is not positive definite\n");

    /// <inheritdoc/>
    public Tensor Read(int row, int column)
    {
        Tensor tile = empty(_layout.Length(row), _layout.Length(column), dtype: _precision.ScalarType);
        using FileStream stream = new(Name(row, column), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        stream.ReadExactly(tile.bytes);
        return tile;
    }

    /// <inheritdoc/>
    public void Write(int row, int column, Tensor tile)
    {
        // Of a tile that the disk did not get in time the length is wrong, and it is made again.
        DurableFile.Write(
            Name(row, column), tile.contiguous().cpu().bytes, part => new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0), waitsForDisk: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private long Bytes(int row, int column) => (long)_layout.Length(row) * _layout.Length(column) * _precision.Bytes;

    private string Name(int row, int column) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"tile-{row}-{column}.bin"));
}
