using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Frameworks;

/// <summary>The PyTorch code that <c>theory advise</c> writes makes networks whose kernels are those of the flow.</summary>
public sealed class PyTorchTests
{
    private const int Networks = 60;
    private const int Width = 128;
    private const int Depth = 5;

    private static readonly string[][] Activations =
        [["gelu"], ["mrepu:2"], ["z*exp(-z^2/4)+0.1*z"], ["shifted_softplus"], ["elu(1)"], ["mrepu:2", "--operating-point=-2/3"], ["softplus", "--operating-point", "1/2"]];

    /// <summary>Mean and standard error over networks of the mean square of each layer, one line a layer.</summary>
    private const string Script = """
        import sys
        import torch

        torch.manual_seed(7)
        torch.set_num_threads(1)
        for path in sys.argv[2:]:
            scope = {}
            exec(compile(open(path).read(), path, "exec"), scope)
            rows = []
            for _ in range(int(sys.argv[1])):
                network = scope["make_network"]()
                z = torch.ones(1, scope["LAYERS"][0][0])
                row = []
                with torch.no_grad():
                    for module in network:
                        z = module(z)
                        if isinstance(module, torch.nn.Linear):
                            above = z - (scope.get("POINT", 0) if len(row) < len(scope["LAYERS"]) - 1 else 0)
                            row.append((above * above).mean().item())
                rows.append(row)
            squares = torch.tensor(rows, dtype=torch.float64)
            means, errors = squares.mean(0), squares.std(0) / len(rows) ** 0.5
            for mean, error in zip(means.tolist(), errors.tolist()):
                print(repr(mean), repr(error))
        """;

    [Fact]
    public void Networks_HaveTheKernelsOfTheFlow()
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        Assert.SkipUnless(Run(python, "-c", "import torch") is { Code: 0 }, $"not verified: {python} cannot import torch; install the Debian package python3-torch");

        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        File.WriteAllText(folder.At("check.py"), Script);
        List<(string Activation, int Layer, double Kernel)> expected = [];
        for (int i = 0; i < Activations.Length; i++)
        {
            string[] shape = ["advise", .. Activations[i], "--width", $"{Width}", "--depth", $"{Depth}", "--output-width", "64"];
            File.WriteAllText(folder.At($"network{i}.py"), CommandLine.Run([.. shape, "--format", "pytorch"]).Succeeded().Output);
            JsonArray layers = CommandLine.Run([.. shape, "--json"]).Succeeded().Json["layers"]!.AsArray();
            expected.AddRange(layers.Select(l => (string.Join(' ', Activations[i]), l!["layer"]!.GetValue<int>(), l["K"]!.GetValue<double>() * (1 + l["metricShift"]!.GetValue<double>()))));
        }

        (int code, string output, string error) = Run(python, [folder.At("check.py"), $"{Networks}", .. Activations.Select((_, i) => folder.At($"network{i}.py"))]);
        Assert.True(code == 0, error);
        double[][] measured = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(expected.Count, measured.Length);
        foreach (((string activation, int layer, double kernel), double[] mean) in expected.Zip(measured))
        {
            Assert.True(Math.Abs(mean[0] - kernel) <= 4.5 * mean[1], $"{activation}, layer {layer}: {mean[0]} ± {mean[1]} measured, {kernel} predicted");
        }
    }

    /// <summary>Skips and norms, whose text says nothing about the outputs: their kernel is the output variance that was asked for.</summary>
    [Fact]
    public void NetworksOfSkips_HaveTheOutputsOfTheAdvice()
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        Assert.SkipUnless(Run(python, "-c", "import torch") is { Code: 0 }, $"not verified: {python} cannot import torch; install the Debian package python3-torch");

        const string Check = """
            import sys
            import torch

            torch.manual_seed(7)
            torch.set_num_threads(1)
            scope = {}
            exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), scope)
            with torch.no_grad():
                squares = torch.stack([scope["make_network"]()(torch.ones(1, 128)).square().mean() for _ in range(100)]).double()
            print(repr(squares.mean().item()), repr((squares.std() / 10).item()))
            """;
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        File.WriteAllText(folder.At("check.py"), Check);
        File.WriteAllText(
            folder.At("network.py"),
            CommandLine.Run("advise", "--network", "linear; 4*[residual(norm; z*sigmoid(3*z); linear)]; linear", "--width", "128", "--output-width", "32", "--format", "pytorch").Succeeded().Output);
        (int code, string output, string error) = Run(python, folder.At("check.py"), folder.At("network.py"));
        Assert.True(code == 0, error);
        double[] mean = [.. output.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
        Assert.True(Math.Abs(mean[0] - 0.1) <= 4.5 * mean[1], $"{mean[0]} ± {mean[1]} measured, 0.1 wanted");
        Assert.InRange(mean[1], 0, 0.01);
    }

    internal static (int Code, string Output, string Error) Run(string program, params string[] args)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (127, "", missing.Message);
        }
    }
}
