namespace Theory.Validation.Storage;

/// <summary>Files that are complete on the disk or not there.</summary>
public static class DurableFile
{
    /// <summary>Writes under a temporary name, waits for the disk, and renames. A process killed meanwhile leaves the old state.</summary>
    /// <exception cref="IOException">The disk is full, or the file cannot be written; nothing else changes.</exception>
    public static void Write(string path, byte[] content) =>
        Write(path, content, temporary => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write));

    /// <summary>Writes with another way to create the temporary file.</summary>
    internal static void Write(string path, byte[] content, Func<string, Stream> create)
    {
        // Beside its place, because a rename across file systems is a copy and can be seen half-done.
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (Stream stream = create(temporary))
            {
                stream.Write(content);
                if (stream is FileStream file)
                {
                    file.Flush(flushToDisk: true);
                }
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
