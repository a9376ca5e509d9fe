using System.Runtime.InteropServices;

namespace Theory.Validation.NativeLibraries;

/// <summary>The C library's heap, from which torch takes the memory of tensors on the CPU.</summary>
/// <remarks>
/// With glibc 2.36 (Debian 12) freed blocks pile up: a process that allocates and frees the same tensors a thousand times held ten times what
/// lived. Fixed thresholds for giving memory back (mallopt) prevent it too, but then half of the time goes into taking the pages again.
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
