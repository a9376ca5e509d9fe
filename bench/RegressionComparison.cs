using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Inputs;
using Theory.Numerics.Kernels;
using Theory.Validation.KernelRegression;
using TorchSharp;

namespace Theory.Bench;

/// <summary>Kernel matrices and their solution beside NumPy and SciPy; seconds of the processor, so that other work on the machine counts little.</summary>
internal static class RegressionComparison
{
    private const int Dimension = 784;
    private const int Depth = 3;

    private static readonly ParallelOptions All = new();

    public static int Run()
    {
        Layers();
        Console.WriteLine();
        Matrices();
        return 0;
    }

    private static void Matrices()
    {
        Console.WriteLine("| activation | inputs | matrix, NumPy (s) | Theory (s) | ratio | factor and solution, SciPy (s) | Theory, by tiles and refined (s) | ratio |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach ((string name, int count) in ((string, int)[])[("relu", 1000), ("erf", 1000), ("relu", 4000), ("erf", 4000)])
        {
            double[] peer = Peer(name, count);
            double[] inputs = [.. GeneratedInputs.Sphere(count, Dimension, 1).SelectMany(x => x.Select(v => v * Math.Sqrt(Dimension)))];
            double[] targets = [.. GeneratedInputs.Gaussian(count, 10, 2).SelectMany(x => x)];
            using KernelSource source = new(Network.Plain(Activation.Parse(name), Depth, null, 0.1, 2), inputs, Dimension, KernelKind.Nngp, All);
            double matrix = Best(() =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                for (int i = 0; i < count; i += 1000)
                {
                    using DisposeScope inner = torch.NewDisposeScope();
                    source.Block(i, 1000, 0, i + 1000);
                }
            });
            double whole = Best(() => KernelRegressor.Fit(source, targets, 10, new RegressionOptions { Noise = 0.01 }, new Progress<double>(), CancellationToken.None).Dispose());

            // Fit makes the matrix twice: for the factor, and for the residual.
            double solution = whole - matrix;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {count} | {peer[0]:F2} | {matrix:F2} | {peer[0] / matrix:F1} | {peer[1]:F2} | {solution:F2} | {peer[1] / solution:F1} |"));
        }
    }

    private static void Layers()
    {
        Console.WriteLine("| 1000 inputs of dimension 10, 10 layers, K and Theta | Theory (s) | over ReLU |");
        Console.WriteLine("|---|--:|--:|");
        double relu = 0;
        foreach ((string name, double cw, double scale) in ((string, double, double)[])[("relu", 2, 1), ("erf", 1.5, 1), ("mrepu:2", 1, 0.05), ("mrepu:2", 0.1, 1)])
        {
            double[][] inputs = [.. GeneratedInputs.Gaussian(1000, 10, 1).Select(x => (double[])[.. x.Select(v => scale * v)])];
            KernelRecursion recursion = new(Network.Plain(Activation.Parse(name), 10, null, 0, cw, 0, 1));
            double seconds = Best(() => _ = recursion.Layers(inputs, All).Last());
            relu = name == "relu" ? seconds : relu;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name}, C_W = {cw}, inputs times {scale} | {seconds:F3} | {seconds / relu:F1} |"));
        }
    }

    private static double Best(Action action)
    {
        action();
        return Enumerable.Range(0, 3).Min(_ =>
        {
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            action();
            return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
        });
    }

    private static double[] Peer(string name, int count, [CallerFilePath] string source = "")
    {
        string script = Path.Combine(Path.GetDirectoryName(source)!, "peers", "kernel_regression.py");
        ProcessStartInfo start = new("/usr/bin/python3", [script, name, .. new[] { count, Dimension, Depth }.Select(v => v.ToString(CultureInfo.InvariantCulture))]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        double[] numbers = [.. process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
        process.WaitForExit();
        return numbers;
    }
}
