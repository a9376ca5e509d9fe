using Theory.Validation.Storage;

namespace Theory.Validation.Tests.Storage;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    // A move that looks before it renames let two of four in, once in a thousand rounds.
    [Fact]
    public void OfManyThatCreateAFileAtOnce_OneDoes_AndItsContentIsThere()
    {
        const int Writers = 4;
        for (int round = 0; round < 50; round++)
        {
            string path = _temporary.At($"file{round}");
            using Barrier start = new(Writers);
            bool[] created = new bool[Writers];
            Thread[] threads = [.. Enumerable.Range(0, Writers).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                created[i] = DurableFile.TryCreate(path, [(byte)i]);
            }))];
            Array.ForEach(threads, t => t.Start());
            Array.ForEach(threads, t => t.Join());
            Assert.Single(created, c => c);
            Assert.Equal([(byte)Array.IndexOf(created, true)], File.ReadAllBytes(path));
        }

        Assert.Empty(Directory.GetFiles(_temporary.At("."), "*.tmp"));
    }

    [Fact]
    public void AFileInAFolderThatIsNotThere_IsAnError() =>
        Assert.ThrowsAny<IOException>(() => DurableFile.TryCreate(_temporary.At("none", "file"), [1]));
}
