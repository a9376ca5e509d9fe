using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Theory.Validation.Training;

namespace Theory.Validation.PhysicsInformed;

/// <summary>The parameters of one network as products of blocks read them: rows padded to whole registers, weights also transposed.</summary>
internal sealed class PaddedNetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _sizes;
    private readonly T[][] _weights;
    private readonly T[][] _transposed;
    private readonly T[][] _biases;

    /// <summary>Room for the parameters of a network.</summary>
    public PaddedNetwork(NetworkArchitecture architecture)
    {
        _sizes = [.. architecture.Sizes];
        _weights = [.. Layers.Select(l => new T[_sizes[l] * Padded(_sizes[l - 1])])];
        _transposed = [.. Layers.Select(l => new T[_sizes[l - 1] * Padded(_sizes[l])])];
        _biases = [.. Layers.Select(l => new T[Padded(_sizes[l])])];
    }

    private IEnumerable<int> Layers => Enumerable.Range(1, _sizes.Length - 1);

    /// <summary>A size as a multiple of the lanes of a register.</summary>
    public static int Padded(int size) => (size + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;

    /// <summary>W of a layer, [out][in padded].</summary>
    public ReadOnlySpan<T> Weights(int layer) => _weights[layer - 1];

    /// <summary>The transpose of W, [in][out padded].</summary>
    public ReadOnlySpan<T> Transposed(int layer) => _transposed[layer - 1];

    /// <summary>b, [out padded].</summary>
    public ReadOnlySpan<T> Biases(int layer) => _biases[layer - 1];

    /// <summary>Copies the parameters of a network of a stack on the CPU.</summary>
    public void Read(StackedNetworks networks, int network)
    {
        foreach (int l in Layers)
        {
            int fanIn = _sizes[l - 1];
            int fanOut = _sizes[l];
            ReadOnlySpan<T> w = MemoryMarshal.Cast<byte, T>(networks.Weights(l).bytes).Slice(network * fanIn * fanOut, fanIn * fanOut);
            Span<T> rows = _weights[l - 1];
            Span<T> columns = _transposed[l - 1];
            int paddedOut = Padded(fanOut);
            for (int o = 0; o < fanOut; o++)
            {
                w.Slice(o * fanIn, fanIn).CopyTo(rows[(o * Padded(fanIn))..]);
                for (int i = 0; i < fanIn; i++)
                {
                    columns[(i * paddedOut) + o] = w[(o * fanIn) + i];
                }
            }

            MemoryMarshal.Cast<byte, T>(networks.Biases(l).bytes).Slice(network * fanOut, fanOut).CopyTo(_biases[l - 1]);
        }
    }
}
