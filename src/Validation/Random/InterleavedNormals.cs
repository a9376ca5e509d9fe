using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Theory.Validation.Random;

/// <summary>A network's stream of normal numbers for those who need millions: eight generators xoshiro256++ side by side.</summary>
/// <remarks>
/// Like <see cref="NetworkRandom"/> a function of the seed and the network's index alone, and the same on every processor, but another
/// stream: eight lanes are advanced by one vector instruction, and single precision takes 32 bits for a number instead of 64. The numbers
/// in float32 are therefore not those in float64, rounded. The few that fall outside the ziggurat's rectangles are finished with a
/// generator of their own. Not safe for use by several threads.
/// </remarks>
internal sealed class InterleavedNormals
{
    private const int Lanes = 8;

    // Words that stay in the first-level cache between generation and use.
    private const int BufferWords = 256;

    private readonly ulong[] _buffer = new ulong[BufferWords];
    private Vector512<ulong> _s0;
    private Vector512<ulong> _s1;
    private Vector512<ulong> _s2;
    private Vector512<ulong> _s3;
    private Xoshiro256PlusPlus _rest;

    /// <summary>Starts the stream of a network from its beginning.</summary>
    /// <param name="seed">The seed of the ensemble.</param>
    /// <param name="networkIndex">The network's index in the ensemble; any value.</param>
    public void Restart(ulong seed, long networkIndex)
    {
        // As in NetworkRandom, with another constant, so that the two streams of a network have nothing in common.
        var ofSeed = new SplitMix64(SplitMix64.Mix(seed));
        var ofNetwork = new SplitMix64(SplitMix64.Mix(unchecked((ulong)networkIndex) ^ 0xbb67ae8584caa73b));
        _rest = new Xoshiro256PlusPlus(Word(), Word(), Word(), Word() | 1);
        Span<ulong> words = _buffer.AsSpan(0, 4 * Lanes);
        foreach (ref ulong word in words)
        {
            word = Word();
        }

        _s0 = Vector512.Create<ulong>(words);
        _s1 = Vector512.Create<ulong>(words[Lanes..]);
        _s2 = Vector512.Create<ulong>(words[(2 * Lanes)..]);
        _s3 = Vector512.Create<ulong>(words[(3 * Lanes)..]) | Vector512<ulong>.One;

        ulong Word() => SplitMix64.Mix(ofSeed.Next() + BitOperations.RotateLeft(ofNetwork.Next(), 32));
    }

    /// <summary>Fills <paramref name="destination"/> with independent standard normal numbers.</summary>
    public void Fill(Span<float> destination)
    {
        while (destination.Length > 0)
        {
            int count = Math.Min(2 * BufferWords, destination.Length);
            NextWords((count + 1) / 2);
            Finish(destination[..count]);
            destination = destination[count..];
        }
    }

    /// <summary>Fills <paramref name="destination"/> with independent standard normal numbers.</summary>
    public void Fill(Span<double> destination)
    {
        while (destination.Length > 0)
        {
            int count = Math.Min(BufferWords, destination.Length);
            NextWords(count);
            Finish(destination[..count]);
            destination = destination[count..];
        }
    }

    /// <summary>Fills <paramref name="destination"/> with independent numbers that are uniform between -1 and 1, neither of which occurs.</summary>
    public void FillUniform(Span<double> destination)
    {
        while (destination.Length > 0)
        {
            int count = Math.Min(BufferWords, destination.Length);
            NextWords(count);
            for (int i = 0; i < count; i++)
            {
                // An odd number of 53 bits and its sign: symmetric about 0.
                destination[i] = (((long)_buffer[i] >> 11) | 1) * (1.0 / (1L << 52));
            }

            destination = destination[count..];
        }
    }

    /// <summary>Random bits for the next words of the buffer, a multiple of the number of lanes.</summary>
    private void NextWords(int count)
    {
        (Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d) = (_s0, _s1, _s2, _s3);
        ref ulong first = ref MemoryMarshal.GetArrayDataReference(_buffer);
        for (int i = 0; i < count; i += Lanes)
        {
            (RotateLeft(a + d, 23) + a).StoreUnsafe(ref first, (nuint)i);
            Vector512<ulong> t = Vector512.ShiftLeft(b, 17);
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= t;
            d = RotateLeft(d, 45);
        }

        (_s0, _s1, _s2, _s3) = (a, b, c, d);
    }

    // Kept apart from the generation of bits: together, the compiler keeps less in registers. Layers are bytes and tables hold 256 and more
    // elements, which the compiler does not know.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Finish(Span<float> destination)
    {
        ref int bits = ref Unsafe.As<ulong, int>(ref MemoryMarshal.GetArrayDataReference(_buffer));
        ref int inside = ref MemoryMarshal.GetArrayDataReference(NormalZiggurat.InsideSingle);
        ref float widths = ref MemoryMarshal.GetArrayDataReference(NormalZiggurat.WidthsSingle);
        for (int i = 0; i < destination.Length; i++)
        {
            int word = Unsafe.Add(ref bits, i);
            int layer = (byte)word;

            // An odd number of 24 bits and its sign: symmetric about 0.
            int position = (word >> 8) | 1;
            float width = Unsafe.Add(ref widths, layer);
            destination[i] = (position ^ (position >> 31)) < Unsafe.Add(ref inside, layer)
                ? position * width
                : (float)NormalZiggurat.Finish(ref _rest, layer, position * (double)width);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Finish(Span<double> destination)
    {
        ref long bits = ref Unsafe.As<ulong, long>(ref MemoryMarshal.GetArrayDataReference(_buffer));
        ref long inside = ref MemoryMarshal.GetArrayDataReference(NormalZiggurat.InsideDouble);
        ref double widths = ref MemoryMarshal.GetArrayDataReference(NormalZiggurat.WidthsDouble);
        for (int i = 0; i < destination.Length; i++)
        {
            long word = Unsafe.Add(ref bits, i);
            int layer = (byte)word;
            long position = (word >> 11) | 1;
            double width = Unsafe.Add(ref widths, layer);
            destination[i] = (position ^ (position >> 63)) < Unsafe.Add(ref inside, layer)
                ? position * width
                : NormalZiggurat.Finish(ref _rest, layer, position * width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> RotateLeft(Vector512<ulong> words, int bits) =>
        Vector512.ShiftLeft(words, bits) | Vector512.ShiftRightLogical(words, 64 - bits);
}
