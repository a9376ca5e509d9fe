using System.Globalization;
using System.Runtime.InteropServices;
using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>Regression with a kernel of many inputs: posterior means, variances and samples, and the marginal likelihood (Lee et al. 2018).</summary>
public sealed class KernelRegressor : IDisposable
{
    private const double SmallestNoise = 1e-10;
    private const double LargestNoise = 1e-2;
    private const int MostSteps = 1000;

    private readonly KernelSource _kernel;
    private readonly TileLayout _layout;
    private readonly ITileStore? _tiles;
    private readonly TiledCholesky? _factor;
    private readonly Tensor _weights;
    private readonly int _outputs;
    private readonly CancellationToken _cancellation;

    private KernelRegressor(KernelSource kernel, TileLayout layout, ITileStore? tiles, TiledCholesky? factor, Tensor weights, CancellationToken cancellation)
    {
        (_kernel, _layout, _tiles, _factor, _weights, _outputs, _cancellation) = (kernel, layout, tiles, factor, weights, (int)weights.shape[1], cancellation);
    }

    /// <summary>The variance of the noise.</summary>
    public required double Noise { get; init; }

    /// <summary>What is left of the targets by mean plus noise at the training inputs, against the largest target; NaN for a low-rank approximation.</summary>
    public required double Residual { get; init; }

    /// <summary>Steps of conjugate gradients.</summary>
    public required int Steps { get; init; }

    /// <summary>-ln p(targets), summed over independent outputs; NaN without a factor.</summary>
    public double NegativeLogLikelihood { get; private init; } = double.NaN;

    /// <summary>The share of the trace of the training inputs' kernel that the low-rank approximation lacks, from 0 to 1; NaN for the exact solvers.</summary>
    public double Unexplained { get; private init; } = double.NaN;

    /// <summary>Whether variances and samples can be had: there is a factor.</summary>
    public bool HasFactor => _factor is not null;

    /// <summary>Conditions on the targets of the first inputs of a kernel.</summary>
    /// <param name="kernel">The kernel of training inputs followed by the others; to be disposed of after this.</param>
    /// <param name="targets">The targets of the training inputs, row by row.</param>
    /// <param name="outputs">The number of targets of an input.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the fraction that is done.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserInputException">The matrix is singular with the given noise.</exception>
    public static KernelRegressor Fit(
        KernelSource kernel, double[] targets, int outputs, RegressionOptions options, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        if (options.Noise is double given && !(given >= 0 && double.IsFinite(given)))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the noise variance must be a finite number, at least 0, got {given}"));
        }

