using System.Numerics;

namespace Theory.Correlators;

/// <summary>Wick's theorem in its bare form: all ways to pair up legs, equal legs counted rather than listed.</summary>
internal static class Pairings
{
    /// <summary>More ways than this are refused: nobody reads such a sum.</summary>
    public const int MaximumCount = 50_000;

    /// <summary>The pairings of legs, each with the number of ways it arises; a pairing may come in several parts.</summary>
    /// <param name="legs">The legs; those that compare equal are interchangeable.</param>
    /// <param name="order">An order of the legs.</param>
    /// <param name="mayPair">False for two legs that cannot be paired, such as those of different neurons.</param>
    /// <exception cref="UserInputException">There are more than 50,000.</exception>
    public static IEnumerable<(BigInteger Ways, IReadOnlyList<(T A, T B)> Pairs)> Of<T>(
        IReadOnlyList<T> legs, IComparer<T> order, Func<T, T, bool>? mayPair = null)
    {
        T[] sorted = [.. legs.Order(order)];
        List<T> kinds = [];
        List<int> counts = [];
        foreach (T leg in sorted)
        {
            if (kinds.Count > 0 && order.Compare(kinds[^1], leg) == 0)
            {
                counts[^1]++;
            }
            else
            {
                kinds.Add(leg);
                counts.Add(1);
            }
        }

        if (legs.Count % 2 == 1)
        {
            yield break;
        }

        int found = 0;
        foreach ((BigInteger, IReadOnlyList<(T, T)>) pairing in Continue(kinds, [.. counts], [], 1, mayPair ?? ((_, _) => true)))
        {
            found++;
            yield return found <= MaximumCount ? pairing : throw new UserInputException(
                $"a correlator of {legs.Count} legs with {kinds.Count} different ones has more than {MaximumCount} pairings; use fewer legs or repeat some of them");
        }
    }

    private static IEnumerable<(BigInteger, IReadOnlyList<(T, T)>)> Continue<T>(
        List<T> kinds, int[] counts, (T, T)[] pairs, BigInteger ways, Func<T, T, bool> mayPair)
    {
        int first = Array.FindIndex(counts, c => c > 0);
        if (first < 0)
        {
            yield return (ways, pairs);
            yield break;
        }

        counts[first]--;
        for (int partner = first; partner < kinds.Count; partner++)
        {
            if (counts[partner] > 0 && mayPair(kinds[first], kinds[partner]))
            {
                int choices = counts[partner]--;
                foreach ((BigInteger, IReadOnlyList<(T, T)>) pairing in Continue(kinds, counts, [.. pairs, (kinds[first], kinds[partner])], ways * choices, mayPair))
                {
                    yield return pairing;
                }

                counts[partner]++;
            }
        }

        counts[first]++;
    }
}
