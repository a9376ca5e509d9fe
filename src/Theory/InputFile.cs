using System.Text;

namespace Theory;

/// <summary>Reads files that anybody may have written: never more than a limit, so that a device without an end is refused too.</summary>
public static class InputFile
{
    /// <summary>The limit for files of text that are held in memory as a whole: 64 MiB.</summary>
    public const long LargestText = 64L << 20;

    /// <summary>A pipe is opened when somebody opens its other end; the writer of a shell's &lt;(command) has by then.</summary>
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(2);

    /// <summary>The content of a file as text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largest">The limit in bytes.</param>
    /// <exception cref="UserInputException">There is no such file, it cannot be read, or it is larger.</exception>
    public static string Text(string path, long largest = LargestText) => Encoding.UTF8.GetString(Bytes(path, largest)).TrimStart('\uFEFF');

    /// <summary>The content of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largest">The limit in bytes.</param>
    /// <exception cref="UserInputException">There is no such file, it cannot be read, or it is larger.</exception>
    public static byte[] Bytes(string path, long largest = LargestText)
    {
        try
        {
            using FileStream stream = Open(path);
            using MemoryStream content = new();
            byte[] buffer = new byte[1 << 16];
            if (stream.CanSeek)
            {
                // A device has no length and may have no end; what says how long it is is not read in vain.
                largest = stream.Length == 0 ? Math.Min(largest, LargestText) : largest;
                Require.That(stream.Length <= largest, $"the file '{path}' is larger than {largest >> 20} MiB and is not read");
            }

            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > largest)
                {
                    throw new UserInputException($"the file '{path}' is larger than {largest >> 20} MiB and is not read");
                }
            }

            return content.ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserInputException($"the file '{path}' cannot be read: {error.Message}");
        }
    }

    /// <summary>Opens a file that is read at any place, as archives are.</summary>
    /// <exception cref="UserInputException">There is no such file, or it is a pipe or a device.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenSeekable(string path)
    {
        FileStream stream = Open(path);
        if (stream.CanSeek)
        {
            return stream;
        }

        stream.Dispose();
        throw new UserInputException($"'{path}' is a pipe or a device; a regular file is needed");
    }

    private static FileStream Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            throw new UserInputException($"'{path}' is a folder, not a file");
        }

        if (!File.Exists(path))
        {
            throw new UserInputException($"there is no file '{path}'");
        }

        // Opening a pipe without a writer never ends, and cannot be cancelled; the thread that waits for it ends with the process.
        Task<FileStream> opening = Task.Factory.StartNew(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (((IAsyncResult)opening).AsyncWaitHandle.WaitOne(LongestOpening))
        {
            return opening.GetAwaiter().GetResult();
        }

        opening.ContinueWith(static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        throw new UserInputException($"'{path}' is a pipe to which nobody writes; give a regular file");
    }
}
