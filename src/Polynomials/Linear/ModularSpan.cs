using System.Numerics;
using Fractions;

namespace Theory.Polynomials.Linear;

/// <summary>The span of vectors modulo a prime: a quick test of linear independence before exact arithmetic.</summary>
/// <remarks>Vectors that are independent modulo the prime are independent over the rationals; the converse fails with probability 5e-10.</remarks>
internal sealed class ModularSpan
{
    private const ulong Prime = 2147483647;

    private readonly List<(int Pivot, ulong[] Row)> _rows = [];

    /// <summary>The dimension of the span.</summary>
    public int Rank => _rows.Count;

    /// <summary>Adds a vector; false when it is in the span already.</summary>
    public bool TryAdd(Fraction[] vector)
    {
        ulong[] reduced = Reduce(vector);
        int pivot = Array.FindIndex(reduced, v => v != 0);
        if (pivot < 0)
        {
            return false;
        }

        ulong inverse = Inverse(reduced[pivot]);
        _rows.Add((pivot, [.. reduced.Select(v => v * inverse % Prime)]));
        return true;
    }

    /// <summary>True when the vector is in the span.</summary>
    public bool Contains(Fraction[] vector) => Array.TrueForAll(Reduce(vector), v => v == 0);

    private ulong[] Reduce(Fraction[] vector)
    {
        ulong[] result = [.. vector.Select(Residue)];
        foreach ((int pivot, ulong[] row) in _rows)
        {
            ulong factor = Prime - result[pivot];
            if (factor == Prime)
            {
                continue;
            }

            for (int i = 0; i < result.Length; i++)
            {
                result[i] = (result[i] + (factor * row[i])) % Prime;
            }
        }

        return result;
    }

    private static ulong Residue(Fraction value) => Modulo(value.Numerator) * Inverse(Modulo(value.Denominator)) % Prime;

    private static ulong Modulo(BigInteger value) => (ulong)(((value % Prime) + Prime) % Prime);

    private static ulong Inverse(ulong value) => value == 1 ? 1 : (ulong)BigInteger.ModPow(value, Prime - 2, Prime);
}
