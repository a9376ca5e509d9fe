namespace Theory.Cli.Options;

/// <summary>Lists and ranges of the parameter of a family: <c>0.5,1,2</c> or <c>-1..1:9</c>.</summary>
internal static class ParameterValues
{
    private static readonly ValueRanges Ranges = new("parameter", "-1..1:9", 9, NumberText.Parse, (from, to, i, steps) => from + ((to - from) * i / steps));

    /// <summary>Reads a comma-separated list whose members are numbers or ranges of equal steps.</summary>
    /// <exception cref="UserInputException">A member is not a number or a range, or there are too many.</exception>
    public static double[] Parse(string text) => [.. Ranges.Parse(text)];
}
