using System.Diagnostics;
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

    /// <summary>Opening a pipe that nobody reads blocked for ever; with a reader it gets what is written and stays a pipe.</summary>
    [Fact]
    public void APipeIsWrittenTo_AndRefusedWhenNobodyReads()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.Contains("nobody reads", Assert.Throws<IOException>(() => DurableFile.WriteNamed(Pipe("unread"), [1])).Message, StringComparison.Ordinal);

        // Another one: what waits for a reader of the first would be let in by this one.
        string pipe = Pipe("read");
        using Process reader = Process.Start(new ProcessStartInfo("cat", [pipe]) { RedirectStandardOutput = true })!;
        using (FileStream waits = new(pipe, FileMode.Open, FileAccess.Write))
        {
            DurableFile.WriteNamed(pipe, "text"u8.ToArray());
        }

        Assert.Equal("text", reader.StandardOutput.ReadToEnd());
    }

    private string Pipe(string name)
    {
        using Process make = Process.Start("mkfifo", _temporary.At(name));
        make.WaitForExit();
        return _temporary.At(name);
    }

    [Fact]
    public void AFileInAFolderThatIsNotThere_IsAnError() =>
        Assert.ThrowsAny<IOException>(() => DurableFile.TryCreate(_temporary.At("none", "file"), [1]));
}
