using System.Collections.Concurrent;
using System.Diagnostics;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>A Python interpreter, where there is one with the modules that a test needs.</summary>
internal sealed class Python
{
    /// <summary>The system's own Python may have packages that a newer one before it in the PATH lacks.</summary>
    private static readonly string[] Candidates = ["python3", "/usr/bin/python3", "python"];

    /// <summary>Importing SymPy or SciPy takes a second: whether they are there is asked once.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<string?>> Found = new();

    private readonly string _command;

    private Python(string command) => _command = command;

    /// <summary>An interpreter that can import all modules; the test is skipped when there is none.</summary>
    public static Python With(params string[] modules)
    {
        string? command = Found.GetOrAdd(
            string.Join(", ", modules), names => new(() => Array.Find(Candidates, c => Start(c, ["-c", $"import {names}"], ".") is { ExitCode: 0 }))).Value;
        Assert.SkipWhen(command is null, $"no Python that can import {string.Join(" and ", modules)}");
        return new Python(command);
    }

    /// <summary>Runs a script beside modules given by name and source; the lines it prints.</summary>
    public string[] Run(string script, IEnumerable<(string Name, string Source)> modules)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("theory-python-");
        try
        {
            foreach ((string name, string source) in modules.Append(("main", script)))
            {
                File.WriteAllText(Path.Combine(folder.FullName, name + ".py"), source);
            }

            (int exitCode, string output, string error) = Start(_command, ["-W", "error::SyntaxWarning", "main.py"], folder.FullName)!.Value;
            Assert.True(exitCode == 0, error);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int ExitCode, string Output, string Error)? Start(string command, string[] arguments, string folder)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
