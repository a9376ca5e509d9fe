using System.Numerics;
using System.Runtime.CompilerServices;

namespace Theory.Validation.Random;

/// <summary>The generator xoshiro256++ 1.0 of 64-bit words: period 2^256 - 1.</summary>
/// <remarks>
/// D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021). A mutable value: copies go their own
/// ways.
/// </remarks>
internal struct Xoshiro256PlusPlus
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts from a state, of which one word at least is not 0.</summary>
    public Xoshiro256PlusPlus(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        _s0 = s0;
        _s1 = s1;
        _s2 = s2;
        _s3 = s3;
    }

    /// <summary>The next 64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform on (0, 1]: multiples of 2^-53, so that its logarithm is finite.</summary>
    public double NextPositiveUniform() => ((Next() >> 11) + 1) * (1.0 / (1L << 53));
}
