using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>Products of a kernel matrix with a few vectors; the matrix is made block by block and forgotten.</summary>
internal static class KernelProduct
{
    /// <summary>(K + noise) v for the first inputs, in the scope of the caller; a block serves for its mirror image too.</summary>
    public static Tensor Symmetric(KernelSource kernel, TileLayout layout, double noise, Tensor vectors, CancellationToken cancellation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor result = vectors.Times(noise);
        for (int i = 0; i < layout.Count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                cancellation.ThrowIfCancellationRequested();
                using DisposeScope inner = torch.NewDisposeScope();
                Tensor block = kernel.Block(layout.Start(i), layout.Length(i), layout.Start(j), layout.Length(j));
                Part(result, layout, i).addmm_(block, Part(vectors, layout, j), 1, 1);
                if (i != j)
                {
                    Part(result, layout, j).addmm_(block.t(), Part(vectors, layout, i), 1, 1);
                }
            }

            NativeHeap.ReturnFreedMemory();
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <summary>K_* v for test inputs, which follow those of the layout; in the scope of the caller.</summary>
    public static Tensor Cross(KernelSource kernel, TileLayout layout, int start, int count, Tensor vectors, CancellationToken cancellation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor result = torch.zeros(count, vectors.shape[1], dtype: float64, device: kernel.Device);
        for (int j = 0; j < layout.Count; j++)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope inner = torch.NewDisposeScope();
            result.addmm_(kernel.Block(start, count, layout.Start(j), layout.Length(j)), Part(vectors, layout, j), 1, 1);
        }

        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Part(Tensor vectors, TileLayout layout, int tile) => vectors.narrow(0, layout.Start(tile), layout.Length(tile));
}
