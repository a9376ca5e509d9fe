using System.Runtime.InteropServices;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>The elements of tensors on the CPU, in blocks that threads share.</summary>
internal static class ElementBlocks
{
    // 128 KiB of single precision: several such blocks fit in the cache of one core, and starting a thread's work costs little beside one.
    private const int BlockElements = 32768;

    /// <summary>Calls an action for consecutive blocks of elements, in parallel when there are several.</summary>
    public static void ForEach(long elements, Action<int, int> action)
    {
        int count = checked((int)elements);
        int blocks = (count + BlockElements - 1) / BlockElements;
        if (blocks <= 1)
        {
            action(0, count);
            return;
        }

        Parallel.For(0, blocks, block => action(block * BlockElements, Math.Min(BlockElements, count - (block * BlockElements))));
    }

    /// <summary>A block of a contiguous tensor's memory.</summary>
    public static Span<T> Of<T>(torch.Tensor tensor, int start, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes).Slice(start, count);
}
