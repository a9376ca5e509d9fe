using Theory.Validation.Devices;
using Theory.Validation.Random;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

/// <summary>Single networks in double precision, and the numbers of a stream.</summary>
internal static class Networks
{
    public static StackedNetworks Plain(int inputs, int width, int layers, double cw, ulong seed, long index, string activation = "tanh") =>
        StackedNetworks.Draw(Architectures.Uniform(inputs, width, layers - 1, width, cw, activation: activation), seed, index, 1, TorchPrecision.Float64, torch.CPU);

    public static double[] Normals(ulong seed, long index, int count)
    {
        double[] numbers = new double[count];
        new NetworkRandom(seed, index).FillNormal(numbers);
        return numbers;
    }
}
