using System.Runtime.InteropServices;

namespace Theory.Validation.Storage;

/// <summary>Files that are complete on the disk or not there.</summary>
public static class DurableFile
{
    /// <summary>A pipe is opened when somebody opens its other end; the reader of a shell's &gt;(command) has by then.</summary>
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(2);

    /// <summary>Writes under a temporary name, waits for the disk, and renames. A process killed meanwhile leaves the old state.</summary>
    /// <exception cref="IOException">The disk is full, or the file cannot be written; nothing else changes.</exception>
    public static void Write(string path, byte[] content) =>
        Write(path, content, temporary => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write));

    /// <summary>Writes a file that is not there yet, as <see cref="Write(string, byte[])"/> does.</summary>
    /// <returns>False when there is one, which another process may have written this moment.</returns>
    /// <exception cref="IOException">The disk is full, or the file cannot be written.</exception>
    public static bool TryCreate(string path, byte[] content)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        Write(temporary, content);
        try
        {
            // File.Move looks first and renames afterwards, so that two may both find nothing; a link is made by one of them only.
            // Where there are no links (FAT, Windows, whose move looks and renames at once) it is all there is.
            if (!OperatingSystem.IsWindows() && Link(temporary, path) == 0)
            {
                return true;
            }

            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes to a place that a user named, which need not be a file of its own.</summary>
    /// <remarks>
    /// A link is followed to the file that it names. What is no file of its own, a device, a FIFO or a standard stream, is written to and
    /// never replaced: those have no length, and where an empty file is taken for one there is nothing that could be lost.
    /// </remarks>
    /// <exception cref="IOException">The disk is full, the file cannot be written, or it is a pipe that nobody reads.</exception>
    public static void WriteNamed(string path, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
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
            using FileStream inPlace = OpenInPlace(target);
            inPlace.Write(content);
            return;
        }

        Write(target, content);
    }

    /// <summary>Writes with another way to create the temporary file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it shall hold.</param>
    /// <param name="create">Creates the temporary file.</param>
    /// <param name="waitsForDisk">Whether the content is on the disk before the file has its name.</param>
    internal static void Write(string path, ReadOnlySpan<byte> content, Func<string, Stream> create, bool waitsForDisk = true)
    {
        // Beside its place, because a rename across file systems is a copy and can be seen half-done.
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (Stream stream = create(temporary))
            {
                stream.Write(content);
                if (waitsForDisk && stream is FileStream file)
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

    /// <summary>Opening a pipe that nobody reads never ends, and cannot be cancelled; the thread that waits for it ends with the process.</summary>
    private static FileStream OpenInPlace(string path)
    {
        Task<FileStream> opening = Task.Factory.StartNew(
            () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (((IAsyncResult)opening).AsyncWaitHandle.WaitOne(LongestOpening))
        {
            return opening.GetAwaiter().GetResult();
        }

        opening.ContinueWith(static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        throw new IOException($"'{path}' is a pipe that nobody reads; name a file");
    }

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

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
