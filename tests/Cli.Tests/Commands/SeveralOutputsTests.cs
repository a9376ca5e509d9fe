using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Generated;
using TorchSharp;

namespace Theory.Cli.Tests.Commands;

/// <summary>Networks with several outputs, variables of any names, polynomials from a file, and modules of frameworks.</summary>
public sealed class SeveralOutputsTests
{
    private const string Polynomials = "x^3 - 2x*y + 1, x*y^2, 7, y";

    private static readonly double[][] Points = [[0.3, -0.7], [-1, 1], [0, 0], [0.9, 0.2]];

    [Fact]
    public void OutputsAreProven_AndShareUnits()
    {
        JsonObject json = CommandLine.Run("polynomial", "x^5 - x, x^5 + 3, x, 7", "--json").Succeeded().Json;
        Assert.Equal(4, json["outputs"]!.GetValue<int>());
        Assert.True(json["exact"]!.GetValue<bool>());
        Assert.True(json["neurons"]!.GetValue<int>() < json["neuronsApart"]!.GetValue<int>() + 8, "units that make x^5 are there once");
        Assert.True(json["maxErrorDouble"]!.GetValue<double>() <= json["errorBoundDouble"]!.GetValue<double>());
        Assert.Contains("2 outputs", CommandLine.Run("polynomial", "x^2 + y, x*y", "--global").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualPolynomials_CostNothing()
    {
        int one = CommandLine.Run("polynomial", "x^4 - x", "--json").Succeeded().Json["neurons"]!.GetValue<int>();
        Assert.Equal(one, CommandLine.Run("polynomial", "x^4 - x, x^4 - x", "--json").Succeeded().Json["neurons"]!.GetValue<int>());
    }

    [Fact]
    public void PolynomialsOfAFile_AreOneALine()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        File.WriteAllText(folder.At("list.txt"), "# two of them\nspeed^2 + time_1\n\nspeed*time_1 # their product\n");
        JsonObject json = CommandLine.Run("polynomial", "--file", folder.At("list.txt"), "--json").Succeeded().Json;
        Assert.Equal(["speed", "time_1"], json["variables"]!.AsArray().Select(v => v!.GetValue<string>()));
        Assert.Equal(["speed^2 + time_1", "speed*time_1"], json["polynomials"]!.AsArray().Select(v => v!.GetValue<string>()));
        CommandRun.Of("polynomial", "x", "--file", folder.At("list.txt")).AssertBadInput("--file gives the polynomials");
    }

    [Fact]
    public void Variables_HaveAnyNames()
    {
        JsonObject json = CommandLine.Run("polynomial", "beta_1*speed^2 - 3speed", "--json").Succeeded().Json;
        Assert.Equal(["beta_1", "speed"], json["variables"]!.AsArray().Select(v => v!.GetValue<string>()));
        CommandRun.Of("approximate", "sni(x)").AssertBadInput("did you mean 'sin'?");
    }

    [Theory]
    [InlineData("gelu(x)")]
    [InlineData("tanh(x)*swish(2y)")]
    [InlineData("mish(x) + softplus(x)/2")]
    [InlineData("erf(speed)")]
    public void ActivationsOfTheCatalogue_AreApproximated(string formula)
    {
        JsonObject json = CommandLine.Run("approximate", formula, "--tolerance", "1e-4", "--json").Succeeded().Json;
        Assert.True(json["maxError"]!.GetValue<double>() <= 1e-4);
    }

    /// <summary>They were refused: networks with several outputs could be neither kept nor drawn nor reported.</summary>
    [Fact]
    public void SavedNetworks_AreLoadedAndProven_DrawnAndReported()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        JsonObject built = CommandLine.Run("polynomial", Polynomials, "--save", folder.At("n.json"), "--dot", folder.At("n.dot"), "--out", folder.At("out"), "--report", "html", "--json").Succeeded().Json;
        JsonObject loaded = CommandLine.Run("polynomial", "--load", folder.At("n.json"), "--json").Succeeded().Json;
        Assert.Null(loaded["neuronsApart"]);
        built.Remove("neuronsApart");
        loaded.Remove("neuronsApart");
        Assert.Equal(built.ToJsonString(), loaded.ToJsonString());

        string dot = File.ReadAllText(folder.At("n.dot"));
        Assert.Equal(4, dot.Split("shape=ellipse").Length - 1);
        Assert.Equal(built["neurons"]!.GetValue<int>(), dot.Split("shape=circle").Length - 1);
        string page = File.ReadAllText(folder.At("out", "report.html"));
        Assert.Equal(4, page.Split("<math").Length - 1);
        Assert.Contains("4 outputs", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);

        // A weight that is another is found in the output that it belongs to.
        JsonNode wrong = JsonNode.Parse(File.ReadAllText(folder.At("n.json")))!;
        wrong["layers"]!.AsArray()[^1]!["biases"]!.AsArray()[2] = "8";
        File.WriteAllText(folder.At("wrong.json"), wrong.ToJsonString());
        CommandRun.Of("polynomial", "--load", folder.At("wrong.json")).AssertBadInput("the stored network is not its polynomial: it equals 8 instead");
        wrong["polynomials"]!.AsArray().RemoveAt(0);
        File.WriteAllText(folder.At("wrong.json"), wrong.ToJsonString());
        CommandRun.Of("polynomial", "--load", folder.At("wrong.json")).AssertBadInput("the last layer must have an output for each of the 3 polynomials");
    }

    /// <summary>The committed module is what the command writes, and compiled with this project.</summary>
    [Fact]
    public void TorchSharpModule_HasTheValuesOfThePolynomials()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        CommandLine.Run("polynomial", Polynomials, "--torchsharp", folder.At("module.cs")).Succeeded();
        string committed = Path.Combine(Experiments.Repository.File("tests", "Cli.Tests", "Frameworks"), "PolynomialNetworkModule.Generated.cs");
        Assert.Equal(File.ReadAllText(folder.At("module.cs")), File.ReadAllText(committed));
        using DisposeScope scope = torch.NewDisposeScope();
        using PolynomialNetworkModule module = new();
        double[] values = module.forward(torch.tensor(Points.SelectMany(p => p).ToArray(), [Points.Length, 2])).data<double>().ToArray();
        AssertValues(values);
    }

    [Fact]
    public void PyTorchModule_HasTheValuesOfThePolynomials()
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        Assert.SkipUnless(Run(python, "-c", "import torch") is not null, "no Python that can import torch");
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        CommandLine.Run("polynomial", Polynomials, "--pytorch", folder.At("network.py")).Succeeded();
        string script = $"import sys, torch; sys.path.insert(0, '{folder.FullPath}'); import network; print(' '.join(repr(v) for v in network.PolynomialNetwork()(torch.tensor([{string.Join(", ", Points.Select(p => $"[{Text(p[0])}, {Text(p[1])}]"))}], dtype=torch.float64)).flatten().tolist()))";
        AssertValues([.. Run(python, "-c", script)!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, CultureInfo.InvariantCulture))]);
    }

    private static void AssertValues(double[] values)
    {
        Assert.Equal(4 * Points.Length, values.Length);
        for (int i = 0; i < Points.Length; i++)
        {
            (double x, double y) = (Points[i][0], Points[i][1]);
            double[] expected = [(x * x * x) - (2 * x * y) + 1, x * y * y, 7, y];
            Assert.All(expected.Zip(values.Skip(4 * i)), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string? Run(string command, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
