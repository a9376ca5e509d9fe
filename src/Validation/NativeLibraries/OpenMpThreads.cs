using System.Runtime.InteropServices;

namespace Theory.Validation.NativeLibraries;

/// <summary>How torch's OpenMP threads wait for one another.</summary>
/// <remarks>
/// libgomp lets them spin, and when another program needs the processors the thread that is waited for does not run meanwhile: sampling took
/// 5 to 10 times longer on two busy processors. Sleeping costs little where processors are free. libgomp reads its settings once,
/// from the environment, when it is loaded.
/// </remarks>
internal static class OpenMpThreads
{
    /// <summary>Lets waiting threads sleep, unless the user's environment says how they should wait; to be called before torch is loaded.</summary>
    public static void SleepWhileWaiting()
    {
        // Environment.SetEnvironmentVariable changes .NET's copy of the environment only.
        _ = SetEnvironment("OMP_WAIT_POLICY\0"u8.ToArray(), "passive\0"u8.ToArray(), overwrite: 0);
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironment(byte[] name, byte[] value, int overwrite);
}
