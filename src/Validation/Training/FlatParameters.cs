using System.Runtime.InteropServices;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>The parameters of each network of a stack as one vector: layer by layer W row by row, then b.</summary>
internal static class FlatParameters
{
    /// <summary>The vectors of all networks.</summary>
    public static double[][] Read(StackedNetworks networks)
    {
        double[][] vectors = Vectors(networks);
        for (int l = 1; l <= networks.Architecture.Layers; l++)
        {
            Read(networks.Architecture, l, networks.Weights(l), networks.Biases(l), vectors);
        }

        return vectors;
    }

    /// <summary>A vector of 0 for each network.</summary>
    public static double[][] Vectors(StackedNetworks networks) =>
        [.. Enumerable.Range(0, networks.Count).Select(_ => new double[networks.Architecture.ParameterCount])];

    /// <summary>Copies one layer, or what has its shape, to its place in the vectors.</summary>
    public static void Read(NetworkArchitecture architecture, int layer, torch.Tensor weights, torch.Tensor biases, double[][] vectors)
    {
        int start = Start(architecture, layer);
        Read(weights, start, vectors);
        Read(biases, start + (architecture.Sizes[layer] * architecture.Sizes[layer - 1]), vectors);
    }

    /// <summary>Copies vectors to networks; those without a vector stay as they are.</summary>
    public static void Write(StackedNetworks networks, IReadOnlyList<double[]?> vectors)
    {
        using var noGradients = torch.no_grad();
        for (int i = 0; i < vectors.Count; i++)
        {
            for (int l = 1; vectors[i] is double[] vector && l <= networks.Architecture.Layers; l++)
            {
                int start = Start(networks.Architecture, l);
                int count = networks.Architecture.Sizes[l] * networks.Architecture.Sizes[l - 1];
                Write(networks.Weights(l), i, vector[start..(start + count)]);
                Write(networks.Biases(l), i, vector[(start + count)..(start + count + networks.Architecture.Sizes[l])]);
            }
        }
    }

    private static int Start(NetworkArchitecture architecture, int layer) =>
        Enumerable.Range(1, layer - 1).Sum(l => architecture.Sizes[l] * (architecture.Sizes[l - 1] + 1));

    private static void Read(torch.Tensor stacked, int start, double[][] vectors)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor contiguous = stacked.to(torch.float64).cpu().contiguous();
        ReadOnlySpan<double> all = MemoryMarshal.Cast<byte, double>(contiguous.bytes);
        int each = all.Length / vectors.Length;
        for (int i = 0; i < vectors.Length; i++)
        {
            all.Slice(i * each, each).CopyTo(vectors[i].AsSpan(start));
        }
    }

    private static void Write(torch.Tensor stacked, int network, double[] numbers)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor own = stacked[network];
        own.copy_(torch.tensor(numbers).reshape(own.shape));
    }
}
