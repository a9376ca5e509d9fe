using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Products;

/// <summary>Products of matrices for every network of a stack.</summary>
/// <remarks>By <see cref="MatrixProduct"/> on processors that it supports, else by torch. Gradients are not recorded.</remarks>
internal static class StackedProduct
{
    // Less is not worth another thread.
    private const long OperationsAtOnce = 1L << 23;

    /// <summary>(A B + sums) ∘ factors of each network.</summary>
    /// <param name="a">[networks, rows, inner], or [1, rows, inner] for a matrix that all share.</param>
    /// <param name="b">[networks, inner, columns], or [1, inner, columns].</param>
    /// <param name="transposeA">True where <paramref name="a"/> is [networks, inner, rows].</param>
    /// <param name="transposeB">True where <paramref name="b"/> is [networks, columns, inner].</param>
    /// <param name="rowSums">What is added to each row, a number for each network and row; null for nothing.</param>
    /// <param name="factors">What each element is multiplied by in the end, [networks, rows, columns]; null for nothing.</param>
    /// <returns>[networks, rows, columns], contiguous.</returns>
    public static torch.Tensor Multiply(
        torch.Tensor a, torch.Tensor b, bool transposeA = false, bool transposeB = false, torch.Tensor? rowSums = null, torch.Tensor? factors = null)
    {
        if (a.device_type != DeviceType.CPU || !MatrixProduct.IsSupported)
        {
            return MultiplyByTorch(a, b, transposeA, transposeB, rowSums, factors);
        }

        return a.dtype == torch.ScalarType.Float32
            ? Multiply<float>(a, b, transposeA, transposeB, rowSums, factors)
            : Multiply<double>(a, b, transposeA, transposeB, rowSums, factors);
    }

    private static torch.Tensor Multiply<T>(
        torch.Tensor a, torch.Tensor b, bool transposeA, bool transposeB, torch.Tensor? rowSums, torch.Tensor? factors)
        where T : unmanaged, INumber<T>
    {
        using torch.Tensor first = a.contiguous();
        using torch.Tensor second = b.contiguous();
        using torch.Tensor? sums = rowSums?.contiguous();
        using torch.Tensor? scaling = factors?.contiguous();
        int networks = (int)Math.Max(a.shape[0], b.shape[0]);
        int rows = (int)a.shape[transposeA ? 2 : 1];
        int inner = (int)a.shape[transposeA ? 1 : 2];
        int columns = (int)b.shape[transposeB ? 1 : 2];
        torch.Tensor result = torch.empty([networks, rows, columns], dtype: a.dtype);
        bool sharedA = a.shape[0] == 1;
        bool sharedB = b.shape[0] == 1;

        // Whole networks where there are enough for all processors, else parts of their rows, in whole tiles.
        long tiles = (rows + ProductTile.Rows - 1) / ProductTile.Rows;
        long parts = Math.Clamp(2 * Environment.ProcessorCount / networks, 1, tiles);
        long items = Math.Clamp(2L * networks * rows * inner * columns / OperationsAtOnce, 1, networks * parts);
        if (items == 1)
        {
            Item(0);
        }
        else
        {
            Parallel.For(0, (int)items, Item);
        }

        return result;

        void Item(int item)
        {
            Span<T> left = Numbers<T>(first);
            Span<T> right = Numbers<T>(second);
            Span<T> product = Numbers<T>(result);
            Span<T> addends = Numbers<T>(sums);
            Span<T> multipliers = Numbers<T>(scaling);
            for (long part = item * networks * parts / items; part < (item + 1) * networks * parts / items; part++)
            {
                int network = (int)(part / parts);
                int start = Bound(part % parts);
                int count = Bound((part % parts) + 1) - start;
                MatrixProduct.Multiply(
                    Matrix(left, sharedA ? 0 : network, rows, inner, transposeA).Part(start, count, 0, inner),
                    Matrix(right, sharedB ? 0 : network, inner, columns, transposeB),
                    Matrix(product, network, rows, columns, transposed: false).Part(start, count, 0, columns));

                // While they are in the cache.
                int firstRow = (network * rows) + start;
                for (int row = firstRow; row < firstRow + count && !addends.IsEmpty; row++)
                {
                    Span<T> own = product.Slice(row * columns, columns);
                    TensorPrimitives.Add(own, addends[row], own);
                }

                if (!multipliers.IsEmpty)
                {
                    Span<T> own = product.Slice(firstRow * columns, count * columns);
                    TensorPrimitives.Multiply(own, multipliers.Slice(firstRow * columns, count * columns), own);
                }
            }
        }

        int Bound(long part) => (int)Math.Min(rows, part * tiles / parts * ProductTile.Rows);
    }

    private static Span<T> Numbers<T>(torch.Tensor? tensor)
        where T : unmanaged => tensor is null ? [] : MemoryMarshal.Cast<byte, T>(tensor.bytes);

    private static StridedMatrix<T> Matrix<T>(Span<T> stack, int network, int rows, int columns, bool transposed)
        where T : unmanaged, INumber<T>
    {
        int size = checked(rows * columns);
        Span<T> memory = stack.Slice(checked(network * size), size);
        return transposed ? new(memory, rows, columns, 1, rows) : new(memory, rows, columns, columns);
    }

    internal static torch.Tensor MultiplyByTorch(
        torch.Tensor a, torch.Tensor b, bool transposeA, bool transposeB, torch.Tensor? rowSums, torch.Tensor? factors)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long networks = Math.Max(a.shape[0], b.shape[0]);
        torch.Tensor left = transposeA ? a.transpose(1, 2) : a;
        torch.Tensor right = transposeB ? b.transpose(1, 2) : b;
        torch.Tensor result = torch.bmm(left.expand(networks, -1, -1), right.expand(networks, -1, -1));
        if (rowSums is not null)
        {
            result.PlusInPlace(rowSums.reshape(networks, -1, 1));
        }

        return (factors is null ? result : result.mul_(factors)).MoveToOuterDisposeScope();
    }
}