        int size = targets.Length / outputs;
        TileLayout layout = options.Layout(size);
        double scale = Enumerable.Range(0, size).Average(kernel.Diagonal);
        for (double noise = options.Noise ?? SmallestNoise * scale; ; noise *= 10)
        {
            if (TryFit(kernel, targets, outputs, options, layout, noise, progress, cancellation) is KernelRegressor regressor)
            {
                return regressor;
            }

            if (options.Noise is not null || noise > LargestNoise * scale)
            {
                throw new UserInputException(string.Create(
                    CultureInfo.InvariantCulture, $"the kernel matrix of the training inputs is singular with a noise of {noise}; give --noise a larger one{(options.Precision.Bytes == 4 ? ", or use --dtype float64" : "")}"));
            }
        }
    }

    private static KernelRegressor? TryFit(
        KernelSource kernel, double[] targets, int outputs, RegressionOptions options, TileLayout layout, double noise, IProgress<double> progress, CancellationToken cancellation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor right = torch.tensor(targets, layout.Size, outputs, dtype: float64).to(kernel.Device);
        if (options.Solver == RegressionSolver.Cholesky)
        {
            return WithFactor(kernel, right, options, layout, noise, progress, cancellation);
        }

        int landmarks = Math.Min(options.Landmarks, layout.Size);
        using NystromFactor? low = NystromFactor.TryCreate(kernel, layout, landmarks, noise, cancellation);
        if (low is null)
        {
            return null;
        }

        if (options.Solver == RegressionSolver.Nystrom)
        {
            Tensor atLandmarks = low.Weights(right);
            progress.Report(1);
            return new KernelRegressor(kernel, new TileLayout(landmarks, Math.Min(layout.Tile, landmarks)), null, null, atLandmarks.DetachFromDisposeScope(), cancellation)
            {
                Noise = noise,
                Residual = double.NaN,
                Steps = 0,
                Unexplained = low.Unexplained,
            };
        }

        (Tensor weights, double residual, int steps) = ConjugateGradients.Solve(
            v => KernelProduct.Symmetric(kernel, layout, noise, v, cancellation), low.Precondition, right, options.Goal, MostSteps, progress);
        return new KernelRegressor(kernel, layout, null, null, weights.DetachFromDisposeScope(), cancellation) { Noise = noise, Residual = residual, Steps = steps };
    }

    private static KernelRegressor? WithFactor(
        KernelSource kernel, Tensor right, RegressionOptions options, TileLayout layout, double noise, IProgress<double> progress, CancellationToken cancellation)
    {
        ITileStore tiles = Tiles(options, layout, noise);
        try
        {
            if (TiledCholesky.TryFactor(kernel, noise, tiles, layout, options.Precision, options.Part, progress, cancellation) is not TiledCholesky factor)
            {
                tiles.Dispose();
                return null;
            }

            (Tensor weights, double residual, int steps) = ConjugateGradients.Solve(
                v => KernelProduct.Symmetric(kernel, layout, noise, v, cancellation), factor.Solve, right, options.Goal, MostSteps, new Progress<double>());
            double fit = right.mul(weights).sum().cpu().data<double>()[0];
            int outputs = (int)right.shape[1];
            return new KernelRegressor(kernel, layout, tiles, factor, weights.DetachFromDisposeScope(), cancellation)
            {
                Noise = noise,
                Residual = residual,
                Steps = steps,
                NegativeLogLikelihood = (fit + (outputs * (factor.LogDeterminant() + (layout.Size * Math.Log(2 * Math.PI))))) / 2,
            };
        }
        catch
        {
            tiles.Dispose();
            throw;
        }
    }

    /// <summary>Makes a part of the factor in the folder of the options, and waits for what it needs of the others.</summary>
    /// <exception cref="UserInputException">The matrix is singular with the given noise.</exception>
    public static void MakePart(KernelSource kernel, int training, RegressionOptions options, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(options);
        TileLayout layout = options.Layout(training);
        using ITileStore tiles = Tiles(options, layout, options.Noise!.Value);
        if (TiledCholesky.TryFactor(kernel, options.Noise!.Value, tiles, layout, options.Precision, options.Part, progress, cancellation) is null)
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"the kernel matrix of the training inputs is singular with a noise of {options.Noise}; give --noise a larger one"));
        }
    }

    private static ITileStore Tiles(RegressionOptions options, TileLayout layout, double noise) => options.Scratch is null ? new MemoryTiles()
        : new FileTiles(options.Scratch, layout, options.Precision, string.Create(CultureInfo.InvariantCulture, $"{options.Identity}|{noise:R}"));

    /// <summary>The posterior means of inputs of the kernel, row by row.</summary>
    public double[] Mean(int start, int count, IProgress<double> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        double[] mean = new double[count * _outputs];
        for (int i = 0; i < count; i += _layout.Tile)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            int rows = Math.Min(_layout.Tile, count - i);
            Tensor part = KernelProduct.Cross(_kernel, _layout, start + i, rows, _weights, _cancellation);
            MemoryMarshal.Cast<byte, double>(part.cpu().bytes).CopyTo(mean.AsSpan(i * _outputs));
            progress.Report((double)(i + rows) / count);
        }

        return mean;
    }

    /// <summary>The posterior variances of inputs of the kernel, without the noise of an observation.</summary>
    /// <exception cref="InvalidOperationException">There is no factor.</exception>
    public double[] Variance(int start, int count, IProgress<double> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        double[] variance = new double[count];
        for (int i = 0; i < count; i += _layout.Tile)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            int columns = Math.Min(_layout.Tile, count - i);
            Tensor explained = Whitened(start + i, columns).Squared().sum(dim: 0);
            double[] parts = explained.cpu().data<double>().ToArray();
            for (int j = 0; j < columns; j++)
            {
                variance[i + j] = Math.Max(0, _kernel.Diagonal(start + i + j) - parts[j]);
            }

            progress.Report((double)(i + columns) / count);
        }

        return variance;
    }

    /// <summary>Functions drawn from the posterior, at some inputs of the kernel: samples by inputs by outputs.</summary>
    /// <param name="start">The first input.</param>
    /// <param name="count">The number of inputs.</param>
    /// <param name="samples">The number of functions.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <exception cref="InvalidOperationException">There is no factor.</exception>
    public double[] Samples(int start, int count, int samples, int seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor whitened = Whitened(start, count);
        Tensor covariance = _kernel.Block(start, count, start, count).sub(whitened.t().mm(whitened));

        // The covariance may be singular: of its eigenvalues those that rounding has made negative are 0.
        (Tensor values, Tensor vectors) = linalg.eigh(covariance, 'L');
        Tensor root = vectors.mul(values.AtLeast(0).sqrt());
        using Generator random = new((ulong)seed, CPU);
        Tensor normals = torch.randn(count, (long)samples * _outputs, dtype: float64, generator: random).to(_kernel.Device);
        Tensor mean = KernelProduct.Cross(_kernel, _layout, start, count, _weights, _cancellation);
        Tensor drawn = root.mm(normals).reshape(count, samples, _outputs).permute(1, 0, 2).Plus(mean.unsqueeze(0));
        return drawn.contiguous().cpu().data<double>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _weights.Dispose();
        _tiles?.Dispose();
    }

    // L^-1 K(training, these).
    private Tensor Whitened(int start, int count)
    {
        if (_factor is null)
        {
            throw new InvalidOperationException("There is no factor.");
        }

        Tensor[] blocks = [.. Enumerable.Range(0, _layout.Count).Select(j => _kernel.Block(_layout.Start(j), _layout.Length(j), start, count))];
        return _factor.SolveLower(torch.cat(blocks, 0));
    }
}
