using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Tests.Experiments;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;

namespace Theory.Cli.Tests.Frameworks;

/// <summary>The code for JAX, Flax and Keras is run with stand-ins for these modules: the activation has its values, the layers their variances.</summary>
public sealed class StandInTests
{
    private static readonly string[] Activations = ["gelu", "mrepu:2", "z*Phi(z)^2", "elu(2)", "relu", "softplus(2)"];

    [Fact]
    public void Code_HasTheActivation_AndTheVariancesOfTheAdvice()
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        Assert.SkipUnless(PyTorchTests.Run(python, "-c", "import scipy.special").Code == 0, $"not verified: {python} cannot import scipy; install the Debian package python3-scipy");
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        for (int i = 0; i < Activations.Length; i++)
        {
            foreach (string framework in new[] { "jax", "flax", "keras" })
            {
                File.WriteAllText(folder.At($"{i}.{framework}.py"), CommandLine.Run("advise", Activations[i], "--width", "128", "--depth", "4", "--output-width", "64", "--format", framework).Succeeded().Output);
            }
        }

        (int code, string output, string error) = PyTorchTests.Run(python, Repository.File("tests/Cli.Tests/Frameworks/stand_ins.py"), folder.FullPath);
        Assert.True(code == 0, error);
        JsonNode[] results = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
        Assert.Equal(3 * Activations.Length, results.Length);
        foreach (JsonNode result in results)
        {
            string file = result["file"]!.GetValue<string>();
            PiecewiseSmoothFunction s = ActivationCompiler.Compile(Activation.Parse(Activations[file[0] - '0']));
            double[] values = [.. result["values"]!.AsArray().Select(v => v!.GetValue<double>())];
            for (int i = 0; i < values.Length; i++)
            {
                Assert.Equal(s.ValueAt(-3 + (6.0 * i / (values.Length - 1))), values[i], 1e-12);
            }

            foreach ((JsonNode? layer, JsonNode? variances) in result["layers"]!.AsArray().Zip(result["variances"]!.AsArray()))
            {
                (double fanIn, double fanOut, double cw, double cb) = (Number(layer, 0), Number(layer, 1), Number(layer, 2), Number(layer, 3));
                Near(cw / fanIn, Number(variances, 0), fanIn * fanOut, file);
                Near(cb, Number(variances, 1), fanOut, file);
            }
        }

        static double Number(JsonNode? list, int i) => list![i]!.GetValue<double>();

        // The mean square of N normal numbers of variance v has the standard deviation v sqrt(2/N).
        static void Near(double expected, double measured, double count, string what) =>
            Assert.True(Math.Abs(measured - expected) <= 4.5 * expected * Math.Sqrt(2 / count), $"{what}: {measured} instead of {expected}");
    }
}
