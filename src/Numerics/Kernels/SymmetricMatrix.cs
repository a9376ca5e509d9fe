using MathNet.Numerics.LinearAlgebra;

namespace Theory.Numerics.Kernels;

/// <summary>A symmetric matrix of which the upper triangle is stored, row by row.</summary>
public sealed class SymmetricMatrix
{
    internal SymmetricMatrix(int size, double[] upper) => (Size, Upper) = (size, upper);

    /// <summary>The number of rows.</summary>
    public int Size { get; }

    internal double[] Upper { get; }

    /// <summary>An entry.</summary>
    public double this[int a, int b] => Upper[a <= b ? Index(a, b) : Index(b, a)];

    /// <summary>The entries with row from one list of indices and column from another.</summary>
    public Matrix<double> Block(IReadOnlyList<int> rows, IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        return Matrix<double>.Build.Dense(rows.Count, columns.Count, (i, j) => this[rows[i], columns[j]]);
    }

    internal static int Length(int size) => checked(size * (size + 1) / 2);

    private int Index(int a, int b) => (a * Size) - (a * (a - 1) / 2) + (b - a);
}
