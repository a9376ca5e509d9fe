namespace Theory.Cli.Output;

/// <summary>Tells the user where the files are.</summary>
internal static class FolderNote
{
    /// <summary>Names the folder and the files in it; nothing when there is no folder.</summary>
    public static void Write(Terminal terminal, OutputFolder? folder)
    {
        if (folder is not null)
        {
            terminal.Output.WriteLine();
            terminal.Output.WriteLine($"Written to {folder.FullPath}: {string.Join(", ", folder.Written)}");
        }
    }
}
