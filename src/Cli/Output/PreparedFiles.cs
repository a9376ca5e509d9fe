using System.Text;
using Theory.Cli.Figures;
using Theory.Experiments.Figures;

namespace Theory.Cli.Output;

/// <summary>Files whose contents are all there before the first is written: what cannot be made leaves nothing half-done.</summary>
internal sealed class PreparedFiles
{
    private readonly List<(string Name, byte[] Content)> _files = [];

    /// <summary>Adds a text.</summary>
    public void Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\n")));

    /// <summary>Adds a file.</summary>
    public void Add(string name, byte[] content) => _files.Add((name, content));

    /// <summary>Adds a figure as PNG and SVG.</summary>
    public void Add(string name, Figure figure)
    {
        (byte[] png, byte[] svg) = FigureWriter.Draw(figure);
        Add(name + ".png", png);
        Add(name + ".svg", svg);
    }

    /// <summary>Writes all of them.</summary>
    public void WriteTo(OutputFolder folder) => _files.ForEach(f => folder.WriteBytes(f.Name, f.Content));
}
