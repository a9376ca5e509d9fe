using System.Globalization;

namespace Theory.Cli.Options;

/// <summary>Comma-separated lists whose members are numbers or ranges <c>from..to:count</c>.</summary>
/// <param name="Symbol">What the values are called in errors.</param>
/// <param name="Example">A range, for errors.</param>
/// <param name="DefaultCount">The number of values of a range that does not say it; null where it must.</param>
/// <param name="Number">Reads one value and checks its domain.</param>
/// <param name="Between">The value at step i of so many from one number to another.</param>
internal sealed record ValueRanges(
    string Symbol, string Example, int? DefaultCount, Func<string, double> Number, Func<double, double, int, int, double> Between)
{
    private const int MaximumCount = 1_000_000;

    /// <summary>Reads a list.</summary>
    /// <exception cref="UserInputException">A member is not a value or a range, or there are too many.</exception>
    public IReadOnlyList<double> Parse(string text)
    {
        List<double> values = [];
        foreach (string member in ListText.Split(text))
        {
            values.AddRange(member.Contains("..", StringComparison.Ordinal) ? Range(member) : [Number(member)]);
            if (values.Count > MaximumCount)
            {
                throw new UserInputException($"more than {MaximumCount} values of {Symbol}");
            }
        }

        return values;
    }

    private IEnumerable<double> Range(string text)
    {
        string[] parts = text.Split("..");
        string[] upper = parts[^1].Split(':');
        if (parts.Length != 2 || upper.Length > 2)
        {
            throw new UserInputException($"'{text}' is not a range; write from..to:count, for example {Example}");
        }

        (double from, double to) = (Number(parts[0]), Number(upper[0]));
        int count = DefaultCount ?? 0;
        if (upper.Length == 1 && DefaultCount is null)
        {
            throw new UserInputException($"'{text}' does not say how many values it stands for; write from..to:count, for example {Example}");
        }

        if (upper.Length == 2 && (!int.TryParse(upper[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 2 or > MaximumCount))
        {
            throw new UserInputException($"the count in '{text}' must be an integer from 2 to {MaximumCount}");
        }

        if (from >= to)
        {
            throw new UserInputException($"the range '{text}' must go from a smaller to a larger {Symbol}");
        }

        return Enumerable.Range(0, count).Select(i => i == 0 ? from : i == count - 1 ? to : Between(from, to, i, count - 1));
    }
}
