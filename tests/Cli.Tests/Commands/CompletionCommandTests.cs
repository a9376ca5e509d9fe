using System.Diagnostics;

namespace Theory.Cli.Tests.Commands;

/// <summary>The script, as bash understands it.</summary>
public sealed class CompletionCommandTests
{
    [Theory]
    [InlineData("theory cla", "classify")]
    [InlineData("theory derive --format pyt", "python")]
    [InlineData("theory derive --expl", "--explain")]
    [InlineData("theory derive gel", "gelu gelu_tanh")]
    [InlineData("theory sample relu --samp", "--sampler")]
    [InlineData("theory sample relu --sampler w", "weights")]
    [InlineData("theory help trai", "trained")]
    [InlineData("theory experiment f", "fig4")]
    public void Bash_Completes(string typed, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("completion"), CommandLine.Run("completion", "bash").Succeeded().Output);
        string[] words = typed.Split(' ');
        string script = $"source '{folder.At("completion")}'; COMP_WORDS=({typed}); COMP_CWORD={words.Length - 1}; _theory; echo \"${{COMPREPLY[*]}}\"";
        using Process? bash = Start(script);
        Assert.SkipWhen(bash is null, "no bash");
        string output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.Empty(bash.StandardError.ReadToEnd());
        Assert.Subset(output.Split(' ', StringSplitOptions.TrimEntries).ToHashSet(), expected.Split(' ').ToHashSet());
    }

    [Fact]
    public void AnUnknownShell_IsRefused() => CommandRun.Of("completion", "tcsh").AssertBadInput("'tcsh' not recognized");

    private static Process? Start(string script)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
