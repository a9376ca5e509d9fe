using System.Text;
using Theory.Cli.Figures;
using Theory.Experiments.Figures;
using Theory.Validation.Storage;

namespace Theory.Cli.Output;

/// <summary>A folder for results that is checked before the work starts and created only when there is something to write.</summary>
internal sealed class OutputFolder
{
    private readonly List<string> _written = [];

    private OutputFolder(string path)
    {
        FullPath = path;
    }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The names of the files written so far.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>A folder the user named. It must exist, or its parent must.</summary>
    /// <exception cref="UserInputException">It cannot be written to.</exception>
    public static OutputFolder Named(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UserInputException("the output folder has an empty name");
        }

        string full = Path.GetFullPath(path);
        string? parent = Path.GetDirectoryName(full);
        if (!Directory.Exists(full) && parent is not null && !Directory.Exists(parent))
        {
            throw new UserInputException($"the output folder '{path}' cannot be created, because "
                + (File.Exists(parent) ? $"'{parent}' is a file; name another with --out" : $"'{parent}' does not exist; create it first"));
        }

        return Checked(full, Directory.Exists(full) ? full : parent!);
    }

    /// <summary>The folder used when the user names none: theory-output/&lt;name&gt; in the current folder.</summary>
    public static OutputFolder Default(string name)
    {
        string current = Directory.GetCurrentDirectory();
        string path = Path.Combine(current, "theory-output", FileName(name));
        string existing = path;
        while (!Directory.Exists(existing))
        {
            RequireNoFile(existing);
            existing = Path.GetDirectoryName(existing)!;
        }

        return Checked(path, existing);
    }

    /// <summary>Writes a text file.</summary>
    public void WriteText(string name, string content) => WriteBytes(name, Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\n")));

    /// <summary>Writes a file.</summary>
    public void WriteBytes(string name, byte[] content)
    {
        Directory.CreateDirectory(FullPath);
        DurableFile.WriteNamed(Path.Combine(FullPath, name), content);
        Note(name);
    }

    /// <summary>Writes a figure as PNG and SVG.</summary>
    public void WriteFigure(string name, Figure figure)
    {
        FigureWriter.Save(figure, Path.Combine(FullPath, name));
        Note(name + ".png");
        Note(name + ".svg");
    }

    /// <summary>A file that is written anew is one file.</summary>
    private void Note(string name)
    {
        if (!_written.Contains(name))
        {
            _written.Add(name);
        }
    }

    /// <summary>A name with everything but letters, digits and dots replaced.</summary>
    private static string FileName(string name)
    {
        string plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' ? c : c == ':' ? '-' : '_')).Trim('_', '.');
        return plain.Length == 0 ? "activation" : plain[..Math.Min(plain.Length, 60)];
    }

    private static OutputFolder Checked(string path, string existing)
    {
        RequireNoFile(path);
        string probe = Path.Combine(existing, Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"the output folder '{path}' cannot be written to; name another with --out");
        }

        return new OutputFolder(path);
    }

    private static void RequireNoFile(string path)
    {
        if (File.Exists(path))
        {
            throw new UserInputException($"'{path}' is a file, not a folder; name a folder for the output with --out");
        }
    }
}
