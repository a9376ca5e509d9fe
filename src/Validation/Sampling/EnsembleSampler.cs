using System.Diagnostics;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Carries a law of preactivations from layer to layer, in chunks of networks.</summary>
internal sealed class EnsembleSampler(string name, IPreactivationLaw law) : IEnsembleSampler
{
    // On the CPU, chunks beyond about this size do not stay in the cache between two operations.
    private const long CacheFriendlyBytes = 16L << 20;

    public string Name { get; } = name;

    public void Check(SamplingOptions options)
    {
        options.Validate();
        law.Validate(options);
        _ = BytesPerNetwork(options);
    }

    public EnsembleSample Sample(
        SamplingOptions options,
        TensorActivation activation,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        Check(options);
        var device = options.Device.Resolve();
        var metrics = Run(options, activation, device, options.FirstNetwork, options.Models, progress, cancellationToken);
        string deviceName = device.type == DeviceType.CPU ? "cpu" : "cuda";
        return new EnsembleSample(options, Name, activation.Name, deviceName, clock.Elapsed, metrics);
    }

    public IReadOnlyList<double> SampleNetwork(SamplingOptions options, TensorActivation activation, long network)
    {
        Check(options);
        var metrics = Run(options, activation, options.Device.Resolve(), network, 1, null, CancellationToken.None);
        return [.. metrics.Select(layer => layer[0])];
    }

    private double[][] Run(
        SamplingOptions options,
        TensorActivation activation,
        torch.Device device,
        long firstNetwork,
        int networks,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        var metrics = Enumerable.Range(0, options.Depth).Select(_ => new double[networks]).ToArray();
        Array.Fill(metrics[0], options.InputMetric);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism ?? -1,
            CancellationToken = cancellationToken,
        };
        int chunk = NetworksInChunk(options, device);
        for (int start = 0; start < networks; start += chunk)
        {
            int count = Math.Min(chunk, networks - start);
            using var scope = torch.NewDisposeScope();
            var normals = new ChunkNormals(options.Seed, firstNetwork + start, count, options.DType.ScalarType, device, parallel);
            var metric = torch.full(count, options.InputMetric, dtype: torch.float64, device: device);
            torch.Tensor? s = null;
            for (int layer = 2; layer <= options.Depth; layer++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (s, metric) = NextLayer(options, activation, s, metric, normals, parallel);
                using var onHost = metric.cpu();
                onHost.data<double>().CopyTo(metrics[layer - 1].AsSpan(start, count));
                progress?.Report((start + ((double)count * (layer - 1) / (options.Depth - 1))) / networks);
            }
        }

        KeepOverflowsVisible(metrics);
        return metrics;
    }

    private (torch.Tensor S, torch.Tensor Metric) NextLayer(
        SamplingOptions options,
        TensorActivation activation,
        torch.Tensor? previous,
        torch.Tensor metric,
        ChunkNormals normals,
        ParallelOptions parallel)
    {
        using var scope = torch.NewDisposeScope();
        var z = law.Draw(options, previous, metric, normals);
        var s = BlockwiseActivation.Apply(activation, z, parallel);

        // Ghat(l+1) = C_b + (C_W / n_l) sum_j s(z(l)_j)^2, in double precision: squares overflow later and sums round less.
        var squares = s.to(torch.float64).square();
        var next = (OrderedSum.OverwritingOver(dimension: 1, squares) * (options.Cw / options.Width)) + options.Cb;
        previous?.Dispose();
        metric.Dispose();
        return (s.MoveToOuterDisposeScope(), next.MoveToOuterDisposeScope());
    }

    /// <summary>What a network needs at a time, and its normal numbers alone.</summary>
    private (Int128 All, Int128 Normals) BytesPerNetwork(SamplingOptions options)
    {
        int bytes = options.DType.Bytes;
        Int128 normals = (Int128)law.NormalsPerNetwork(options) * bytes;

        // Beside the normal numbers: preactivations, activations with one intermediate, both padded, and squares in double precision.
        Int128 perNetwork = normals + (BlockwiseActivation.PaddedWidth(options.Width) * ((4L * bytes) + sizeof(double)));
        if (perNetwork > options.MemoryLimitBytes || normals > int.MaxValue)
        {
            throw new UserInputException(
                $"one network of width {options.Width} needs {perNetwork} bytes at a time; the memory limit is {options.MemoryLimitBytes}, "
                + $"and no more than {int.MaxValue} are possible: raise the limit or lower the width (the conditional sampler needs less)");
        }

        return (perNetwork, normals);
    }

    private int NetworksInChunk(SamplingOptions options, torch.Device device)
    {
        (Int128 perNetwork, Int128 normals) = BytesPerNetwork(options);

        // A span of one chunk's random numbers must not be longer than int.MaxValue bytes.
        long networks = (long)Int128.Min(options.MemoryLimitBytes / perNetwork, int.MaxValue / normals);
        if (device.type == DeviceType.CPU)
        {
            int threads = options.MaxDegreeOfParallelism ?? Environment.ProcessorCount;
            networks = Math.Min(networks, Math.Max(4 * threads, CacheFriendlyBytes / (long)perNetwork));
        }

        return (int)Math.Clamp(networks, 1, int.MaxValue);
    }

    /// <summary>A network that has overflowed has no metric any more, even where a bounded activation makes one of it.</summary>
    private static void KeepOverflowsVisible(double[][] metrics)
    {
        for (int layer = 1; layer < metrics.Length; layer++)
        {
            for (int i = 0; i < metrics[layer].Length; i++)
            {
                if (!double.IsFinite(metrics[layer - 1][i]))
                {
                    metrics[layer][i] = double.NaN;
                }
            }
        }
    }
}
