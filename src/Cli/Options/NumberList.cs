namespace Theory.Cli.Options;

/// <summary>Comma-separated lists whose members are numbers, <c>2,2,1.9</c>, or ranges in equal steps, <c>1.5..2:6</c>. Commas inside parentheses belong to a number: <c>max(1,2)</c>.</summary>
internal static class NumberList
{
    private static readonly ValueRanges Numbers = new("the values", "1.5..2:6", null, NumberText.Parse, Between);
    private static readonly ValueRanges WholeNumbers = new("the values", "16..64:4", null, text => Integer(NumberText.Parse(text), text), Between);

    /// <summary>Reads at least one number.</summary>
    /// <exception cref="UserInputException">A member is not a number or a range.</exception>
    public static double[] Parse(string text) => [.. Numbers.Parse(text)];

    /// <summary>Reads at least one integer.</summary>
    /// <exception cref="UserInputException">A member is not an integer or a range of integers.</exception>
    public static int[] Integers(string text) => [.. WholeNumbers.Parse(text).Select(n => (int)Integer(n, text))];

    private static double Between(double from, double to, int i, int steps) => from + ((to - from) * i / steps);

    private static double Integer(double number, string text) => number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
        ? number
        : throw new UserInputException(text.Contains("..", StringComparison.Ordinal) ? $"'{text}' has values between the integers" : $"'{text}' is not an integer");
}
