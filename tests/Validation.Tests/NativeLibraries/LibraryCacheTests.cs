using Theory.Validation.NativeLibraries;

namespace Theory.Validation.Tests.NativeLibraries;

public sealed class LibraryCacheTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("theory-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Store_TwiceTheSameContent_GivesOneFile()
    {
        var cache = new LibraryCache(folder.FullName);
        string path = cache.Store("lib.so", [1, 2, 3]);
        Assert.Equal(path, cache.Store("lib.so", [1, 2, 3]));
        Assert.NotEqual(path, cache.Store("lib.so", [1, 2, 4]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(2, folder.GetFiles("*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Store_ReplacesADamagedCopy()
    {
        var cache = new LibraryCache(folder.FullName);
        string path = cache.Store("lib.so", [1, 2, 3]);
        File.WriteAllBytes(path, [1]);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(cache.Store("lib.so", [1, 2, 3])));
    }

    [Fact]
    public void Store_FromManyWriters_LeavesOneCompleteFile()
    {
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        Parallel.For(0, 32, _ => Assert.Equal(content, File.ReadAllBytes(new LibraryCache(folder.FullName).Store("lib.so", content))));
        Assert.Single(folder.GetFiles("*", SearchOption.AllDirectories));
    }
}
