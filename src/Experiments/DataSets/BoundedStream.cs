using System.IO.Compression;

namespace Theory.Experiments.DataSets;

/// <summary>Files that anybody may have written, compressed or not: what a header promises is checked before anything is allocated.</summary>
internal static class BoundedStream
{
    /// <summary>More than this of data is not read: 2 GiB.</summary>
    public const long Largest = 2L << 30;

    /// <summary>Opens a file; gzip is unpacked.</summary>
    /// <exception cref="UserInputException">It cannot be opened.</exception>
    public static Stream Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserInputException(Directory.Exists(path) ? $"'{path}' is a folder, not a file" : $"there is no file '{path}'");
        }

        try
        {
            FileStream file = InputFile.OpenSeekable(path);
            Span<byte> magic = stackalloc byte[2];
            int read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
            file.Position = 0;
            return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UserInputException($"the file '{path}' cannot be read: {error.Message}");
        }
    }

    /// <summary>So many bytes, and no more after them: a file that holds more than it says is another one, or several.</summary>
    /// <exception cref="UserInputException">They are too many, or the file ends before or after.</exception>
    public static byte[] Last(Stream stream, string path, long count)
    {
        byte[] data = Exactly(stream, path, count);
        try
        {
            return stream.ReadByte() < 0 ? data : throw new UserInputException($"'{path}' goes on after the {count} bytes of data that it says it has");
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new UserInputException($"the file '{path}' cannot be read: {error.Message}");
        }
    }

    /// <summary>So many bytes, exactly.</summary>
    /// <exception cref="UserInputException">They are too many, or the file ends before.</exception>
    public static byte[] Exactly(Stream stream, string path, long count)
    {
        if (count is < 0 or > Largest)
        {
            throw new UserInputException($"'{path}' promises {count} bytes of data; more than {Largest >> 30} GiB are not read");
        }

        // Grown as it is read, so that a short file that promises much does not take the memory.
        using MemoryStream content = new((int)Math.Min(count, 1 << 20));
        byte[] buffer = new byte[1 << 16];
        try
        {
            while (content.Length < count)
            {
                int read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, count - content.Length));
                if (read == 0)
                {
                    throw new UserInputException($"'{path}' ends after {content.Length} of {count} bytes of data");
                }

                content.Write(buffer, 0, read);
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new UserInputException($"the file '{path}' cannot be read: {error.Message}");
        }

        return content.ToArray();
    }
}
