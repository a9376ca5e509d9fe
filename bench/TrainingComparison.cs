using System.Diagnostics;
using System.Globalization;
using Theory.Activations;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Random;
using Theory.Validation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Bench;

/// <summary>
/// Training an ensemble at once against one network at a time in the usual way of TorchSharp: linear modules, automatic differentiation, and
/// its Adam. Time for a network and step, and processor time, which other programs on the machine disturb less; both sides by turns in one run.
/// </summary>
internal static class TrainingComparison
{
    private const int Repeats = 7;

    public static int Run(string[] args)
    {
        TorchDevice choice = args.Length > 0 ? TorchDevice.Parse(args[0]) : TorchDevice.Auto;
        torch.Device device = choice.Resolve();
        TorchRuntime.EnsureLoaded();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"device {device.type}, {torch.get_num_threads()} threads, MRePU_2, Adam, float32; medians of {Repeats} (range)"));
        Console.WriteLine("| networks | width | hidden layers | samples | at once (ms) | one at a time (ms) | ratio | ratio of processor times |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|");
        Compare(choice, device, networks: 100, width: 512, hidden: 5, samples: 100, steps: 6, singleSteps: 40);
        Compare(choice, device, networks: 100, width: 128, hidden: 5, samples: 100, steps: 20, singleSteps: 200);
        Compare(choice, device, networks: 25, width: 32, hidden: 5, samples: 101, steps: 200, singleSteps: 500);
        return 0;
    }

    private static void Compare(TorchDevice choice, torch.Device device, int networks, int width, int hidden, int samples, int steps, int singleSteps)
    {
        List<double> together = [];
        List<double> alone = [];
        List<double> ratios = [];
        List<double> processor = [];
        for (int i = 0; i <= Repeats; i++)
        {
            Timing ensemble = Together(choice, networks, width, hidden, samples, steps);
            Timing single = Alone(device, width, hidden, samples, singleSteps);

            // The first one warms up.
            if (i > 0)
            {
                together.Add(ensemble.Wall);
                alone.Add(single.Wall);
                ratios.Add(single.Wall / ensemble.Wall);
                processor.Add(single.Processor / ensemble.Processor);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {networks} | {width} | {hidden} | {samples} | {Text(together, 1e3)} | {Text(alone, 1e3)} | {Text(ratios, 1)} | {Text(processor, 1)} |"));
    }

    private static Timing Together(TorchDevice device, int networks, int width, int hidden, int samples, int steps)
    {
        TrainingOptions options = new()
        {
            Architecture = NetworkArchitecture.Uniform(Activation.Parse("mrepu:2"), 2, width, hidden, 1, 0.1),
            Models = networks,
            Epochs = steps + 1,
            Optimizer = OptimizerOptions.Parse("adam", 1e-4),
            Device = device,
        };
        Timing total = default;
        Timing start = default;
        EnsembleTrainer.Train(options, Data(samples), [1, steps + 1], look =>
        {
            if (look.Epoch == 1)
            {
                start = Timing.Now();
            }
            else
            {
                total += Timing.Now() - start;
            }
        });
        return total / (steps * networks);
    }

    private static Timing Alone(torch.Device device, int width, int hidden, int samples, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        TensorActivation activation = TensorCompiler.Compile(Activation.Parse("mrepu:2"));
        Regression data = Data(samples);
        Tensor x = Regression.ToTensor(data.Inputs, ScalarType.Float32, device);
        Tensor y = Regression.ToTensor(data.Targets, ScalarType.Float32, device);
        int[] sizes = [2, .. Enumerable.Repeat(width, hidden), 1];
        TorchSharp.Modules.Linear[] layers = [.. Enumerable.Range(0, hidden + 1).Select(l => nn.Linear(sizes[l], sizes[l + 1]).to(device))];
        foreach (TorchSharp.Modules.Linear layer in layers)
        {
            nn.init.normal_(layer.weight!, 0, Math.Sqrt(0.1 / layer.weight!.shape[1]));
        }

        using optim.Optimizer optimizer = optim.Adam(layers.SelectMany(l => l.parameters()), 1e-4);
        Step();
        Timing start = Timing.Now();
        for (int i = 0; i < steps; i++)
        {
            Step();
        }

        return (Timing.Now() - start) / steps;

        void Step()
        {
            using DisposeScope stepScope = NewDisposeScope();
            Tensor z = layers[0].forward(x);
            for (int l = 1; l < layers.Length; l++)
            {
                z = layers[l].forward(activation.Function(z));
            }

            Tensor loss = nn.functional.mse_loss(z, y);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();

            // Both sides look at every loss.
            _ = loss.item<float>();
        }
    }

    /// <summary>Seconds on the clock and of all processors.</summary>
    private readonly record struct Timing(double Wall, double Processor)
    {
        public static Timing Now() => new((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalSeconds);

        public static Timing operator +(Timing a, Timing b) => new(a.Wall + b.Wall, a.Processor + b.Processor);

        public static Timing operator -(Timing a, Timing b) => new(a.Wall - b.Wall, a.Processor - b.Processor);

        public static Timing operator /(Timing a, double n) => new(a.Wall / n, a.Processor / n);
    }

    private static Regression Data(int samples)
    {
        NetworkRandom random = new(1, -1);
        double[] numbers = new double[3 * samples];
        random.FillNormal(numbers);
        return new Regression([.. numbers[..(2 * samples)].Chunk(2)], [.. numbers[(2 * samples)..].Chunk(1)]);
    }

    private static string Text(List<double> values, double unit)
    {
        double[] sorted = [.. values.Order().Select(v => v * unit)];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:G3} ({sorted[0]:G3} … {sorted[^1]:G3})");
    }
}
