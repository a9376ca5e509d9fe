using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Sampling;
using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>The Cholesky factor L of K + noise by tiles, of which only the lower ones exist: half the memory of the matrix.</summary>
/// <remarks>
/// Left-looking: a tile of K is made when its place in L is reached, so that K itself is never stored, and every tile is written once. What is done is matrix
/// products, small factorisations and triangular solutions of torch's own linear algebra, within a tile on one thread: threads divide tiles, so that the bits of
/// the factor depend neither on how many there are nor on which process makes which tile.
/// </remarks>
internal sealed class TiledCholesky
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly ITileStore _tiles;
    private readonly TileLayout _layout;
    private readonly TorchPrecision _precision;
    private readonly Device _device;

    private TiledCholesky(ITileStore tiles, TileLayout layout, TorchPrecision precision, Device device) =>
        (_tiles, _layout, _precision, _device) = (tiles, layout, precision, device);

    /// <summary>Factors; null if the matrix is not positive definite in this precision.</summary>
    /// <param name="kernel">Where K comes from.</param>
    /// <param name="noise">What is added to the diagonal.</param>
    /// <param name="tiles">Where L goes; tiles that are there already are kept.</param>
    /// <param name="layout">The tiles of the first inputs of the kernel.</param>
    /// <param name="precision">Of L.</param>
    /// <param name="part">Which rows of tiles to make; the others are made by other processes in the same folder.</param>
    /// <param name="progress">Told the fraction that is done.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static TiledCholesky? TryFactor(
        KernelSource kernel, double noise, ITileStore tiles, TileLayout layout, TorchPrecision precision, FactorPart part, IProgress<double> progress, CancellationToken cancellation)
    {
        // In products of tiles: a tile of column j costs j of them, and about one for its own.
        double all = Enumerable.Range(0, layout.Count).Sum(j => (double)(layout.Count - j) * (j + 1));
        double done = 0;
        bool failed = false;
        using IEnumerator<(int Row, int Column)> order = Order(layout).GetEnumerator();
        Lock turn = new();
        TorchThreads.Run(Math.Min(kernel.Workers, layout.Count), () =>
        {
            while (Next() is (int i, int j) && !Volatile.Read(ref failed))
            {
                cancellation.ThrowIfCancellationRequested();
                if (part.Has(i) && !tiles.Has(i, j) && !(Await(tiles, i, j, cancellation) && Factor(kernel, noise, tiles, layout, precision, i, j)))
                {
                    Volatile.Write(ref failed, true);
                    tiles.Fail();
                    return;
                }

                Finished(j + 1);
            }
        });
        return failed ? null : new TiledCholesky(tiles, layout, precision, kernel.Device);

        (int Row, int Column)? Next()
        {
            lock (turn)
            {
                return order.MoveNext() ? order.Current : null;
            }
        }

        void Finished(double cost)
        {
            lock (turn)
            {
                done += cost;
                progress.Report(done / all);
            }
        }
    }

    // Column by column: what a tile is made of comes before it, so that no two workers or processes wait for one another.
    private static IEnumerable<(int Row, int Column)> Order(TileLayout layout) =>
        Enumerable.Range(0, layout.Count).SelectMany(j => Enumerable.Range(j, layout.Count - j).Select(i => (i, j)));

    // The tiles that this one is made of.
    private static bool Await(ITileStore tiles, int i, int j, CancellationToken cancellation)
    {
        for (int k = 0; k <= j; k++)
        {
            foreach (int row in k == j && i == j ? [] : k == j ? (int[])[j] : [i, j])
            {
                // Another thread has it in a moment, another process in a while.
                for (TimeSpan pause = ShortestPause; !tiles.Has(row, k); pause = pause < LongestPause ? 2 * pause : LongestPause)
                {
                    if (tiles.HasFailed || cancellation.WaitHandle.WaitOne(pause))
                    {
                        cancellation.ThrowIfCancellationRequested();
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private static bool Factor(KernelSource kernel, double noise, ITileStore tiles, TileLayout layout, TorchPrecision precision, int i, int j)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor block = kernel.Block(layout.Start(i), layout.Length(i), layout.Start(j), layout.Length(j));
        if (i == j)
        {
            NoiseOnDiagonal(block, noise);
        }

        Tensor tile = block.to(precision.ScalarType);
        for (int k = 0; k < j; k++)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            tile.addmm_(Read(i, k), Read(j, k).t(), 1, -1);
        }

        if (i == j)
        {
            (Tensor factor, Tensor info) = linalg.cholesky_ex(tile, check_errors: false);
            if (info.cpu().data<int>()[0] != 0)
            {
                return false;
            }

            tiles.Write(i, j, factor.contiguous());
        }
        else
        {
            tiles.Write(i, j, linalg.solve_triangular(Read(j, j), tile.t().contiguous(), upper: false).t().contiguous());
        }

        // Tiles that stay, between temporary ones that go: without this the heap grew to twice what lives in it.
        NativeHeap.ReturnFreedMemory();
        return true;

        Tensor Read(int row, int column) => tiles.Read(row, column).to(kernel.Device);
    }

    private static void NoiseOnDiagonal(Tensor block, double noise)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        block.diagonal().PlusInPlace(noise);
    }

    /// <summary>ln det(K + noise).</summary>
    public double LogDeterminant()
    {
        double sum = 0;
        for (int i = 0; i < _layout.Count; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            sum += 2 * Read(i, i).diagonal().to(float64).log().sum().cpu().data<double>()[0];
        }

        return sum;
    }

    /// <summary>(K + noise)^-1 b, in the scope of the caller.</summary>
    /// <param name="right">b in double precision, a column for each system.</param>
    public Tensor Solve(Tensor right)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] x = Forward(right.to(_precision.ScalarType));
        for (int i = _layout.Count - 1; i >= 0; i--)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            Tensor rest = x[i].clone();
            for (int k = i + 1; k < _layout.Count; k++)
            {
                rest.addmm_(Read(k, i).t(), x[k], 1, -1);
            }

            x[i] = linalg.solve_triangular(Read(i, i).t(), rest, upper: true).MoveToOuterDisposeScope();
        }

        return torch.cat(x, 0).to(float64).MoveToOuterDisposeScope();
    }

    /// <summary>L^-1 b, in the scope of the caller.</summary>
    public Tensor SolveLower(Tensor right)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.cat(Forward(right.to(_precision.ScalarType)), 0).to(float64).MoveToOuterDisposeScope();
    }

    // In files tiles lie on the CPU.
    private Tensor Read(int row, int column) => _tiles.Read(row, column).to(_device);

    private Tensor[] Forward(Tensor right)
    {
        Tensor[] x = new Tensor[_layout.Count];
        for (int i = 0; i < x.Length; i++)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            Tensor rest = right.narrow(0, _layout.Start(i), _layout.Length(i)).clone();
            for (int k = 0; k < i; k++)
            {
                rest.addmm_(Read(i, k), x[k], 1, -1);
            }

            x[i] = linalg.solve_triangular(Read(i, i), rest, upper: false).MoveToOuterDisposeScope();
        }

        return x;
    }
}
