using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Theory.Activations;
using Theory.Numerics.ReferenceSolutions;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Bench;

/// <summary>
/// A step of a physics-informed network for Burgers' equation by Taylor propagation against nested automatic differentiation: linear modules,
/// autograd.grad twice, backward, and Adam, in TorchSharp and in Python (python3-torch). One network of the paper's size, all by turns in one run.
/// </summary>
internal static class PhysicsInformedComparison
{
    /// <summary>Small enough that networks of MRePU units stay finite: one that overflows is left out of a step, and costs nothing.</summary>
    private const double SmallCw = 0.05;

    private const int Repeats = 3;
    private const int Hidden = 7;
    private const int Width = 64;
    private const int Conditions = 100;

    public static int Run()
    {
        TorchRuntime.EnsureLoaded();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cpu, {torch.get_num_threads()} threads, {Hidden} hidden layers of {Width}, {Conditions} conditions, Adam, float32; medians of {Repeats} (range)"));
        Console.WriteLine("| activation | places | ratio to TorchSharp | ratio to Python | Taylor (ms) | TorchSharp (ms) | Python (ms) | processor time: ratio to TorchSharp | ratio to Python | Taylor (ms) |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (int places in (int[])[1000, 10_000])
        {
            foreach (string activation in (string[])["gelu", "mrepu:2", "tanh"])
            {
                Compare(activation, places, places > 1000 ? 4 : 20);
            }
        }

        return 0;
    }

    private static void Compare(string activation, int places, int steps)
    {
        List<Timing> taylor = [];
        List<Timing> nested = [];
        List<Timing> python = [];
        for (int i = 0; i <= Repeats; i++)
        {
            Timing a = Taylor(activation, places, steps);
            Timing b = Nested(activation, places, steps);
            Timing c = Python(activation, places, steps);

            // The first one warms up.
            if (i > 0)
            {
                taylor.Add(a);
                nested.Add(b);
                python.Add(c);
            }
        }

        string[] columns =
        [
            Ratios(nested, t => t.Wall), Ratios(python, t => t.Wall), Milliseconds(taylor, t => t.Wall), Milliseconds(nested, t => t.Wall), Milliseconds(python, t => t.Wall),
            Ratios(nested, t => t.Processor), Ratios(python, t => t.Processor), Milliseconds(taylor, t => t.Processor),
        ];
        Console.WriteLine($"| {activation} | {places} | {string.Join(" | ", columns)} |");

        string Ratios(List<Timing> others, Func<Timing, double> select) => Text(others.Zip(taylor, (other, own) => select(other) / select(own)));

        static string Milliseconds(List<Timing> all, Func<Timing, double> select) => Text(all.Select(t => select(t) * 1e3));
    }

    private static Timing Python(string activation, int places, int steps, [CallerFilePath] string source = "")
    {
        string script = Path.Combine(Path.GetDirectoryName(source)!, "peers", "torch_pinn.py");
        string[] arguments = [script, activation, .. new[] { places, steps, Hidden, Width, Conditions }.Select(n => n.ToString(CultureInfo.InvariantCulture)), SmallCw.ToString(CultureInfo.InvariantCulture)];
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true })!;
        string[] numbers = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return process.ExitCode == 0
            ? new Timing(double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("the comparison needs python3 with torch (Debian: python3-torch)");
    }

    private static Timing Taylor(string activation, int places, int steps)
    {
        TrainingOptions options = new()
        {
            Architecture = NetworkArchitecture.Uniform(Activation.Parse(activation), 2, Width, Hidden, 1, SmallCw),
            Models = 1,
            Epochs = steps + 1,
            Optimizer = OptimizerOptions.Parse("adam", 1e-3),
            Device = TorchDevice.Cpu,
        };
        using BurgersGradient gradient = new(
            options.Architecture.Network, BurgersPoints.Draw(places, Conditions, 1), BurgersSolution.UsualViscosity, InputScaling.None, ScalarType.Float32, CPU);
        Timing start = default;
        Timing total = default;
        EnsembleTrainer.Train(options, gradient, gradient.EquivalentSamples, [1, steps + 1], look =>
        {
            if (look.Epoch == 1)
            {
                start = Timing.Now();
            }
            else
            {
                total = Timing.Now() - start;
            }
        });
        return total / steps;
    }

    private static Timing Nested(string activation, int places, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        Func<Tensor, Tensor> s = activation switch
        {
            "gelu" => z => nn.functional.gelu(z),
            "tanh" => z => z.tanh(),
            _ => TensorCompiler.Compile(Activation.Parse(activation)).Function,
        };
        BurgersPoints points = BurgersPoints.Draw(places, Conditions, 1);
        Tensor x = torch.tensor(points.Places.Select(p => (float)p.X).ToArray()).reshape(-1, 1).requires_grad_(true);
        Tensor t = torch.tensor(points.Places.Select(p => (float)p.T).ToArray()).reshape(-1, 1).requires_grad_(true);
        Tensor conditions = Regression.ToTensor([.. points.Conditions.Select(c => new[] { c.X, c.T })], ScalarType.Float32, CPU);
        Tensor given = torch.tensor(points.Conditions.Select(c => (float)c.U).ToArray()).reshape(-1, 1);
        int[] sizes = [2, .. Enumerable.Repeat(Width, Hidden), 1];
        TorchSharp.Modules.Linear[] layers = [.. Enumerable.Range(0, Hidden + 1).Select(l => nn.Linear(sizes[l], sizes[l + 1]))];
        foreach (TorchSharp.Modules.Linear layer in layers)
        {
            nn.init.normal_(layer.weight!, 0, Math.Sqrt(SmallCw / layer.weight!.shape[1]));
        }

        using optim.Optimizer optimizer = optim.Adam(layers.SelectMany(l => l.parameters()), 1e-3);
        Step();
        Timing start = Timing.Now();
        for (int i = 0; i < steps; i++)
        {
            Step();
        }

        return (Timing.Now() - start) / steps;

        Tensor Output(Tensor h)
        {
            Tensor z = layers[0].forward(h);
            for (int l = 1; l < layers.Length; l++)
            {
                z = layers[l].forward(s(z));
            }

            return z;
        }

        void Step()
        {
            using DisposeScope stepScope = NewDisposeScope();
            Tensor u = Output(cat([x, t], 1));
            var first = autograd.grad([u], [x, t], [ones_like(u)], retain_graph: true, create_graph: true);
            var second = autograd.grad([first[0]], [x], [ones_like(u)], retain_graph: true, create_graph: true);
            Tensor f = first[1] + (u * first[0]) - (second[0] * BurgersSolution.UsualViscosity);
            Tensor loss = f.square().mean() + nn.functional.mse_loss(Output(conditions), given);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();

            // Both sides look at every loss.
            _ = loss.item<float>();
        }
    }

    private static string Text(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:G3} ({sorted[0]:G3} … {sorted[^1]:G3})");
    }

    /// <summary>Seconds on the clock and of all processors.</summary>
    private readonly record struct Timing(double Wall, double Processor)
    {
        public static Timing Now() => new((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalSeconds);

        public static Timing operator -(Timing a, Timing b) => new(a.Wall - b.Wall, a.Processor - b.Processor);

        public static Timing operator /(Timing a, double n) => new(a.Wall / n, a.Processor / n);
    }
}
