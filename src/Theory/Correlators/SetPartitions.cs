namespace Theory.Correlators;

/// <summary>The ways to divide a list into blocks, which connect moments with cumulants.</summary>
internal static class SetPartitions
{
    /// <summary>Bell(10) = 115,975 partitions are the most that are formed.</summary>
    public const int MaximumSize = 10;

    /// <summary>Every partition of the positions 0 … n-1 into non-empty blocks.</summary>
    /// <param name="n">The number of elements.</param>
    /// <param name="blockSize">Which block sizes are allowed; all unless given.</param>
    public static IEnumerable<IReadOnlyList<IReadOnlyList<int>>> Of(int n, Func<int, bool>? blockSize = null)
    {
        if (n > MaximumSize)
        {
            throw new UserInputException($"{n} indices have too many partitions; use at most {MaximumSize}");
        }

        return Extend(n, 0, []).Where(p => blockSize is null || p.All(b => blockSize(b.Count)));
    }

    /// <summary>Moebius function of the partition lattice, (-1)^(b-1) (b-1)! for b blocks: it inverts the sum over partitions.</summary>
    public static int Moebius(int blocks)
    {
        int value = 1;
        for (int k = 1; k < blocks; k++)
        {
            value *= -k;
        }

        return value;
    }

    private static IEnumerable<IReadOnlyList<IReadOnlyList<int>>> Extend(int n, int next, List<List<int>> blocks)
    {
        if (next == n)
        {
            yield return [.. blocks.Select(b => (IReadOnlyList<int>)[.. b])];
            yield break;
        }

        // The element joins one of the blocks, or opens a new one.
        for (int b = 0; b <= blocks.Count; b++)
        {
            bool opened = b == blocks.Count;
            if (opened)
            {
                blocks.Add([]);
            }

            blocks[b].Add(next);
            foreach (IReadOnlyList<IReadOnlyList<int>> partition in Extend(n, next + 1, blocks))
            {
                yield return partition;
            }

            blocks[b].RemoveAt(blocks[b].Count - 1);
            if (opened)
            {
                blocks.RemoveAt(b);
            }
        }
    }
}
