using System.Globalization;
using Theory.Validation.NativeLibraries;

namespace Theory.Validation.Tests.NativeLibraries;

/// <summary>A patched library was verified in a cache folder and then opened by its path: whoever could rename there between the two had his own loaded.</summary>
public sealed class SealedMemoryFileTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];

    [Fact]
    public void Content_IsThatWritten_AndCannotChange()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files in memory are Linux's");
        using SealedMemoryFile file = new("library.so", Content);
        Assert.Equal(Content, File.ReadAllBytes(file.Path));
        using FileStream stream = new(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        foreach (Action change in (Action[])[() => stream.Write([1]), () => stream.SetLength(10), () => stream.SetLength(Content.Length + 1)])
        {
            Assert.True(Record.Exception(change) is IOException or UnauthorizedAccessException);
        }

        Assert.Equal(Content, File.ReadAllBytes(file.Path));
    }

    /// <summary>The library in this process is the patched one in memory: no folder took part, so that no folder's owner could.</summary>
    [Fact]
    public void TorchSharp_ComesFromMemory_WhereItIsPatched()
    {
        Assert.SkipUnless(TorchSharpLibrary.Exists, "no libLibTorchSharp.so on this platform");
        TorchRuntime.EnsureLoaded();
        string[] loaded =
        [
            .. File.ReadAllLines("/proc/self/maps").Where(line => line.Contains("libLibTorchSharp.so", StringComparison.Ordinal))
                .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct(),
        ];
        string path = Assert.Single(loaded);
        Assert.True(
            path.StartsWith("/memfd:", StringComparison.Ordinal) || path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal),
            string.Create(CultureInfo.InvariantCulture, $"loaded from {path}"));
    }
}
