using System.Numerics;

namespace Theory.Validation.Random;

/// <summary>The stream of random numbers that belongs to one network of an ensemble.</summary>
/// <remarks>
/// The stream is a function of the seed and of the network's index alone, so a sample depends neither on how the ensemble is divided
/// into chunks, nor on the number of threads, nor on the order; and any network can be drawn again by itself. Not safe for use by several
/// threads.
/// </remarks>
public sealed class NetworkRandom
{
    private Xoshiro256PlusPlus _bits;

    /// <summary>Starts the stream of a network.</summary>
    /// <param name="seed">The seed of the ensemble.</param>
    /// <param name="networkIndex">The network's index in the ensemble; any value.</param>
    public NetworkRandom(ulong seed, long networkIndex)
    {
        // Sums of two hashed sequences, hashed again: xoshiro is linear over bits, so states of different networks must not differ by a
        // pattern that is the same for every seed.
        var ofSeed = new SplitMix64(SplitMix64.Mix(seed));
        var ofNetwork = new SplitMix64(SplitMix64.Mix(unchecked((ulong)networkIndex) ^ 0x6a09e667f3bcc909));
        _bits = new Xoshiro256PlusPlus(Word(), Word(), Word(), Word() | 1);

        ulong Word() => SplitMix64.Mix(ofSeed.Next() + BitOperations.RotateLeft(ofNetwork.Next(), 32));
    }

    /// <summary>Fills <paramref name="destination"/> with independent standard normal numbers.</summary>
    public void FillNormal(Span<double> destination)
    {
        var local = _bits;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = NormalZiggurat.Next(ref local);
        }

        _bits = local;
    }

    /// <summary>Fills <paramref name="destination"/> with the numbers of the double-precision stream, rounded.</summary>
    public void FillNormal(Span<float> destination)
    {
        var local = _bits;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)NormalZiggurat.Next(ref local);
        }

        _bits = local;
    }
}
