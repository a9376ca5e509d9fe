namespace Theory.Cli.Output;

/// <summary>Files that appear complete or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file under a temporary name beside its place, then renames it.</summary>
    public static void Write(string path, byte[] content)
    {
        // Beside its place, because a rename across file systems is a copy and can be seen half-done.
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
