namespace Theory.Validation.Tests.NativeLibraries;

/// <summary>TorchSharp's native library as it was built into the output folder of the tests (Linux only).</summary>
internal static class TorchSharpLibrary
{
    private static readonly string Location = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    public static bool Exists => File.Exists(Location);

    public static byte[] Read() => File.ReadAllBytes(Location);
}
