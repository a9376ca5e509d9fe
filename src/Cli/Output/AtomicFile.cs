namespace Theory.Cli.Output;

/// <summary>Files that appear complete or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file under a temporary name beside its place, then renames it.</summary>
    /// <remarks>
    /// A link is followed to the file that it names. What is no file of its own, a device, a FIFO or a standard stream, is written to and
    /// never replaced: those have no length, and where an empty file is taken for one there is nothing that could be lost.
    /// </remarks>
    public static void Write(string path, byte[] content)
    {
        if (StandardStream(path) is Stream stream)
        {
            using (stream)
            {
                stream.Write(content);
            }

            return;
        }

        // Below /dev and /proc a name may lead to an open pipe, which has no other name.
        string target = IsOfTheSystem(path) || new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        FileInfo existing = new(target);
        if (IsOfTheSystem(target) || (existing.Exists && existing.Length == 0))
        {
            using FileStream inPlace = new(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            inPlace.Write(content);
            return;
        }

        // Beside its place, because a rename across file systems is a copy and can be seen half-done.
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static bool IsOfTheSystem(string path) =>
        (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
        || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static Stream? StandardStream(string path) => path switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => Console.OpenStandardOutput(),
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => Console.OpenStandardError(),
        _ => null,
    };
}
