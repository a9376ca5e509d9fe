using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Adam on a stack: one pass over the memory on the CPU, tensor operations elsewhere.</summary>
internal sealed class Adam : IOptimizer
{
    private readonly AdamOptions _options;
    private readonly StackedNetworks _networks;
    private readonly (torch.Tensor First, torch.Tensor Second)[] _weights;
    private readonly (torch.Tensor First, torch.Tensor Second)[] _biases;
    private int _step;

    public Adam(AdamOptions options, StackedNetworks networks)
    {
        _options = options;
        _networks = networks;
        var layers = Enumerable.Range(1, networks.Architecture.Layers);
        using var scope = torch.NewDisposeScope();
        _weights = [.. layers.Select(l => Zeros(networks.Weights(l)))];
        _biases = [.. layers.Select(l => Zeros(networks.Biases(l)))];
    }

    public void BeginStep() => _step++;

    public void Update(int layer, torch.Tensor weightGradient, torch.Tensor biasGradient)
    {
        Update(_networks.Weights(layer), weightGradient, _weights[layer - 1]);
        Update(_networks.Biases(layer), biasGradient, _biases[layer - 1]);
    }

    public void Dispose()
    {
        foreach (var (first, second) in _weights.Concat(_biases))
        {
            first.Dispose();
            second.Dispose();
        }
    }

    /// <summary>Clears what is remembered of one network.</summary>
    public void Clear(int network)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var (first, second) in _weights.Concat(_biases))
        {
            first[network].zero_();
            second[network].zero_();
        }
    }

    /// <summary>m, v and the parameter by tensor operations, six passes over the memory.</summary>
    internal static void UpdateByTensors(AdamStep s, torch.Tensor parameter, torch.Tensor gradient, torch.Tensor first, torch.Tensor second)
    {
        using var scope = torch.NewDisposeScope();
        first.TimesInPlace(s.Beta1).PlusInPlace(gradient, 1 - s.Beta1);
        NumberOperations.With(1 - s.Beta2, rest => second.TimesInPlace(s.Beta2).addcmul_(gradient, gradient, rest));
        var scale = second.sqrt().TimesInPlace(s.SecondScale).PlusInPlace(s.Epsilon);
        NumberOperations.With(-s.Rate, rate => parameter.addcdiv_(first, scale, rate));
    }

    private static (torch.Tensor First, torch.Tensor Second) Zeros(torch.Tensor like) =>
        (torch.zeros_like(like).DetachFromDisposeScope(), torch.zeros_like(like).DetachFromDisposeScope());

    private void Update(torch.Tensor parameter, torch.Tensor gradient, (torch.Tensor First, torch.Tensor Second) moments) =>
        new AdamStep(_options, _step).Update(parameter, gradient, moments.First, moments.Second);
}
