using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class StudyCommandTests
{
    private static readonly string[] Files =
    [
        "activation.png", "activation.svg", "expectations.csv", "expectations.png", "expectations.svg", "flow.csv", "kernel.png", "kernel.svg", "layers.csv",
        "report.md", "study.json", "susceptibilities.png", "susceptibilities.svg", "vertex.png", "vertex.svg",
    ];

    /// <summary>The first command of README, as a process of its own and with every default.</summary>
    [Fact]
    public async Task Readme_StudyOfMRePU2_IsConfirmed()
    {
        using TemporaryFolder folder = new();
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Theory.Cli.dll"), "study", "mrepu:2", "--json"])
        {
            WorkingDirectory = folder.FullPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        CommandResult result = new CommandResult(process.ExitCode, output, await error).Succeeded();
        AssertStudy(result.Json, folder.At("theory-output", "mrepu-2"), 6, "confirmed");
        Assert.Equal([10_000, 500], result.Json["samples"]!.AsArray().Select(s => s!["models"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("relu", "confirmed")]
    [InlineData("repu:3", "confirmed")]
    [InlineData("z*max(0,z+1)^2", "confirmed")]
    [InlineData("max(0,z)-0.1*max(0,-z)", "confirmed")]
    [InlineData("perceptron", "confirmed")]
    public void Studies_OfOtherActivations_AreConfirmed(string activation, string verdict)
    {
        using TemporaryFolder folder = new();
        CommandResult result = CommandLine.Run("study", activation, "--models", "400", "--width", "256", "--depth", "4", "--out", folder.At("s"), "--json").Succeeded();
        AssertStudy(result.Json, folder.At("s"), 4, verdict);
    }

    [Fact]
    public void Text_ShowsFormulasPredictionAndVerdicts_AndNamesTheFiles()
    {
        using TemporaryFolder folder = new();
        CommandResult result = CommandLine.Run("study", "mrepu:2", "--models", "100", "--width", "64", "--depth", "3", "--out", folder.FullPath).Succeeded();
        Assert.Contains("chi_par  = (45*K^2 + 36*K + 1)*Phi(1/sqrt(K))", result.Output, StringComparison.Ordinal);
        Assert.Contains("Prediction. mrepu:2: K(1) = 0.005", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Split("CONFIRMED: ").Length - 1);
        Assert.Contains($"Written to {folder.FullPath}: activation.png, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_HoldsFormulasFiguresAndVerdicts()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("study", "relu", "--models", "100", "--width", "64", "--depth", "3", "--out", folder.FullPath).Succeeded();
        string report = File.ReadAllText(folder.At("report.md"));
        Assert.StartsWith("# relu\n", report, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', report);
        string[] figures = [.. report.Split('\n').Where(l => l.StartsWith("![", StringComparison.Ordinal)).Select(l => l.Split('(', ')')[1])];
        Assert.Equal(5, figures.Length);
        Assert.All(figures, f => Assert.True(File.Exists(folder.At(f)), f));
        Assert.Contains("CONFIRMED", report, StringComparison.Ordinal);
    }

    /// <summary>Expectations at K up to 100, which only table and figure show, made a study of any such activation an error.</summary>
    [Fact]
    public void ActivationWhoseExpectationsDivergeAtLargeK_IsStudiedWhereTheyExist()
    {
        using TemporaryFolder folder = new();
        JsonObject json = CommandLine.Run(
            "study", "z*exp(z^2/100)", "--k1", "0.5", "--models", "60", "--width", "32", "--depth", "3", "--out", folder.FullPath, "--json").Succeeded().Json;
        JsonArray points = json["evaluate"]!["points"]!.AsArray();

        // <s^4> exists below K = 12.5, g below 25, <s> below 50.
        double Last(string key) => points.Last(p => p![key] is not null)!["K"]!.GetValue<double>();
        Assert.InRange(Last("m4"), 10, 12.5);
        Assert.InRange(Last("g"), 20, 25);
        Assert.InRange(Last("mean"), 40, 50);
        JsonNode beyond = points.First(p => p!["K"]!.GetValue<double>() > 12.5)!;
        Assert.Equal("diverges", beyond["outcomes"]!["m4"]!.GetValue<string>());
        Assert.Contains("diverges at K = ", beyond["undefined"]!["m4"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static void AssertStudy(JsonObject json, string folder, int depth, string verdict)
    {
        Assert.Equal(verdict, json["verdict"]!.GetValue<string>());
        JsonContract.AssertDerive(json["derive"]!);
        JsonContract.AssertEvaluate(json["evaluate"]!);
        JsonContract.AssertFlow(json["flow"]!, depth);
        Assert.Equal(["conditional", "weights"], json["samples"]!.AsArray().Select(s => s!["sampler"]!.GetValue<string>()));
        Assert.All(json["samples"]!.AsArray(), s => JsonContract.AssertSample(s!, depth));
        Assert.Equal(folder, json["folder"]!.GetValue<string>());
        string[] files = [.. json["files"]!.AsArray().Select(f => f!.GetValue<string>())];
        Assert.Equal(Files, files.Order(StringComparer.Ordinal));
        Assert.Equal(Files, Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.True(new FileInfo(Path.Combine(folder, f)).Length > 200, f));
        Assert.All(files.Where(f => f.EndsWith(".png", StringComparison.Ordinal)), f => Assert.Equal("\x89PNG"u8.ToArray()[2..], File.ReadAllBytes(Path.Combine(folder, f))[1..4]));
    }

    [Fact]
    public void NetworksOfAnyLayers_AreStudied()
    {
        using TemporaryFolder folder = new();
        string[] args = ["study", "--network", "linear; 2*[residual(relu; linear, alpha=0.9)]; relu; linear", "--width", "16", "--models", "60", "--cw", "1", "--out", folder.FullPath];
        JsonObject json = CommandLine.Run([.. args, "--json"]).Succeeded().Json;
        Assert.Equal(5, json["layers"]!.AsArray().Count);
        Assert.Equal(1.31, json["block"]!["ratio"]!.GetValue<double>(), 1e-12);
        Assert.Equal(5, json["sample"]!["layers"]!.AsArray().Count);
        Assert.NotNull(json["advise"]!["recommended"]);
        string report = File.ReadAllText(folder.At("report.md"));
        Assert.Contains("multiplies K by 1.31", report, StringComparison.Ordinal);
        Assert.Contains("What to set", report, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.At("kernel.svg")));
    }
}
