using Theory.Validation.Devices;

namespace Theory.Validation.KernelRegression;

/// <summary>How a regression is computed.</summary>
public sealed record RegressionOptions
{
    /// <summary>The variance of the noise; null for the smallest, from 1e-10 of the mean of the diagonal up by factors of 10, with which the matrix has a factor.</summary>
    public double? Noise { get; init; }

    /// <summary>How the equations are solved. Default Cholesky.</summary>
    public RegressionSolver Solver { get; init; } = RegressionSolver.Cholesky;

    /// <summary>The precision of the Cholesky factor; kernels and residuals are in double precision always. Default float64.</summary>
    public TorchPrecision Precision { get; init; } = TorchPrecision.Float64;

    /// <summary>Where products and the factor are computed; its memory must hold the factor. Default the CPU.</summary>
    public TorchDevice Device { get; init; } = TorchDevice.Cpu;

    /// <summary>The residual that is wanted, against the largest target. Default 1e-10.</summary>
    public double Goal { get; init; } = 1e-10;

    /// <summary>Landmarks of the low-rank approximation; at most as many as there are training inputs. Default 1000.</summary>
    public int Landmarks { get; init; } = 1000;

    /// <summary>A folder for the factor, which is then continued where an earlier run ended; null to hold it in memory.</summary>
    public string? Scratch { get; init; }

    /// <summary>What determines the matrix, in a text: a factor in <see cref="Scratch"/> of another is refused.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Which part of the factor is made here, in a <see cref="Scratch"/> that other processes share. Default all of it.</summary>
    public FactorPart Part { get; init; } = FactorPart.Whole;

    /// <summary>Rows of a tile. Default an eighth of the training inputs, so that there is something to divide over threads, but 256 at least and 2048 at most.</summary>
    public int? Tile { get; init; }

    /// <summary>The tiles of a matrix.</summary>
    internal TileLayout Layout(int size) => new(size, Math.Min(Tile ?? Math.Clamp((size + 7) / 8, 256, 2048), Math.Max(size, 1)));

    /// <summary>Bytes that a regression needs, inputs included.</summary>
    /// <param name="training">The number of training inputs.</param>
    /// <param name="all">Training and test inputs together.</param>
    /// <param name="dimension">The components of an input.</param>
    /// <param name="threads">The number of threads.</param>
    public double MemoryNeed(int training, int all, int dimension, int threads)
    {
        double tile = Layout(training).Tile;
        double inputs = 16.0 * all * dimension;

        // Each worker has products, expectations and a few tiles.
        double blocks = 10 * 8 * tile * tile * Math.Clamp(threads, 1, Math.Min(KernelSource.MostWorkers, Layout(training).Count));
        double factor = Solver != RegressionSolver.Cholesky ? 8.0 * Math.Min(Landmarks, training) * training
            : Scratch is not null ? 0
            : Precision.Bytes * (double)training * (training + tile) / 2;
        return inputs + blocks + factor;
    }
}
