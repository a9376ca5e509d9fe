using System.Globalization;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.TangentKernel;

namespace Theory.Bench;

/// <summary>`tangent` times the tensors of the tangent kernel through 100 layers, at one input and at two.</summary>
internal static class TangentTensors
{
    private const int Depth = 100;
    private const int Repetitions = 3;

    private static readonly string[] Activations = ["relu", "leaky_relu:0.1", "symmetric_imrepu:2", "elu:1", "hard_swish", "sin", "erf", "tanh", "gelu", "swish", "mish", "softplus", "arctan", "z*tanh(exp(z))"];

    public static int Run()
    {
        NetworkInputs two = NetworkInputs.Of([[1.0, 0.5], [0.2, 1.1]]);
        Console.WriteLine($"Median of {Repetitions}, warm, {Depth} layers, processor time in ms.");
        Console.WriteLine("| activation | one input | two inputs |");
        Console.WriteLine("|---|--:|--:|");
        foreach (string activation in Activations)
        {
            NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse(activation), Depth, 512, 0.1, 1, 1, 1));
            double one = Median(() => TangentFlow.Compute(evaluator, Signal.Kernel(1)).ToTheLast());
            double pair = Median(() => InputTangentFlow.Compute(evaluator, two).ToTheLast());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {activation} | {one:F1} | {pair:F0} |"));
        }

        return 0;
    }

    private static double Median(Action action)
    {
        action();
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
