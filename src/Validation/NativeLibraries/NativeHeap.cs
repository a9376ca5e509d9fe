using System.Runtime.InteropServices;

namespace Theory.Validation.NativeLibraries;

/// <summary>The C library's heap, from which torch takes the memory of tensors on the CPU.</summary>
/// <remarks>
/// glibc 2.36 (Debian 12) seldom finds a freed block again when asked for aligned memory: a process that allocates and frees the same tensors
/// a thousand times grows to ten times what it uses.
/// </remarks>
internal static class NativeHeap
{
    /// <summary>Gives the pages of freed blocks back to the system, where the C library can.</summary>
    public static void ReturnFreedMemory()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "malloc_trim", out _))
        {
            _ = Trim(0);
        }
    }

    [DllImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint pad);
}
