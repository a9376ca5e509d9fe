using System.Text;

namespace Theory.Cli.Output;

/// <summary>Breaks lines that are wider than a window at spaces, so that the window does not break them within a number; what is written in pieces passes as it is.</summary>
internal sealed class LineWrapper(TextWriter inner) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    /// <summary>Formulas continue below what follows their sign of equality, unless that stands further right than this.</summary>
    private const int FurthestSign = 24;

    private const int Indent = 4;

    /// <summary>Columns of the window; 0 where lines are left alone.</summary>
    public int Width { get; set; }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(value);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => inner.Write(buffer, index, count);

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(Wrapped(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(Wrapped(value));

    /// <inheritdoc/>
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <summary>A text with line breaks where its lines are too long.</summary>
    public static string Wrap(string text, int width) => string.Join('\n', text.Split('\n').Select(line => WrapLine(line, width)));

    private static string WrapLine(string line, int width)
    {
        if (line.TrimEnd('\r').Length <= width)
        {
            return line;
        }

        int sign = line.IndexOf(" = ", StringComparison.Ordinal);
        int margin = line.Length - line.TrimStart().Length;
        int hanging = margin > 0 && sign > 0 && sign <= FurthestSign ? sign + 3 : margin + (margin > 0 ? Indent : 0);
        hanging = Math.Min(hanging, width / 2);
        StringBuilder text = new();
        int start = 0;
        int room = width;
        int first = margin;
        while (line.Length - start > room)
        {
            int space = line.LastIndexOf(' ', start + room, room);
            if (space <= start + first)
            {
                // A word that is wider than the window stands whole.
                space = line.IndexOf(' ', start + Math.Max(room, first));
                if (space < 0)
                {
                    break;
                }
            }

            text.Append(line.AsSpan(start, space - start).TrimEnd()).Append(Environment.NewLine).Append(' ', hanging);
            start = space + 1;
            room = width - hanging;
            first = 0;
        }

        return text.Append(line.AsSpan(start)).ToString();
    }

    private string? Wrapped(string? text) => Width > 0 && text is not null && text.Length > Width ? Wrap(text, Width) : text;
}
