using System.Globalization;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.TangentKernel;

namespace Theory.Bench;

/// <summary>`tangent [NAME...]` times the tensors of the tangent kernel through 100 layers, at one input and at two, of the activations named or of a selection.</summary>
internal static class TangentTensors
{
    private const int Depth = 100;
    private const int Repetitions = 5;
    private const int WarmUp = 20;

    private static readonly string[] Activations = ["relu", "leaky_relu:0.1", "symmetric_imrepu:2", "elu:1", "hard_swish", "sin", "erf", "tanh", "gelu", "swish", "mish", "softplus", "arctan", "z*tanh(exp(z))"];

    public static int Run(string[] named)
    {
        NetworkInputs two = NetworkInputs.Of([[1.0, 0.5], [0.2, 1.1]]);
        Console.WriteLine($"Median of {Repetitions}, warm, {Depth} layers, processor time in ms.");
        Console.WriteLine("| activation | one input | two inputs |");
        Console.WriteLine("|---|--:|--:|");
        foreach (string activation in named.Length == 0 ? Activations : named)
        {
            NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse(activation), Depth, 512, 0.1, 1, 1, 1));
            int layers = 0;
            double one = Median(() => TangentFlow.Compute(evaluator, Signal.Kernel(1)));
            double pair = Median(() => layers = InputTangentFlow.Compute(evaluator, two).Layers.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {activation}{(layers < Depth ? $" ({layers} layers)" : "")} | {one:F1} | {pair:F0} |"));
        }

        return 0;
    }

    private static double Median(Action action)
    {
        // What is compiled is optimised after some thirty calls.
        for (int i = 0; i < WarmUp; i++)
        {
            action();
        }

        List<double> times = [];
        for (int i = 0; i < Repetitions; i++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            action();
            times.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        times.Sort();
        return times[Repetitions / 2];
    }
}
