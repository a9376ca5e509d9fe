using System.Diagnostics;
using System.Runtime.ExceptionServices;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Evaluates an activation so that a network's result does not depend on the networks beside it.</summary>
/// <remarks>
/// On the CPU torch evaluates most elements with vector instructions and what is left at the end of a thread's share with scalar ones; with
/// libtorch 2.10 sigmoid, softplus, pow and others then differ in the last bit. Rows padded to a multiple of the vector length, in blocks
/// too small for torch to share among threads, leave nothing over. The blocks are evaluated in parallel instead.
/// </remarks>
internal static class BlockwiseActivation
{
    // Torch shares out tensors of more elements than this (at::internal::GRAIN_SIZE).
    private const int MaxBlockElements = 32768;

    // Two vectors of 512 bits hold 32 floats; twice that, to be safe.
    private const int RowAlignment = 64;

    /// <summary>s(z) for z of shape [networks, width].</summary>
    public static torch.Tensor Apply(TensorActivation activation, torch.Tensor z, ParallelOptions parallel)
    {
        if (z.device_type != DeviceType.CPU)
        {
            return Checked(activation, z);
        }

        int rows = (int)z.shape[0];
        int width = (int)z.shape[1];
        long paddedWidth = PaddedWidth(width);
        var padded = paddedWidth == width ? z.contiguous() : torch.nn.functional.pad(z, [0, paddedWidth - width]);
        var result = torch.empty_like(padded);
        int rowsInBlock = (int)Math.Max(1, MaxBlockElements / paddedWidth);
        int blocks = (rows + rowsInBlock - 1) / rowsInBlock;
        try
        {
            Parallel.For(0, blocks, parallel, block =>
            {
                using var scope = torch.NewDisposeScope();
                int start = block * rowsInBlock;
                int count = Math.Min(rowsInBlock, rows - start);
                result.narrow(0, start, count).copy_(Checked(activation, padded.narrow(0, start, count)));
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            throw new UnreachableException();
        }

        return result.narrow(1, 0, width);
    }

    /// <summary>The length of a padded row.</summary>
    public static long PaddedWidth(int width) => (width + RowAlignment - 1L) / RowAlignment * RowAlignment;

    private static torch.Tensor Checked(TensorActivation activation, torch.Tensor z)
    {
        using var noGradients = torch.no_grad();
        var s = activation.Function(z);
        return s.shape.SequenceEqual(z.shape) && s.dtype == z.dtype
            ? s
            : throw new InvalidOperationException($"the activation {activation.Name} changes the shape or the type of its argument");
    }
}
