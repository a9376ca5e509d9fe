namespace Theory.Tests;

/// <summary>Files from anybody are read up to a limit, or refused in one line.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Text_IsWhatTheFileHolds_WithoutByteOrderMark()
    {
        File.WriteAllText(_file, "\uFEFFg = \u03c7");
        Assert.Equal("g = \u03c7", InputFile.Text(_file));
    }

    [Fact]
    public void AFileAboveTheLimit_IsRefused()
    {
        File.WriteAllBytes(_file, new byte[1001]);
        Assert.Equal(1001, InputFile.Bytes(_file, 1001).Length);
        Assert.Contains("is larger than", Assert.Throws<UserInputException>(() => InputFile.Bytes(_file, 1000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceWithoutAnEnd_IsRefused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no such device");
        Assert.Contains("is larger than 1 MiB", Assert.Throws<UserInputException>(() => InputFile.Bytes("/dev/zero", 1 << 20)).Message, StringComparison.Ordinal);
    }

    /// <summary>A device was read up to the limit of tables, a gigabyte, and took four.</summary>
    [Fact]
    public void ADevice_IsReadUpToTheLimitOfTexts_WhateverTheLimit()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no such device");
        Assert.Contains("is larger than 64 MiB", Assert.Throws<UserInputException>(() => InputFile.Bytes("/dev/zero", 1L << 40)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no file 'nowhere.txt'", "nowhere.txt")]
    [InlineData("there is no file ''", "")]
    [InlineData("is a folder, not a file", ".")]
    [InlineData("there is no file", "\0")]
    public void WhatIsNoFile_IsRefused(string message, string path) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => InputFile.Bytes(path)).Message, StringComparison.Ordinal);

    /// <summary>Opening a pipe without a writer blocked for ever.</summary>
    [Fact]
    public void APipeWithoutWriter_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string pipe = Path.Combine(Path.GetTempPath(), $"theory-pipe-{Environment.ProcessId}");
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", pipe))
        {
            make.WaitForExit();
        }

        try
        {
            Assert.Contains("nobody writes", Assert.Throws<UserInputException>(() => InputFile.Text(pipe)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(pipe);
        }
    }
}
