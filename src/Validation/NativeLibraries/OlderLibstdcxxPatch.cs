using System.Security.Cryptography;

namespace Theory.Validation.NativeLibraries;

/// <summary>
/// Lets one known build of TorchSharp's native library load where libstdc++ is older than GLIBCXX_3.4.32 (Debian 12, Ubuntu 22.04).
/// </summary>
/// <remarks>
/// The only symbol of that version in the library is <c>std::ios_base_library_init()</c>, a nullary function by which programs built
/// with GCC 13 ask for the initialisation of the standard streams; an older libstdc++ does that by itself when it is loaded. The patch
/// makes the version optional and binds the call to another nullary function, imported already, whose result is ignored.
/// </remarks>
internal static class OlderLibstdcxxPatch
{
    /// <summary>The version of libstdc++'s symbols that older systems lack.</summary>
    public const string MissingVersion = "GLIBCXX_3.4.32";

    /// <summary>
    /// SHA-256 of libLibTorchSharp.so in the package TorchSharp 0.107.0, for x64: the patch was examined for this file only.
    /// </summary>
    public const string KnownLibrary = "CF33B1B0BB6BBB9754A768FB5C5D04D9F498603BE50E73F55621A0B40EE608B8";

    private const string StreamInitialiser = "_ZSt21ios_base_library_initv";
    private const string HarmlessNullaryFunction = "_ZNSt6chrono3_V212steady_clock3nowEv";

    /// <summary>Whether the patch was written for this library.</summary>
    public static bool IsFor(ReadOnlySpan<byte> library) => Convert.ToHexString(SHA256.HashData(library)) == KnownLibrary;

    /// <summary>The patched library; the argument is not changed.</summary>
    /// <exception cref="ElfLayoutException">The library does not have the layout that the patch expects.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> library)
    {
        var patched = new ElfSharedObject(library);
        if (patched.ImportsOfVersion(MissingVersion) is not [StreamInitialiser])
        {
            throw new ElfLayoutException($"the version {MissingVersion} is needed by other symbols than {StreamInitialiser}");
        }

        patched.MakeVersionWeak(MissingVersion);
        patched.RedirectImport(StreamInitialiser, HarmlessNullaryFunction);
        return patched.ToArray();
    }
}
