using System.Diagnostics;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>The Python client passes its own tests against this build; they need a python3.</summary>
public sealed class PythonClientTests
{
    [Fact]
    public void TheClient_PassesItsTests()
    {
        ProcessStartInfo start = new("python3", ["-m", "unittest", "-q", "test_theory_client"])
        {
            WorkingDirectory = Repository.File("python"),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["THEORY_COMMAND"] = $"dotnet '{typeof(Application).Assembly.Location}'", ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        Process? python = null;
        try
        {
            python = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no python3");
        }

        string said = python!.StandardError.ReadToEnd() + python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, said);
        python.Dispose();
    }
}
