namespace Theory.Cli.Options;

/// <summary>Comma-separated numbers: <c>2,2,1.9</c>. Commas inside parentheses belong to a number: <c>max(1,2)</c>.</summary>
internal static class NumberList
{
    /// <summary>Reads at least one number.</summary>
    /// <exception cref="UserInputException">A member is not a number.</exception>
    public static double[] Parse(string text) => [.. ListText.Split(text).Select(NumberText.Parse)];

    /// <summary>Reads at least one integer.</summary>
    /// <exception cref="UserInputException">A member is not an integer.</exception>
    public static int[] Integers(string text) => [.. ListText.Split(text).Select(Integer)];

    private static int Integer(string text)
    {
        double number = NumberText.Parse(text);
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : throw new UserInputException($"'{text}' is not an integer");
    }
}
