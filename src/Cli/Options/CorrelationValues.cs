namespace Theory.Cli.Options;

/// <summary>Lists and even ranges of correlations: <c>-1,0,0.5</c> or <c>-1..1:201</c>.</summary>
internal static class CorrelationValues
{
    private static readonly ValueRanges Ranges = new("rho", "-1..1:201", 101, Correlation, (from, to, i, steps) => from + ((to - from) * i / steps));

    /// <summary>Reads a comma-separated list whose members are numbers or evenly spaced ranges.</summary>
    /// <exception cref="UserInputException">A member is not between -1 and 1, or not a range, or there are too many.</exception>
    public static IReadOnlyList<double> Parse(string text) => Ranges.Parse(text);

    private static double Correlation(string text)
    {
        double value = NumberText.Parse(text);
        return Math.Abs(value) <= 1 ? value : throw new UserInputException($"rho is a correlation and must lie between -1 and 1, got {text.Trim()}");
    }
}
