using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Adam on a stack: one pass over the memory on the CPU, tensor operations elsewhere.</summary>
internal sealed class Adam : IOptimizer
{
    private readonly AdamOptions options;
    private readonly StackedNetworks networks;
    private readonly (torch.Tensor First, torch.Tensor Second)[] weights;
    private readonly (torch.Tensor First, torch.Tensor Second)[] biases;
    private int step;

    public Adam(AdamOptions options, StackedNetworks networks)
    {
        this.options = options;
        this.networks = networks;
        var layers = Enumerable.Range(1, networks.Architecture.Layers);
        weights = [.. layers.Select(l => Zeros(networks.Weights(l)))];
        biases = [.. layers.Select(l => Zeros(networks.Biases(l)))];
    }

    public void BeginStep() => step++;

    public void Update(int layer, torch.Tensor weightGradient, torch.Tensor biasGradient)
    {
        Update(networks.Weights(layer), weightGradient, weights[layer - 1]);
        Update(networks.Biases(layer), biasGradient, biases[layer - 1]);
    }

    public void Dispose()
    {
        foreach (var (first, second) in weights.Concat(biases))
        {
            first.Dispose();
            second.Dispose();
        }
    }

    /// <summary>Clears what is remembered of one network.</summary>
    public void Clear(int network)
    {
        foreach (var (first, second) in weights.Concat(biases))
        {
            using var m = first[network];
            using var v = second[network];
            m.zero_();
            v.zero_();
        }
    }

    /// <summary>m, v and the parameter by tensor operations, six passes over the memory.</summary>
    internal static void UpdateByTensors(AdamStep s, torch.Tensor parameter, torch.Tensor gradient, torch.Tensor first, torch.Tensor second)
    {
        using var scope = torch.NewDisposeScope();
        using Scalar beta1 = s.Beta1;
        using Scalar beta2 = s.Beta2;
        using Scalar rest1 = 1 - s.Beta1;
        using Scalar rest2 = 1 - s.Beta2;
        using Scalar scale = s.SecondScale;
        using Scalar epsilon = s.Epsilon;
        using Scalar rate = -s.Rate;
        first.mul_(beta1).add_(gradient, alpha: rest1);
        second.mul_(beta2).addcmul_(gradient, gradient, rest2);
        parameter.addcdiv_(first, second.sqrt().mul_(scale).add_(epsilon), rate);
    }

    private static (torch.Tensor First, torch.Tensor Second) Zeros(torch.Tensor like) =>
        (torch.zeros_like(like).DetachFromDisposeScope(), torch.zeros_like(like).DetachFromDisposeScope());

    private void Update(torch.Tensor parameter, torch.Tensor gradient, (torch.Tensor First, torch.Tensor Second) moments)
    {
        var s = new AdamStep(options, step);
        if (parameter.device_type == DeviceType.CPU)
        {
            using var contiguous = gradient.contiguous();
            s.Apply(parameter, contiguous, moments.First, moments.Second);
        }
        else
        {
            UpdateByTensors(s, parameter, gradient, moments.First, moments.Second);
        }
    }
}
