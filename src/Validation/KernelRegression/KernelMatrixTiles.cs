using System.Globalization;
using System.Text;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>A kernel matrix of many inputs in a folder: its lower tiles, made in any order by any number of threads and processes, and then the whole matrix as a file.</summary>
/// <remarks>Nothing but a few tiles is in memory at a time. A tile has the same bits whoever makes it.</remarks>
public sealed class KernelMatrixTiles : IDisposable
{
    private readonly TileLayout _layout;
    private readonly TorchPrecision _precision;
    private readonly FileTiles _tiles;

    /// <summary>Opens a folder, or makes it; tiles that are there already are kept.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="size">The number of inputs.</param>
    /// <param name="tile">The rows of a tile; null for an eighth of the inputs, from 256 to 2048.</param>
    /// <param name="precision">Of the numbers in the files; they are computed in double precision.</param>
    /// <param name="identity">What determines the matrix, in a text: tiles of another are refused.</param>
    /// <exception cref="UserInputException">It holds tiles of another matrix, or cannot be written to.</exception>
    public KernelMatrixTiles(string folder, int size, int? tile, TorchPrecision precision, string identity)
    {
        ArgumentNullException.ThrowIfNull(precision);
        _layout = new RegressionOptions { Tile = tile }.Layout(size);
        _precision = precision;
        _tiles = new FileTiles(folder, _layout, precision, identity);
    }

    /// <summary>Makes the tiles of a part that are not there yet.</summary>
    /// <param name="kernel">Where they come from.</param>
    /// <param name="part">Which ones, in turn.</param>
    /// <param name="progress">Told the fraction that is done.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public void Make(KernelSource kernel, FactorPart part, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(progress);
        TorchRuntime.EnsureLoaded();
        (int Row, int Column)[] own = [.. Lower().Where((_, index) => part.Has(index))];
        int next = -1;
        int done = 0;
        TorchThreads.Run(Math.Clamp(own.Length, 1, kernel.Workers), () =>
        {
            while (Interlocked.Increment(ref next) is int index && index < own.Length)
            {
                cancellation.ThrowIfCancellationRequested();
                (int i, int j) = own[index];
                if (!_tiles.Has(i, j))
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    _tiles.Write(i, j, kernel.Block(_layout.Start(i), _layout.Length(i), _layout.Start(j), _layout.Length(j)).to(_precision.ScalarType));
                }

                progress.Report((double)Interlocked.Increment(ref done) / own.Length);
            }
        });
    }

    /// <summary>Writes the whole matrix as a file of NumPy, row by row of tiles; all tiles must be there.</summary>
    /// <param name="path">The file, which appears complete or not at all.</param>
    public void Save(string path)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Header());
                for (int i = 0; i < _layout.Count; i++)
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    Tensor[] row = [.. Enumerable.Range(0, _layout.Count).Select(j => j <= i ? _tiles.Read(i, j) : _tiles.Read(j, i).t())];
                    for (int r = 0; r < _layout.Length(i); r++)
                    {
                        using DisposeScope inner = torch.NewDisposeScope();
                        stream.Write(torch.cat([.. row.Select(t => t.select(0, r))]).bytes);
                    }
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Leaves the folder as it is.</summary>
    public void Dispose() => _tiles.Dispose();

    private IEnumerable<(int Row, int Column)> Lower() => Enumerable.Range(0, _layout.Count).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => (i, j)));

    // Version 1.0 of the format: numbers begin at a multiple of 64 bytes.
    private byte[] Header()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f{_precision.Bytes}', 'fortran_order': False, 'shape': ({_layout.Size}, {_layout.Size}), }}");
        const int prefix = 10;
        string padded = text.PadRight((((prefix + text.Length + 1 + 63) / 64) * 64) - prefix - 1) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)padded.Length, 0, .. Encoding.ASCII.GetBytes(padded)];
    }
}
