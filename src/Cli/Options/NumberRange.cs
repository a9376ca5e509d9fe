namespace Theory.Cli.Options;

/// <summary>Ranges of a coordinate: <c>0.5..3</c>.</summary>
internal static class NumberRange
{
    /// <summary>Reads from..to.</summary>
    /// <exception cref="UserInputException">It is not two numbers, the first below the second.</exception>
    public static (double From, double To) Parse(string text)
    {
        string[] parts = text.Split("..");
        if (parts.Length == 2 && parts[1].Contains(':', StringComparison.Ordinal))
        {
            throw new UserInputException($"'{text}' says how many points there are, which is for --grid; write from..to, for example 0.5..3");
        }

        if (parts.Length != 2)
        {
            throw new UserInputException($"'{text}' is not a range; write from..to, for example 0.5..3");
        }

        (double from, double to) = (NumberText.Parse(parts[0]), NumberText.Parse(parts[1]));
        return from < to ? (from, to) : throw new UserInputException($"the range '{text}' must go from a smaller to a larger number");
    }
}
