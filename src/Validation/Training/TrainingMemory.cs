using Theory.Validation.Devices;

namespace Theory.Validation.Training;

/// <summary>How many networks are trained as one stack.</summary>
public static class TrainingMemory
{
    // On the CPU, operations on larger tensors leave the cache, and the allocator returns larger blocks to the system at every step:
    // stacks of 100 networks of width 512 were three times slower than stacks of 4.
    private const long CacheFriendlyBytes = 4L << 20;

    /// <summary>The bytes that one network takes while it is trained, an upper estimate.</summary>
    /// <remarks>
    /// Parameters, optimizer state, the gradient of the largest layer twice (one may be copied to be contiguous), values and slopes of every
    /// hidden layer, and four tensors of the widest layer.
    /// </remarks>
    public static long BytesPerNetwork(NetworkArchitecture architecture, int samples, OptimizerOptions optimizer, int bytesPerNumber)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(optimizer);
        long hidden = architecture.Sizes.Skip(1).SkipLast(1).Sum(n => (long)n);
        long numbers = (architecture.ParameterCount * (1 + optimizer.StatePerParameter)) + (2 * LargestLayer(architecture))
            + (samples * ((2 * hidden) + (4L * architecture.Sizes.Max())));
        return numbers * bytesPerNumber;
    }

    /// <summary>The largest stack that the options allow.</summary>
    /// <exception cref="UserInputException">One network does not fit in the memory limit.</exception>
    public static int NetworksAtOnce(TrainingOptions options, int samples)
    {
        ArgumentNullException.ThrowIfNull(options);
        long perNetwork = BytesPerNetwork(options.Architecture, samples, options.Optimizer, options.DType.Bytes)
            + ((options.Lbfgs?.VectorsPerNetwork ?? 0) * options.Architecture.ParameterCount * sizeof(double));
        long largest = Math.Max(LargestLayer(options.Architecture), (long)samples * options.Architecture.Sizes.Max()) * options.DType.Bytes;
        if (perNetwork > options.MemoryLimitBytes || largest > int.MaxValue)
        {
            throw new UserInputException(
                $"one network needs {perNetwork} bytes while it is trained on {samples} samples; the memory limit is "
                + $"{options.MemoryLimitBytes}: raise the limit, or lower the width or the number of samples");
        }

        long fit = Math.Min(options.MemoryLimitBytes / perNetwork, int.MaxValue / largest);
        if (options.NetworksAtOnce is int asked)
        {
            return asked <= fit ? asked : throw new UserInputException($"{asked} networks at once do not fit in the memory limit; {fit} do");
        }

        var device = options.Device == TorchDevice.Auto ? options.Device.Detect() : options.Device;
        if (device == TorchDevice.Cpu)
        {
            fit = Math.Min(fit, Math.Max(1, CacheFriendlyBytes / largest));
        }

        // Stacks of nearly equal size instead of a small one at the end.
        long stacks = (options.Models + fit - 1) / fit;
        return (int)((options.Models + stacks - 1) / stacks);
    }

    private static long LargestLayer(NetworkArchitecture architecture) =>
        Enumerable.Range(1, architecture.Layers).Max(l => (long)architecture.Sizes[l] * architecture.Sizes[l - 1]);
}
