namespace Theory.Cli.Explorer;

/// <summary>A file of the page, embedded in the assembly.</summary>
/// <param name="Path">Where the browser finds it.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record PageFile(string Path, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<PageFile> All { get; } =
    [
        Read("/", "index.html", "text/html; charset=utf-8"),
        Read("/explorer.css", "explorer.css", "text/css; charset=utf-8"),
        Read("/plot.js", "plot.js", "text/javascript; charset=utf-8"),
        Read("/explorer.js", "explorer.js", "text/javascript; charset=utf-8"),
        Read("/favicon.svg", "favicon.svg", "image/svg+xml"),
    ];

    private static PageFile Read(string path, string name, string type)
    {
        using Stream stream = typeof(PageFile).Assembly.GetManifestResourceStream($"page/{name}")
            ?? throw new InvalidOperationException($"the file {name} of the page is missing from the assembly");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageFile(path, type, content);
    }
}
