using SkiaSharp;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Breaks long labels, which would otherwise run out of the figure.</summary>
internal static class TextWrap
{
    /// <summary>Breaks a text at spaces so that no line is wider than allowed, unless a single word is.</summary>
    public static string Wrap(string text, SKTypeface face, float size, float maxWidth)
    {
        using SKFont font = new(face, size);
        List<string> lines = [];
        foreach (string paragraph in text.Split('\n'))
        {
            string line = string.Empty;
            foreach (string word in paragraph.Split(' '))
            {
                string longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && font.MeasureText(longer) > maxWidth)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}
