namespace Theory.Cli.Options;

/// <summary>Comma-separated numbers: <c>2,2,1.9</c>. Commas inside parentheses belong to a number: <c>max(1,2)</c>.</summary>
internal static class NumberList
{
    /// <summary>Reads at least one number.</summary>
    /// <exception cref="UserInputException">A member is not a number.</exception>
    public static double[] Parse(string text) => [.. Members(text).Select(NumberText.Parse)];

    /// <summary>Reads at least one integer.</summary>
    /// <exception cref="UserInputException">A member is not an integer.</exception>
    public static int[] Integers(string text) => [.. Members(text).Select(Integer)];

    private static int Integer(string text)
    {
        double number = NumberText.Parse(text);
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : throw new UserInputException($"'{text}' is not an integer");
    }

    private static IEnumerable<string> Members(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }
}
