using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Compilation;
using Theory.Numerics.Inputs;
using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Bench;

/// <summary>
/// Two-input expectations and kernel matrices by Theory, NumPy and SciPy (python3-numpy, python3-scipy) in one run, each on one thread;
/// seconds are processor time, so that other work on the machine counts little.
/// </summary>
internal static class KernelComparison
{
    // The one that Debian's python3-numpy and python3-scipy belong to, whatever else is on the path.
    private const string SystemPython = "/usr/bin/python3";

    private const int Inputs = 1000;
    private const int Layers = 10;

    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    public static int Run()
    {
        Pairs();
        Console.WriteLine();
        Matrices();
        return 0;
    }

    private static void Pairs()
    {
        Console.WriteLine("| activation | K | Theory (pairs/s) | ratio to SciPy dblquad | its error | ratio to Gauss-Hermite 25 | its error | ratio to Gauss-Hermite 100 | its error | Theory, one pair by quadrature (pairs/s) |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach ((string name, double k) in ((string, double)[])[("tanh", 1), ("tanh", 10), ("swish", 1), ("selu", 1), ("mrepu:2", 1)])
        {
            const int inputs = 200;
            double[] variances = [.. GeneratedInputs.Gaussian(inputs, 1, 3).Select(x => k * Math.Exp(0.2 * x[0]))];
            (int A, int B)[] all = [.. from a in Enumerable.Range(0, inputs) from b in Enumerable.Range(a, inputs - a) select (a, b)];
            double[] rho = [.. Uniform(all.Length)];
            var batch = new PairBatch(variances, [.. all.Select(p => p.A)], [.. all.Select(p => p.B)], rho);
            var values = new double[all.Length];
            ITwoInputKernel kernel = TwoInputKernels.For(Activation.Parse(name));
            double seconds = Best(3, () => kernel.Evaluate(batch, values, new double[all.Length], OneThread));

            var quadrature = new TwoInputQuadrature(ActivationCompiler.Compile(Activation.Parse(name)));
            const int few = 200;
            double single = Best(3, () =>
            {
                for (int p = 0; p < few; p++)
                {
                    quadrature.Evaluate(variances[all[p].A], variances[all[p].B], rho[p]);
                }
            });

            (double Rate, double Error) gh25 = Peer("gh25", 4000);
            (double Rate, double Error) gh100 = Peer("gh100", 400);
            (double Rate, double Error) scipy = Peer("dblquad", 3);
            double rate = all.Length / seconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {k} | {rate:N0} | {rate / scipy.Rate:N0} | {scipy.Error:0e+0} | {rate / gh25.Rate:N1} | {gh25.Error:0e+0} | {rate / gh100.Rate:N0} | {gh100.Error:0e+0} | {few / single:N0} |"));

            // The largest error relative to sqrt(g g), against Theory's values.
            (double Rate, double Error) Peer(string method, int count)
            {
                int[] chosen = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * all.Length / count))];
                (double time, double[] computed) = RunPeer(
                    method, name, chosen.Select(p => string.Create(CultureInfo.InvariantCulture, $"{variances[all[p].A]:R},{variances[all[p].B]:R},{rho[p]:R}")));
                double scale = quadrature.Evaluate(k, k, 1).KernelProduct.Value;
                return (count / time, chosen.Zip(computed).Max(p => Math.Abs(values[p.First] - p.Second)) / scale);
            }
        }
    }

    private static void Matrices()
    {
        Console.WriteLine($"| {Inputs} inputs, {Layers} layers, K and Theta | Theory, wall time on {Environment.ProcessorCount} cores (s) | Theory, processor time (s) | NumPy (s) | ratio | NumPy method |");
        Console.WriteLine("|---|--:|--:|--:|--:|---|");
        foreach ((string name, double cw, double scale) in ((string, double, double)[])[("relu", 2, 1), ("mrepu:2", 1, 0.05), ("erf", 1.5, 1), ("tanh", 1.5, 1), ("selu", 1, 1)])
        {
            double[][] inputs = [.. GeneratedInputs.Gaussian(Inputs, 10, 1).Select(x => (double[])[.. x.Select(v => scale * v)])];
            var network = Network.Plain(Activation.Parse(name), Layers, null, 0, cw, 0, 1);
            double wall = double.PositiveInfinity;
            double processor = Best(name is "relu" or "erf" ? 20 : 3, () =>
            {
                long start = Stopwatch.GetTimestamp();
                _ = new KernelRecursion(network).Layers(inputs, new ParallelOptions()).Last();
                wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalSeconds);
            });
            bool hasPeer = name != "erf";
            string method = name == "relu" ? "gram-arccosine" : "gram-gh25";
            double peer = hasPeer
                ? RunPeer(method, name, inputs.Select(x => string.Join(',', x.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))), cw).Seconds
                : double.NaN;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {wall:F2} | {processor:F2} | {(hasPeer ? peer.ToString("F2", CultureInfo.InvariantCulture) : "-")} | {(hasPeer ? (peer / processor).ToString("N1", CultureInfo.InvariantCulture) : "-")} | {(name == "relu" ? "the same closed form" : hasPeer ? "Gauss-Hermite 25 x 25; one layer, times 9" : "-")} |"));
        }
    }

    private static IEnumerable<double> Uniform(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    /// <summary>The least processor time of some runs, after one to warm up.</summary>
    private static double Best(int runs, Action action)
    {
        action();
        return Enumerable.Range(0, runs).Min(_ =>
        {
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            action();
            return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
        });
    }

    private static (double Seconds, double[] Values) RunPeer(
        string method, string name, IEnumerable<string> lines, double cw = 1, [CallerFilePath] string source = "")
    {
        string script = Path.Combine(Path.GetDirectoryName(source)!, "peers", "two_input_kernels.py");
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, lines);
            ProcessStartInfo start = new("/usr/bin/env", ["OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", File.Exists(SystemPython) ? SystemPython : "python3", script, method, name, file, cw.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
            };
            using Process process = Process.Start(start)!;
            double[] numbers = [.. process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
            process.WaitForExit();
            return (numbers[0], numbers[1..]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
