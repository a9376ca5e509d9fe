using Theory.Validation.Devices;
using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>The Cholesky factor L of K + noise by tiles, of which only the lower ones exist: half the memory of the matrix.</summary>
/// <remarks>
/// Left-looking: a tile of K is made when its place in L is reached, so that K itself is never stored, and every tile is written once. What is done is matrix
/// products, small factorisations and triangular solutions of torch's own linear algebra.
/// </remarks>
internal sealed class TiledCholesky
{
    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(200);

    private readonly ITileStore _tiles;
    private readonly TileLayout _layout;
    private readonly TorchPrecision _precision;

    private TiledCholesky(ITileStore tiles, TileLayout layout, TorchPrecision precision) => (_tiles, _layout, _precision) = (tiles, layout, precision);

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
        for (int j = 0; j < layout.Count; j++)
        {
            for (int i = j; i < layout.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (part.Has(i) && !tiles.Has(i, j) && !(Await(tiles, i, j, cancellation) && Factor(kernel, noise, tiles, layout, precision, i, j)))
                {
                    tiles.Fail();
                    return null;
                }

                done += j + 1;
                progress.Report(done / all);
            }
        }

        return new TiledCholesky(tiles, layout, precision);
    }

    // The tiles that this one is made of. Rows are made column by column, so that no two processes wait for one another.
    private static bool Await(ITileStore tiles, int i, int j, CancellationToken cancellation)
    {
        for (int k = 0; k <= j; k++)
        {
            foreach (int row in k == j && i == j ? [] : k == j ? (int[])[j] : [i, j])
            {
                while (!tiles.Has(row, k))
                {
                    if (tiles.HasFailed || cancellation.WaitHandle.WaitOne(PollingInterval))
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
            tile.addmm_(tiles.Read(i, k), tiles.Read(j, k).t(), 1, -1);
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
            tiles.Write(i, j, linalg.solve_triangular(tiles.Read(j, j), tile.t().contiguous(), upper: false).t().contiguous());
        }

        return true;
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
            sum += 2 * _tiles.Read(i, i).diagonal().to(float64).log().sum().cpu().data<double>()[0];
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
                rest.addmm_(_tiles.Read(k, i).t(), x[k], 1, -1);
            }

            x[i] = linalg.solve_triangular(_tiles.Read(i, i).t(), rest, upper: true).MoveToOuterDisposeScope();
        }

        return torch.cat(x, 0).to(float64).MoveToOuterDisposeScope();
    }

    /// <summary>L^-1 b, in the scope of the caller.</summary>
    public Tensor SolveLower(Tensor right)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.cat(Forward(right.to(_precision.ScalarType)), 0).to(float64).MoveToOuterDisposeScope();
    }

    private Tensor[] Forward(Tensor right)
    {
        Tensor[] x = new Tensor[_layout.Count];
        for (int i = 0; i < x.Length; i++)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            Tensor rest = right.narrow(0, _layout.Start(i), _layout.Length(i)).clone();
            for (int k = 0; k < i; k++)
            {
                rest.addmm_(_tiles.Read(i, k), x[k], 1, -1);
            }

            x[i] = linalg.solve_triangular(_tiles.Read(i, i), rest, upper: false).MoveToOuterDisposeScope();
        }

        return x;
    }
}
