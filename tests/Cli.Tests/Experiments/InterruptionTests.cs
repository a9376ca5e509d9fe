using System.Diagnostics;
using Theory.Cli.Output;

namespace Theory.Cli.Tests.Experiments;

/// <summary>Runs in processes of their own that are killed, interrupted and divided.</summary>
public sealed class InterruptionTests : IDisposable
{
    /// <summary>A second and more of shards: a signal takes its time to arrive.</summary>
    private static readonly string[] Longer = ["experiment", "fig15", "--preset", "smoke", "--lbfgs", "150", "--device", "cpu"];
    private readonly SmokeRuns _runs;
    private readonly TemporaryFolder _temporary = new();

    public InterruptionTests(SmokeRuns runs) => _runs = runs;

    public void Dispose() => _temporary.Dispose();

    /// <summary>Killed before the first shard; interrupted by a signal after some, which says what is saved; killed after more: each time another process goes on.</summary>
    [Fact]
    public void ARunThatWasKilledAndInterrupted_Continued_EndsWithTheSameFiles()
    {
        // On a busy machine the signal may come when the run has ended; then it is begun again.
        string folder = "";
        for (int attempt = 0, code = ExitCode.Success; attempt < 5 && code == ExitCode.Success; attempt++)
        {
            folder = _temporary.At($"killed{attempt}");
            Kill(folder, 0);
            if (OperatingSystem.IsWindows())
            {
                break;
            }

            using Process process = TheoryProcess.Start([.. Longer, "--out", folder, "--resume"]);
            WaitForShards(folder, 2, process);
            using Process signal = Process.Start("kill", ["-INT", $"{process.Id}"]);
            (code, string error) = TheoryProcess.WaitForEnd(process);
            Assert.True(code == ExitCode.RunFailed || (code == ExitCode.Success && attempt < 4), "every run had ended before it was interrupted");
            if (code != ExitCode.Success)
            {
                Assert.Contains("shards are saved in", error, StringComparison.Ordinal);
                Assert.Contains("continue with --resume", error, StringComparison.Ordinal);
            }
        }

        string[] kept = Shards(folder);
        DateTime[] written = [.. kept.Select(File.GetLastWriteTimeUtc)];
        Kill(folder, kept.Length + 1);
        CommandLine.Run([.. Longer, "--out", folder, "--resume"]).Succeeded();
        Assert.Equal(written, kept.Select(File.GetLastWriteTimeUtc));
        string whole = _temporary.At("whole");
        CommandLine.Run([.. Longer, "--out", whole]).Succeeded();
        AssertSameResults(whole, folder, "fig15");
    }

    /// <summary>Networks of Adam and L-BFGS: the first part on one thread, the rest on as many as there are.</summary>
    [Fact]
    public void PhysicsInformedNetworks_KilledAndContinuedWithOtherThreads_AreTheSameToTheLastBit()
    {
        string folder = _temporary.At("killed");
        string[] experiment = ["experiment", "fig15", "--preset", "smoke", "--device", "cpu"];
        using (Process process = TheoryProcess.Start(
            "dotnet", [typeof(Application).Assembly.Location, .. experiment, "--out", folder], new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = "1" }))
        {
            WaitForShards(folder, 4, process);
            process.Kill();
            process.WaitForExit();
        }

        Assert.False(File.Exists(Path.Combine(folder, "fig15.json")), "the run had ended before it was killed");
        CommandLine.Run([.. experiment, "--out", folder, "--resume"]).Succeeded();
        AssertIsTheWholeRun(folder, "fig15");
    }

    [Fact]
    public void TheRecipeForAnArray_ComputesTheParts_AndTheirMergeIsTheWholeRun()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int Tasks = 3;
        TheoryProcess.WriteShim(_temporary.FullPath);
        string folder = _temporary.At("array");
        for (int task = Tasks; task >= 1; task--)
        {
            Dictionary<string, string> environment = new()
            {
                ["PATH"] = $"{_temporary.FullPath}:{Environment.GetEnvironmentVariable("PATH")}",
                ["SLURM_ARRAY_TASK_ID"] = $"{task}",
                ["SLURM_ARRAY_TASK_COUNT"] = $"{Tasks}",
            };
            using Process process = TheoryProcess.Start("bash", [Repository.File("docs", "recipes", "slurm-array.sh"), "table2", "smoke", folder], environment);
            (int code, string error) = TheoryProcess.WaitForEnd(process);
            Assert.True(code == 0, error);
        }

        Assert.False(File.Exists(Path.Combine(folder, "table2.json")));
        CommandLine.Run("merge", folder).Succeeded();
        AssertIsTheWholeRun(folder, "table2");
    }

    private static void Kill(string folder, int shards)
    {
        using Process process = TheoryProcess.Start([.. Longer, "--out", folder, "--resume"]);
        WaitForShards(folder, shards, process);
        process.Kill();
        process.WaitForExit();
        Assert.True(Shards(folder).Length >= shards);
        Assert.False(File.Exists(Path.Combine(folder, "fig15.json")), "the run had ended before it was killed");
    }

    private static string[] Shards(string folder)
    {
        string shards = Path.Combine(folder, "shards");
        return Directory.Exists(shards) ? [.. Directory.GetFiles(shards, "*.shard").Order(StringComparer.Ordinal)] : [];
    }

    private static void WaitForShards(string folder, int count, Process process)
    {
        // Ends when the run does: a busy machine may take its time.
        while ((count == 0 ? !File.Exists(Path.Combine(folder, "run.json")) : Shards(folder).Length < count) && !process.HasExited)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Thread.Sleep(1);
        }
    }

    private void AssertIsTheWholeRun(string folder, string name)
    {
        _runs.Result(name).Succeeded();
        AssertSameResults(_runs.Folder(name), folder, name);
    }

    /// <summary>The folder of the whole run may have what other experiments show of it.</summary>
    private static void AssertSameResults(string whole, string folder, string name)
    {
        string[] files = [.. Directory.GetFiles(whole).Select(f => Path.GetFileName(f)!).Where(f => f.StartsWith(name, StringComparison.Ordinal) || f == "run.json").Order(StringComparer.Ordinal)];
        Assert.True(files.Length > 3);
        Assert.Equal(files, Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        foreach (string file in files)
        {
            Assert.True(File.ReadAllBytes(Path.Combine(whole, file)).SequenceEqual(File.ReadAllBytes(Path.Combine(folder, file))), file);
        }

        Assert.Equal(Shards(whole).Select(f => Path.GetFileName(f)), Shards(folder).Select(f => Path.GetFileName(f)));
        foreach (string shard in Shards(whole))
        {
            Assert.Equal(File.ReadAllText(shard), File.ReadAllText(shard.Replace(whole, folder, StringComparison.Ordinal)));
        }
    }
}
