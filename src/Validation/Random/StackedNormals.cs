using System.Runtime.InteropServices;
using TorchSharp;

namespace Theory.Validation.Random;

/// <summary>The random streams of a stack of networks, drawn from together.</summary>
internal sealed class StackedNormals
{
    private readonly NetworkRandom[] _streams;
    private readonly torch.ScalarType _type;
    private readonly torch.Device _device;
    private readonly ParallelOptions _parallel;

    /// <summary>Starts the streams of networks with consecutive indices.</summary>
    public StackedNormals(ulong seed, long firstNetwork, int networks, torch.ScalarType type, torch.Device device, ParallelOptions parallel)
    {
        _streams = [.. Enumerable.Range(0, networks).Select(i => new NetworkRandom(seed, firstNetwork + i))];
        _type = type;
        _device = device;
        _parallel = parallel;
    }

    /// <summary>The next standard normal numbers of each network, with shape [networks, <paramref name="shape"/>], on the device.</summary>
    /// <remarks>They are drawn on the host, so that they are the same for every device.</remarks>
    public torch.Tensor Draw(params long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var normals = torch.empty([_streams.Length, .. shape], dtype: _type, device: torch.CPU);
        int count = checked((int)shape.Aggregate((product, size) => product * size));
        Parallel.For(0, _streams.Length, _parallel, i =>
        {
            if (_type == torch.ScalarType.Float32)
            {
                _streams[i].FillNormal(MemoryMarshal.Cast<byte, float>(normals.bytes).Slice(i * count, count));
            }
            else
            {
                _streams[i].FillNormal(MemoryMarshal.Cast<byte, double>(normals.bytes).Slice(i * count, count));
            }
        });
        return normals.to(_device).MoveToOuterDisposeScope();
    }
}
