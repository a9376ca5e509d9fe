namespace Theory.Cli.Rendering;

/// <summary>Sentences on lines of at most 80 columns.</summary>
internal static class Paragraph
{
    private const int Columns = 80;

    /// <summary>Writes words after a mark, the following lines indented by as much.</summary>
    public static void Write(TextWriter text, string mark, string words) => Write(text, mark, new string(' ', mark.Length), words);

    /// <summary>Writes words after a mark, the following lines after another.</summary>
    public static void Write(TextWriter text, string mark, string again, string words)
    {
        string line = mark;
        bool empty = true;
        foreach (string word in words.Split(' '))
        {
            if (!empty && line.Length + 1 + word.Length > Columns)
            {
                text.WriteLine(line);
                line = again;
                empty = true;
            }

            line += empty ? word : " " + word;
            empty = false;
        }

        text.WriteLine(line);
    }
}
