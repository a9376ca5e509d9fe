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

    /// <summary>Rows of a tile. Default 2048.</summary>
    public int Tile { get; init; } = 2048;

    /// <summary>Bytes that a regression needs, inputs included.</summary>
    /// <param name="training">The number of training inputs.</param>
    /// <param name="all">Training and test inputs together.</param>
    /// <param name="dimension">The components of an input.</param>
    public double MemoryNeed(int training, int all, int dimension)
    {
        double tile = Math.Min(Tile, Math.Max(training, 1));
        double inputs = 16.0 * all * dimension;
        double blocks = 10 * 8 * tile * tile;
        double factor = Solver != RegressionSolver.Cholesky ? 8.0 * Math.Min(Landmarks, training) * training
            : Scratch is not null ? 0
            : Precision.Bytes * (double)training * (training + tile) / 2;
        return inputs + blocks + factor;
    }
}
