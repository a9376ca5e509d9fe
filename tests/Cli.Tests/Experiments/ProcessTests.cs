using System.Diagnostics;
using Theory.Cli.Output;

namespace Theory.Cli.Tests.Experiments;

/// <summary>What only a process of its own shows: streams that cannot be written to.</summary>
public sealed class ProcessTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>A closed error stream is another file's number, which is not open for writing: exit code 134.</summary>
    [Theory]
    [InlineData("evaluate gelu --K -1 2>&-", ExitCode.BadInput)]
    [InlineData("evaluate gelu --K -1 2>/dev/full", ExitCode.BadInput)]
    [InlineData("evaluate gelu >/dev/full", ExitCode.RunFailed)]
    [InlineData("evaluate gelu >&-", ExitCode.RunFailed)]
    public void StreamsThatCannotBeWrittenTo_EndInAnExitCode(string command, int code)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no full device");
        using Process process = TheoryProcess.Start("sh", ["-c", $"exec dotnet '{typeof(Application).Assembly.Location}' {command}"], NoVariables);
        (int ended, string error) = TheoryProcess.WaitForEnd(process);
        Assert.Equal(code, ended);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
