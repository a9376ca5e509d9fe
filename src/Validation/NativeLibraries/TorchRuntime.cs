using System.Runtime.InteropServices;
using TorchSharp;

namespace Theory.Validation.NativeLibraries;

/// <summary>The native part of torch, loaded on first use.</summary>
/// <remarks>
/// Code that calls TorchSharp calls <see cref="EnsureLoaded"/> first. Otherwise TorchSharp cannot load on systems whose libstdc++ is
/// older than GCC 13's (Debian 12, Ubuntu 22.04); nothing is needed there but this call. No file of the application is modified and none is written:
/// where a change is necessary, a changed copy is loaded from memory.
/// </remarks>
public static class TorchRuntime
{
    /// <summary>The environment variable that names a libtorch, as --libtorch does.</summary>
    public const string Variable = "THEORY_LIBTORCH";

    private static LibtorchFolder? own;

    private static readonly Lazy<TorchUnavailableException?> Failure = new(TryLoad, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Loads torch for the CPU if it is not loaded yet. Safe to call from several threads.</summary>
    /// <exception cref="TorchUnavailableException">Torch cannot be loaded in this process; later calls throw again.</exception>
    public static void EnsureLoaded()
    {
        if (Failure.Value is { } failure)
        {
            throw new TorchUnavailableException(failure.Message, failure);
        }
    }

    /// <summary>Takes another libtorch than that of the application's folder.</summary>
    /// <param name="libtorch">The libtorch.</param>
    /// <exception cref="InvalidOperationException">Torch is loaded already.</exception>
    public static void Use(LibtorchFolder libtorch)
    {
        if (Failure.IsValueCreated)
        {
            throw new InvalidOperationException("Torch is loaded already.");
        }

        own = libtorch;
    }

    /// <summary>The line of a loader's message that names what is missing.</summary>
    internal static string OneLine(Exception error) =>
        error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => line.Contains(':', StringComparison.Ordinal)) ?? error.Message.ReplaceLineEndings(" ");

    private static TorchUnavailableException? TryLoad()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                OpenMpThreads.SleepWhileWaiting();
                LinuxTorchLoader.Load(own?.Path);
            }
            else
            {
                NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out _);
            }

            // TorchSharp writes a long trace to standard output when its library is missing; so look before it does.
            if (!NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, null, out _))
            {
                return new TorchUnavailableException(
                    "TorchSharp's native library cannot be loaded: libtorch for this platform is not in the application's folder; "
                    + "build on this machine with -p:TorchBackend=cpu");
            }

            torch.InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (TorchUnavailableException e)
        {
            return e;
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException or ElfLayoutException)
        {
            return new TorchUnavailableException($"torch cannot be started: {OneLine(e.InnerException ?? e)}", e);
        }
    }
}
