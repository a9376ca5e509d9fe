using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using TorchSharp;

namespace Theory.Bench;

/// <summary>
/// Both samplers against torch's own matrix products and against a Python loop over torch networks (python3-torch), alternating in one
/// run: medians with the smallest and largest of the repetitions.
/// </summary>
internal static class SamplerComparison
{
    private const int Repetitions = 7;
    private const int Inputs = 100;

    private const int Width = 512;

    private static readonly Network Networks = Network.Plain(Activation.Parse("relu"), 10, Width, 0, 2);

    public static int Run()
    {
        TorchRuntime.EnsureLoaded();
        SamplingOptions conditional = new()
        {
            Network = Networks,
            Signal = Signal.Kernel(1),
            Models = 1000,
            Device = TorchDevice.Cpu,
        };
        SamplingOptions weights = new()
        {
            Network = Networks,
            Signal = NetworkInputs.Circle(Inputs),
            Models = 100,
            Device = TorchDevice.Cpu,
            OffDiagonal = false,
        };
        List<double> ours = [];
        List<double> ourWeights = [];
        List<double> ourPairs = [];
        List<double> product = [];
        List<double> batched = [];
        List<double> ourProcessor = [];
        List<double> productProcessor = [];
        List<double> batchedProcessor = [];
        List<double> loop = [];
        List<double> loopWeights = [];
        for (int i = 0; i <= Repetitions; i++)
        {
            ours.Add(Seconds(() => Observe(EnsembleSamplers.Conditional, conditional)));
            ourProcessor.Add(ProcessorSeconds(() => ourWeights.Add(Seconds(() => Observe(EnsembleSamplers.Weights, weights)))));
            ourPairs.Add(Seconds(() => Observe(EnsembleSamplers.Weights, weights with { OffDiagonal = true })));
            productProcessor.Add(ProcessorSeconds(() => product.Add(Seconds(() => Products(weights, batch: 1)))));
            batchedProcessor.Add(ProcessorSeconds(() => batched.Add(Seconds(() => Products(weights, batch: 10)))));
            if (Peer("single", 20, 512, 10, 1) is double single && Peer("many", 10, 512, 10, Inputs) is double many)
            {
                loop.Add(single * 1000 / 20);
                loopWeights.Add(many * 100 / 10);
            }
        }

        Console.WriteLine("| what | seconds: median (smallest - largest) |");
        Console.WriteLine("|---|--:|");
        Row("conditional, 1000 networks, width 512, depth 10, one input", ours);
        Row("the same networks by a Python loop over torch networks", loop);
        Row($"weights, 100 networks, width 512, depth 10, {Inputs} inputs, kernel of each input", ourWeights);
        Row("the same with the kernel of all pairs of inputs", ourPairs);
        Row("the same networks by a Python loop over torch networks", loopWeights);
        Row("their matrix products alone, one at a time (torch.mm)", product);
        Row("their matrix products alone, ten at a time (torch.bmm)", batched);
        Console.WriteLine();
        Console.WriteLine("| ratio | median (smallest - largest) |");
        Console.WriteLine("|---|--:|");
        Ratio("conditional against the Python loop", loop, ours);
        Ratio("weights against the Python loop", loopWeights, ourWeights);
        Ratio("rate of products in weights against torch.mm", product, ourWeights);
        Ratio("rate of products in weights against torch.bmm", batched, ourWeights);
        Ratio("the same per processor time, against torch.mm", productProcessor, ourProcessor);
        Ratio("the same per processor time, against torch.bmm", batchedProcessor, ourProcessor);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Peak memory of this process: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB, limit of each sampler {conditional.MemoryLimitBytes >> 20} MiB."));
        return 0;
    }

    private static void Observe(IEnsembleSampler sampler, SamplingOptions options) =>
        sampler.Observe(options, options.Signal.Count == 1 ? new EnsembleStatistics(options) : new Nothing());

    /// <summary>The products of the hidden layers of all networks, on numbers that are there already.</summary>
    private static void Products(SamplingOptions options, int batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor s = torch.randn(batch, Inputs, Width);
        torch.Tensor w = torch.randn(batch, Width, Width);
        torch.Tensor s0 = s[0];
        torch.Tensor w0 = w[0];

        // Layer 1 has two columns; layers 2 to L - 1 are drawn, as Ghat(L) needs no more.
        for (int i = 0; i < options.Models * (options.Network.Depth - 2) / batch; i++)
        {
            using torch.Tensor z = batch == 1 ? s0.mm(w0) : s.bmm(w);
        }
    }

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Of all processors, which other programs on the machine disturb less.</summary>
    private static double ProcessorSeconds(Action work)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    /// <summary>Seconds that Python needs for some networks; null where python3-torch is not installed.</summary>
    private static double? Peer(string what, int models, int width, int depth, int inputs, [CallerFilePath] string source = "")
    {
        string script = Path.Combine(Path.GetDirectoryName(source)!, "peers", "torch_ensemble.py");
        string[] arguments = [script, what, .. ((int[])[models, width, depth, inputs]).Select(x => x.ToString(CultureInfo.InvariantCulture))];
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.TryParse(output, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) ? seconds : null;
    }

    // The first repetition compiles and loads, and does not count.
    private static void Row(string what, List<double> seconds) => Console.WriteLine($"| {what} | {Spread(seconds.Skip(1), "F3")} |");

    private static void Ratio(string what, List<double> other, List<double> own) =>
        Console.WriteLine($"| {what} | {Spread(other.Zip(own, (o, s) => o / s).Skip(1), "F2")} |");

    private static string Spread(IEnumerable<double> values, string format)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? "-" : string.Create(CultureInfo.InvariantCulture,
            $"{sorted[sorted.Length / 2].ToString(format, CultureInfo.InvariantCulture)} ({sorted[0].ToString(format, CultureInfo.InvariantCulture)} - {sorted[^1].ToString(format, CultureInfo.InvariantCulture)})");
    }

    private sealed class Nothing : IEnsembleObserver
    {
        public IEnsembleObserver Fork() => this;

        public void Merge(IEnsembleObserver other)
        {
            // Nothing was kept.
        }

        public void Observe(LayerObservation observation)
        {
            // The metric is computed before it is observed.
        }
    }
}
