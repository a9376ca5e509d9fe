using System.Diagnostics;

namespace Theory.Cli.Tests.Experiments;

/// <summary>The command in a process of its own, which can be killed.</summary>
internal static class TheoryProcess
{
    private static string Assembly => typeof(Application).Assembly.Location;

    /// <summary>Starts the command. A suite in the background of a shell ignores interrupts, and so would what it starts.</summary>
    public static Process Start(params string[] args) => OperatingSystem.IsLinux()
        ? Start("env", ["--default-signal=INT", "dotnet", Assembly, .. args], new Dictionary<string, string>())
        : Start("dotnet", [Assembly, .. args], new Dictionary<string, string>());

    /// <summary>Starts a program that calls <c>theory</c>.</summary>
    public static Process Start(string program, string[] args, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(program, args) { RedirectStandardError = true, RedirectStandardOutput = true };

        // Seconds are too short for it: a third of the processor time is saved.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Writes a script with the name of the command.</summary>
    public static void WriteShim(string folder)
    {
        string path = Path.Combine(folder, "theory");
        File.WriteAllText(path, $"#!/bin/sh\nexec dotnet '{Assembly}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Waits for the end.</summary>
    public static (int Code, string Error) WaitForEnd(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        output.GetAwaiter().GetResult();
        return (process.ExitCode, error.GetAwaiter().GetResult());
    }
}
