using System.Security.Cryptography;
using Theory.Validation.Storage;

namespace Theory.Validation.NativeLibraries;

/// <summary>A folder of native libraries made on this machine, addressed by their content.</summary>
/// <remarks>
/// Processes may share the folder: files are written elsewhere and renamed, and a file whose content is not what its name says is
/// replaced.
/// </remarks>
internal sealed class LibraryCache(string folder)
{
    /// <summary>The user's cache folder, or null if the user has none.</summary>
    public static LibraryCache? OfUser()
    {
        string? root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(root) || !Path.IsPathRooted(root))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (home.Length == 0)
            {
                return null;
            }

            root = Path.Combine(home, ".cache");
        }

        return new LibraryCache(Path.Combine(root, "theory", "native"));
    }

    /// <summary>Stores a library under its file name and returns its path.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public string Store(string fileName, byte[] content)
    {
        string key = Convert.ToHexString(SHA256.HashData(content))[..32];
        string directory = Path.Combine(folder, key);
        string path = Path.Combine(directory, fileName);
        if (Holds(path, content))
        {
            return path;
        }

        CreatePrivate(directory);
        DurableFile.Write(path, content);
        return path;
    }

    private static bool Holds(string path, byte[] content) =>
        File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    private static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
