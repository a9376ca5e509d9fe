namespace Theory.Validation.Runs;

/// <summary>Files that are complete on the disk or not there.</summary>
internal static class DurableFile
{
    /// <summary>Writes under a temporary name, waits for the disk, and renames. A process killed meanwhile leaves the old state.</summary>
    /// <exception cref="IOException">The disk is full, or the file cannot be written; nothing else changes.</exception>
    public static void Write(string path, byte[] content)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
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
