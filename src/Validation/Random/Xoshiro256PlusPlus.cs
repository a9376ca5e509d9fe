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
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>Starts from a state, of which one word at least is not 0.</summary>
    public Xoshiro256PlusPlus(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    /// <summary>The next 64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(s0 + s3, 23) + s0;
        ulong t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform on (0, 1]: multiples of 2^-53, so that its logarithm is finite.</summary>
    public double NextPositiveUniform() => ((Next() >> 11) + 1) * (1.0 / (1L << 53));
}
