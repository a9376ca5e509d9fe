using MathNet.Numerics.LinearAlgebra;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Regression;

/// <summary>A kernel matrix of training inputs followed by test inputs, taken apart.</summary>
internal sealed class KernelBlocks
{
    /// <summary>Takes a matrix apart; the first <paramref name="training"/> inputs are for training.</summary>
    public KernelBlocks(SymmetricMatrix kernel, int training)
    {
        int[] train = [.. Enumerable.Range(0, training)];
        int[] test = [.. Enumerable.Range(training, kernel.Size - training)];
        Training = kernel.Block(train, train);
        Cross = kernel.Block(test, train);
        TestVariance = Vector<double>.Build.Dense(test.Length, i => kernel[test[i], test[i]]);
    }

    /// <summary>Training against training inputs.</summary>
    public Matrix<double> Training { get; }

    /// <summary>Test (rows) against training inputs (columns).</summary>
    public Matrix<double> Cross { get; }

    /// <summary>The diagonal of the test inputs.</summary>
    public Vector<double> TestVariance { get; }
}
