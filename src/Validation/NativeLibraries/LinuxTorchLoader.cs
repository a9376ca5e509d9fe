using System.Runtime.InteropServices;

namespace Theory.Validation.NativeLibraries;

/// <summary>Loads libtorch and TorchSharp's native library from the application's folder, before TorchSharp looks for them.</summary>
/// <remarks>
/// A library that is loaded already satisfies later requests for its soname. That is what makes a patched copy in memory work:
/// its own dependencies are loaded by absolute path beforehand (its run path does not lead to them), and TorchSharp's requests for
/// "LibTorchSharp" end at the copy.
/// </remarks>
internal static class LinuxTorchLoader
{
    private const string TorchSharpLibrary = "libLibTorchSharp.so";

    // In the order of their dependencies; libtorch_cuda.so exists in CUDA builds only.
    private static readonly string[] Dependencies = ["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"];

    /// <summary>Loads the libraries; they stay loaded until the process ends.</summary>
    /// <param name="libtorch">A folder with libtorch; null for the application's own.</param>
    /// <exception cref="TorchUnavailableException">A library is missing or cannot be loaded.</exception>
    public static void Load(string? libtorch)
    {
        string library = Find(TorchSharpLibrary)
            ?? throw new TorchUnavailableException(
                $"{TorchSharpLibrary} is not in the application's folder: build for this platform (linux-x64), "
                + "or reference TorchSharp in the application");
        foreach (string dependency in Dependencies)
        {
            string? place = libtorch is null ? Find(dependency) : Path.Combine(libtorch, dependency) is var own && File.Exists(own) ? own : null;
            if (place is { } path && TryLoad(path) is { } error)
            {
                throw new TorchUnavailableException(
                    $"{dependency} cannot be loaded: {TorchRuntime.OneLine(error)}; "
                    + (libtorch is null ? "build again on this machine, so that all of libtorch is in the application's folder" : $"'{libtorch}' must hold all of libtorch"),
                    error);
            }
        }

        if (TryLoad(library) is { } failure)
        {
            LoadPatchedCopy(library, failure);
        }
    }

    private static void LoadPatchedCopy(string library, Exception failure)
    {
        bool versionIsMissing = failure.Message.Contains(OlderLibstdcxxPatch.MissingVersion, StringComparison.Ordinal);
        byte[] original = versionIsMissing ? File.ReadAllBytes(library) : [];
        if (!versionIsMissing)
        {
            throw new TorchUnavailableException($"{TorchSharpLibrary} cannot be loaded: {TorchRuntime.OneLine(failure)}", failure);
        }

        if (!OlderLibstdcxxPatch.IsFor(original))
        {
            throw new TorchUnavailableException(
                $"{TorchSharpLibrary} needs libstdc++ with {OlderLibstdcxxPatch.MissingVersion}: use a system with GCC 13's libstdc++ "
                + "or newer, or TorchSharp 0.107.0, for which an older one will do",
                failure);
        }

        Exception? refused;
        try
        {
            // Once loaded, the library stays: the file may go.
            using SealedMemoryFile patched = new(TorchSharpLibrary, OlderLibstdcxxPatch.Apply(original));
            refused = TryLoad(patched.Path);
        }
        catch (IOException e)
        {
            refused = e;
        }

        if (refused is not null)
        {
            throw new TorchUnavailableException(
                $"{TorchSharpLibrary} needs libstdc++ with {OlderLibstdcxxPatch.MissingVersion} (GCC 13), and a copy without that need "
                + $"could not be loaded from memory: {TorchRuntime.OneLine(refused)}",
                refused);
        }
    }

    private static string? Find(string library) =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Prepend(AppContext.BaseDirectory)
            .Select(folder => Path.Combine(folder, library))
            .FirstOrDefault(File.Exists);

    private static Exception? TryLoad(string path)
    {
        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e;
        }
    }
}
