namespace Theory;

/// <summary>The nearest known name to a mistyped one.</summary>
public static class NearestName
{
    /// <summary>The candidate with the smallest edit distance, or null when none is near (a third of the letters, at least one).</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">What is known.</param>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        (string? nearest, int distance) = candidates
            .Select(c => ((string?)c, Distance(name.ToUpperInvariant(), c.ToUpperInvariant())))
            .DefaultIfEmpty((null, int.MaxValue))
            .MinBy(c => c.Item2);
        return distance <= Math.Max(1, name.Length / 3) && distance < name.Length ? nearest : null;
    }

    /// <summary>Edit distance in which swapping two neighbouring letters counts once (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int substitution = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + substitution);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
