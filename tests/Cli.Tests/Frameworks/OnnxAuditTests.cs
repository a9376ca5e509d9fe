using System.Globalization;
using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Frameworks;

/// <summary>Files that PyTorch writes: <c>theory audit</c> finds the layers, activations and skips in them, and computes what PyTorch computes.</summary>
public sealed class OnnxAuditTests
{
    private const string Script = """
        import sys
        import torch

        torch.manual_seed(5)
        nn = torch.nn

        class Block(nn.Module):
            def __init__(self):
                super().__init__()
                self.a, self.b = nn.Linear(48, 48), nn.Linear(48, 48)

            def forward(self, x):
                return x + self.b(nn.functional.gelu(self.a(x)))

        class Projected(nn.Module):
            def __init__(self):
                super().__init__()
                self.a, self.b = nn.Linear(20, 48, bias=False), nn.Linear(20, 48)

            def forward(self, x):
                return self.a(x) - self.b(x)

        class Transposed(nn.Linear):
            def forward(self, x):
                return x @ self.weight.t() + self.bias

        networks = [
            nn.Sequential(nn.Linear(20, 48), nn.GELU(), nn.Linear(48, 48), nn.GELU(), nn.Linear(48, 4)),
            nn.Sequential(nn.Linear(20, 48), Block(), Block(), nn.ReLU(), nn.Linear(48, 4)),
            nn.Sequential(nn.Linear(20, 48, bias=False), nn.SiLU(), nn.Linear(48, 48), nn.LeakyReLU(0.2), nn.Linear(48, 48), nn.ELU(), nn.Linear(48, 4), nn.Softmax(dim=-1)),
            nn.Sequential(Projected(), nn.Tanh(), nn.Dropout(0.5), nn.Linear(48, 48), nn.Softplus(), nn.Linear(48, 4)),
            nn.Sequential(nn.Linear(20, 48), nn.ReLU6(), nn.Linear(48, 48), nn.Hardswish(), nn.Linear(48, 48), nn.SELU(), nn.Linear(48, 48), nn.Hardtanh(), nn.Linear(48, 48), nn.PReLU(),
                nn.Linear(48, 48), nn.CELU(0.7), nn.Linear(48, 48), nn.Hardsigmoid(), nn.Linear(48, 4)),
            nn.Sequential(Transposed(20, 48), nn.Tanh(), Transposed(48, 48), nn.Mish(), Transposed(48, 4)),
        ]
        for i, network in enumerate(networks):
            network.eval()
            torch.onnx.export(network, torch.randn(2, 20), f"{sys.argv[1]}/{i}.onnx", opset_version=14, do_constant_folding=i != 5)
            layers = [m for m in network if not isinstance(m, nn.Softmax)]
            y = nn.Sequential(*layers)(torch.ones(1, 20))
            squares, total = (y * y).mean().item(), 0.0
            for o in range(4):
                network.zero_grad()
                nn.Sequential(*layers)(torch.ones(1, 20))[0, o].backward()
                for m in network.modules():
                    if isinstance(m, nn.Linear):
                        total += (m.weight.grad ** 2).sum().item() / m.in_features / 4
                        total += 0 if m.bias is None else (m.bias.grad ** 2).sum().item() / 4
            print(repr(squares), repr(total))
        torch.onnx.export(nn.Sequential(nn.Linear(20, 48), nn.Softmax(dim=-1), nn.Linear(48, 4)), torch.randn(2, 20), f"{sys.argv[1]}/softmax.onnx", opset_version=14)
        """;

    private static readonly string[] Names = ["gelu", "gelu, relu", "swish, max(0, z) + 0.2*min(0, z), elu", "tanh, softplus", "relu6, hard_swish, selu, hard_tanh, max(0, z) + 0.25*min(0, z), ", "tanh, mish"];
    private static readonly int[] Layers = [3, 6, 4, 4, 8, 3];

    [Fact]
    public void NetworksOfPyTorch_AreFoundInTheirFiles()
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        Assert.SkipUnless(Run(python, "-c", "import torch") is { Code: 0 }, $"not verified: {python} cannot import torch; install the Debian package python3-torch");
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        File.WriteAllText(folder.At("export.py"), Script);
        File.WriteAllText(folder.At("ones.csv"), string.Join(',', Enumerable.Repeat("1", 20)) + "\n");
        (int code, string output, string error) = Run(python, folder.At("export.py"), folder.FullPath);
        Assert.True(code == 0, error);
        double[][] expected = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Length > 0 && char.IsDigit(l[0]))
            .Select(l => l.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(Names.Length, expected.Length);
        for (int i = 0; i < Names.Length; i++)
        {
            JsonObject json = CommandLine.Run("audit", folder.At($"{i}.onnx"), "--inputs", folder.At("ones.csv"), "--json").Succeeded().Json;
            Assert.StartsWith(Names[i], json["activation"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(i is 1 or 3, json["skips"]!.GetValue<bool>());
            JsonArray layers = json["layers"]!.AsArray();
            Assert.Equal(Layers[i], layers.Count);
            Assert.Equal("initialisation", json["state"]!.GetValue<string>());
            if (i != 3)
            {
                Assert.Equal(1, layers[^1]!["K"]!.GetValue<double>() / expected[i][0], 1e-4);
            }

            Assert.Equal(1, json["tangentKernel"]!["empirical"]![0]![0]!.GetValue<double>() / expected[i][1], 1e-4);
        }

        // It was left out, and the network without it audited.
        Commands.CommandRun.Of("audit", folder.At("softmax.onnx")).AssertBadInput("a Softmax before other layers is not audited");
    }

    /// <summary>What is written for frameworks that are not here is Python at least.</summary>
    [Theory]
    [InlineData("jax")]
    [InlineData("flax")]
    [InlineData("keras")]
    [InlineData("pytorch")]
    public void CodeForFrameworks_IsPython(string framework)
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        Assert.SkipUnless(Run(python, "-c", "pass") is { Code: 0 }, $"not verified: there is no {python}");
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        foreach ((int i, string activation) in ((string[])["gelu", "mrepu:2", "z*exp(-z^2/4)+0.1*z", "elu(1)", "sign", "erf(z/2)"]).Index())
        {
            string path = folder.At($"{framework}{i}.py");
            File.WriteAllText(path, CommandLine.Run("advise", activation, "--depth", "4", "--format", framework).Succeeded().Output);
            (int code, _, string error) = Run(python, "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", path);
            Assert.True(code == 0, $"{activation}: {error}");
        }
    }

    private static (int Code, string Output, string Error) Run(string program, params string[] arguments) => PyTorchTests.Run(program, arguments);
}
