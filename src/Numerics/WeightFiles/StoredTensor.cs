namespace Theory.Numerics.WeightFiles;

/// <summary>An array of numbers that a file holds, row by row.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Values">Its numbers.</param>
internal sealed record StoredTensor(string Name, IReadOnlyList<int> Shape, double[] Values)
{
    /// <summary>More numbers than this, in all tensors of a file together, are refused: a gigabyte.</summary>
    internal const long LargestCount = 1L << 27;

    /// <summary>The number of entries of a shape.</summary>
    /// <exception cref="UserInputException">A size is negative, or there are more than can be held.</exception>
    internal static int Count(string file, string name, IEnumerable<long> shape, ref long total)
    {
        long count = 1;
        foreach (long size in shape)
        {
            Require.That(size >= 0 && size <= LargestCount, $"'{file}': the tensor '{name}' has the size {size}");
            count *= size;
            Require.That(count <= LargestCount, $"'{file}': the tensor '{name}' has more than {LargestCount} numbers");
        }

        total += count;
        Require.That(total <= LargestCount, $"'{file}' has more than {LargestCount} numbers; audit a smaller network");
        return (int)count;
    }
}
