using System.Globalization;

namespace Theory.Validation.Runs;

/// <summary>One of N parts of a run, i/N with i from 1 to N, as the jobs of an array compute them.</summary>
public sealed record ShardPart
{
    private ShardPart(int index, int count)
    {
        Index = index;
        Count = count;
    }

    /// <summary>The whole run.</summary>
    public static ShardPart Whole { get; } = new(1, 1);

    /// <summary>i, from 1.</summary>
    public int Index { get; }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>Reads "i/N".</summary>
    /// <exception cref="UserInputException">It is not of this form, or i is not between 1 and N.</exception>
    public static ShardPart Parse(string text)
    {
        string[] numbers = text.Split('/');
        return numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && index >= 1 && index <= count
            ? new ShardPart(index, count)
            : throw new UserInputException($"'{text}' is not a part of a run; write i/N with i from 1 to N, for example 3/10");
    }

    /// <summary>The shards of this part: consecutive, and the parts differ by one shard at most.</summary>
    public IEnumerable<int> Of(int shards)
    {
        int first = (int)((long)shards * (Index - 1) / Count);
        int next = (int)((long)shards * Index / Count);
        return Enumerable.Range(first, next - first);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
