namespace Theory.Validation.Sampling;

/// <summary>How the work is divided so that it stays within the memory limit.</summary>
/// <param name="Threads">Threads that work side by side.</param>
/// <param name="NetworksInBlock">Networks that a thread carries at a time.</param>
internal readonly record struct SamplingPlan(int Threads, int NetworksInBlock)
{
    // More neurons than these at a time do not stay in a processor's own cache between two operations of the activation.
    private const int NeuronsInBlock = 32768;

    /// <summary>The plan for an ensemble.</summary>
    /// <exception cref="UserInputException">One network does not fit in the memory limit.</exception>
    public static SamplingPlan For(SamplingOptions options, IPreactivationLaw law, int networks)
    {
        Int128 workspaceBytes = law.WorkspaceBytes(options);
        Int128 perNetwork = BytesPerNetwork(options) + law.BytesPerNetwork(options);
        Int128 one = workspaceBytes + perNetwork;
        if (one > options.MemoryLimitBytes || Int128.Max(workspaceBytes, perNetwork) > int.MaxValue)
        {
            throw new UserInputException(
                $"one network of width {options.DistinctWidths[0]} needs {one} bytes at a time; the memory limit is {options.MemoryLimitBytes}, "
                + $"and no more than {int.MaxValue} are possible: raise the limit or lower the width (the conditional sampler needs less)");
        }

        int threads = (int)Int128.Min(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount, options.MemoryLimitBytes / one);
        Int128 fitting = ((options.MemoryLimitBytes / threads) - workspaceBytes) / perNetwork;
        Int128 block = Int128.Min(fitting, Int128.Max(1, NeuronsInBlock / Neurons(options, options.DistinctWidths[0])));
        return new SamplingPlan(Math.Min(threads, networks), law.IsAlone(options) ? 1 : (int)block);
    }

    private static Int128 Neurons(SamplingOptions options, int width) => (Int128)options.InputCount * (width + 64L);

    /// <summary>Preactivations, activations with intermediates, rows in double precision, and metrics; preactivations once for each width.</summary>
    private static Int128 BytesPerNetwork(SamplingOptions options)
    {
        int copies = options.Observe == Observables.Metric ? 4 : 6;
        long m = options.InputCount;
        Int128 bytes = (Neurons(options, options.DistinctWidths[0]) * ((copies * options.DType.Bytes) + sizeof(double))) + ((Int128)m * m * 4 * sizeof(double));
        foreach (int width in options.DistinctWidths.Skip(1))
        {
            bytes += Neurons(options, width) * options.DType.Bytes;
        }

        return bytes;
    }
}
