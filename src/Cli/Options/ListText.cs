namespace Theory.Cli.Options;

/// <summary>Comma-separated lists whose members may hold commas inside parentheses: <c>max(1,2),3</c>.</summary>
internal static class ListText
{
    /// <summary>The members, without the space around them; one empty member for an empty text.</summary>
    public static IEnumerable<string> Split(string text)
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
