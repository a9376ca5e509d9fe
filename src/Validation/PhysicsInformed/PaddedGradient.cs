using System.Numerics;
using System.Numerics.Tensors;
using Theory.Validation.Training;

namespace Theory.Validation.PhysicsInformed;

/// <summary>A part of the gradient of one network, from some of the points, and its part of the loss.</summary>
internal sealed class PaddedGradient<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[][] _weights;
    private readonly T[][] _biases;

    /// <summary>A gradient of 0.</summary>
    public PaddedGradient(NetworkArchitecture architecture)
    {
        IEnumerable<int> layers = Enumerable.Range(1, architecture.Layers);
        _weights = [.. layers.Select(l => new T[PaddedNetwork<T>.Padded(architecture.Sizes[l]) * PaddedNetwork<T>.Padded(architecture.Sizes[l - 1])])];
        _biases = [.. layers.Select(l => new T[PaddedNetwork<T>.Padded(architecture.Sizes[l])])];
    }

    /// <summary>The sum of f² over its places.</summary>
    public double Equation { get; set; }

    /// <summary>The sum of (u - u₀)² over its conditions.</summary>
    public double Conditions { get; set; }

    /// <summary>∂W of a layer, [out padded][in padded].</summary>
    public Span<T> Weights(int layer) => _weights[layer - 1];

    /// <summary>∂b of a layer, [out padded].</summary>
    public Span<T> Biases(int layer) => _biases[layer - 1];

    /// <summary>0 again.</summary>
    public void Clear()
    {
        Equation = 0;
        Conditions = 0;
        foreach (T[] part in _weights.Concat(_biases))
        {
            Array.Clear(part);
        }
    }

    /// <summary>Adds the gradient of one layer, without its padding, to tensors' memory.</summary>
    public void AddTo(int layer, int fanOut, int fanIn, Span<T> weightGradient, Span<T> biasGradient)
    {
        int padded = PaddedNetwork<T>.Padded(fanIn);
        for (int o = 0; o < fanOut; o++)
        {
            Span<T> row = weightGradient.Slice(o * fanIn, fanIn);
            TensorPrimitives.Add(row, _weights[layer - 1].AsSpan(o * padded, fanIn), row);
        }

        TensorPrimitives.Add(biasGradient, _biases[layer - 1].AsSpan(0, fanOut), biasGradient);
    }
}
