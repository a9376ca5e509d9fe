using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Theory.Validation.NativeLibraries;

/// <summary>A file in memory whose content nobody can change any more, not even this process. Linux only.</summary>
/// <remarks>
/// A library that was checked and then opened by its path can be another one by then, if somebody else may rename in the folder: what is loaded from here
/// is what was written, whoever owns the home, the cache folder or the temporary folder, and nothing stays behind on the disk.
/// </remarks>
internal sealed class SealedMemoryFile : IDisposable
{
    // <linux/memfd.h>, <linux/fcntl.h>
    private const uint CloseOnExec = 1;
    private const uint AllowSealing = 2;
    private const uint Executable = 0x10;
    private const int AddSeals = 1033;
    private const int SealAgainstSeals = 1;
    private const int SealAgainstShrinking = 2;
    private const int SealAgainstGrowing = 4;
    private const int SealAgainstWriting = 8;

    private readonly SafeFileHandle _file;

    /// <summary>Writes and seals the file.</summary>
    /// <param name="name">What tools such as /proc/PID/maps show.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="IOException">The kernel refuses: it is older than 3.17, or memory is short.</exception>
    public SealedMemoryFile(string name, ReadOnlySpan<byte> content)
    {
        // Kernels before 6.3 do not know the third flag, and make every such file executable.
        int descriptor = Create(name, CloseOnExec | AllowSealing | Executable);
        descriptor = descriptor >= 0 ? descriptor : Create(name, CloseOnExec | AllowSealing);
        if (descriptor < 0)
        {
            throw new IOException($"no file in memory: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        _file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.Write(_file, content, 0);
            if (Control(descriptor, AddSeals, SealAgainstWriting | SealAgainstGrowing | SealAgainstShrinking | SealAgainstSeals) < 0)
            {
                throw new IOException($"a file in memory cannot be sealed: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>A path to the file for this process, while it is not disposed of.</summary>
    public string Path => $"/proc/self/fd/{_file.DangerousGetHandle()}";

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create([MarshalAs(UnmanagedType.LPStr)] string name, uint flags);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command, int argument);
}
