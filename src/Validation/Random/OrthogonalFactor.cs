using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace Theory.Validation.Random;

/// <summary>The orthogonal factor of a matrix, with the signs that make the diagonal of the other factor positive.</summary>
internal static class OrthogonalFactor
{
    /// <summary>Of wider matrices torch's factorisation, in blocks, takes less time than the tensors around it; of narrower ones most of the time is theirs.</summary>
    private const int WidestByReflections = 64;

    /// <summary>The factor Q of a matrix QR of full rank with not less rows than columns: its columns, one after the other.</summary>
    /// <param name="matrix">The rows, one after the other.</param>
    /// <param name="columns">Their length.</param>
    public static double[] Of(double[] matrix, int columns)
    {
        int rows = matrix.Length / columns;
        if (rows > WidestByReflections)
        {
            return ByTorch(matrix, rows, columns);
        }

        double[] factor = new double[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                factor[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        ReplaceByReflections(factor, rows);
        return factor;
    }

    private static double[] ByTorch(double[] matrix, int rows, int columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        (torch.Tensor q, torch.Tensor r) = torch.linalg.qr(torch.tensor(matrix, [rows, columns], dtype: torch.ScalarType.Float64));
        return q.mul(r.diagonal().sign()).t().contiguous().data<double>().ToArray();
    }

    /// <summary>Replaces a matrix, given by its columns, by its factor: Householder's reflections (Golub and Van Loan, Matrix Computations, 5.2).</summary>
    /// <remarks>Sums have one order on every processor.</remarks>
    private static void ReplaceByReflections(Span<double> matrix, int rows)
    {
        int columns = matrix.Length / rows;
        Span<double> scales = new double[columns];
        Span<double> signs = new double[columns];
        for (int k = 0; k < columns; k++)
        {
            // H = 1 - scale v v^T takes the column to -sign norm in its first element.
            Span<double> v = Below(matrix, rows, k, k);
            double norm = Math.Sqrt(Product(v, v));
            double first = v[0];
            signs[k] = first >= 0 ? -1 : 1;
            scales[k] = 1 / (norm * (norm + Math.Abs(first)));
            v[0] = first - (signs[k] * norm);
            for (int j = k + 1; j < columns; j++)
            {
                Reflect(Below(matrix, rows, j, k), v, scales[k]);
            }
        }

        // Q = H_1 ... H_n, built from its last columns, which the reflections before leave as they are above.
        for (int k = columns - 1; k >= 0; k--)
        {
            Span<double> v = Below(matrix, rows, k, k);
            for (int j = k + 1; j < columns; j++)
            {
                Span<double> column = Below(matrix, rows, j, k);
                column[0] = 0;
                Reflect(column, v, scales[k]);
            }

            double factor = -scales[k] * v[0];
            foreach (ref double element in v)
            {
                element *= factor;
            }

            v[0] += 1;
            matrix.Slice(k * rows, k).Clear();
        }

        for (int k = 0; k < columns; k++)
        {
            foreach (ref double element in matrix.Slice(k * rows, rows))
            {
                element *= signs[k];
            }
        }
    }

    /// <summary>A column from a row on.</summary>
    private static Span<double> Below(Span<double> matrix, int rows, int column, int row) => matrix.Slice((column * rows) + row, rows - row);

    private static void Reflect(Span<double> x, ReadOnlySpan<double> v, double scale)
    {
        double factor = -scale * Product(x, v);
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(v);
        nuint length = (nuint)x.Length;
        nuint i = 0;
        for (; i + 4 <= length; i += 4)
        {
            (Vector256.LoadUnsafe(ref first, i) + (factor * Vector256.LoadUnsafe(ref second, i))).StoreUnsafe(ref first, i);
        }

        for (; i < length; i++)
        {
            x[(int)i] += factor * v[(int)i];
        }
    }

    private static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(y);
        (Vector256<double> a, Vector256<double> b) = (Vector256<double>.Zero, Vector256<double>.Zero);
        nuint length = (nuint)x.Length;
        nuint i = 0;
        for (; i + 8 <= length; i += 8)
        {
            a += Vector256.LoadUnsafe(ref first, i) * Vector256.LoadUnsafe(ref second, i);
            b += Vector256.LoadUnsafe(ref first, i + 4) * Vector256.LoadUnsafe(ref second, i + 4);
        }

        Vector256<double> lanes = a + b;
        Vector128<double> halves = lanes.GetLower() + lanes.GetUpper();
        double sum = halves[0] + halves[1];
        for (; i < length; i++)
        {
            sum += x[(int)i] * y[(int)i];
        }

        return sum;
    }
}
