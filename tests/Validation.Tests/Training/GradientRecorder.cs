using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

/// <summary>Keeps the gradients and changes nothing.</summary>
internal sealed class GradientRecorder : IOptimizer
{
    public Dictionary<int, (torch.Tensor Weights, torch.Tensor Biases)> Gradients { get; } = [];

    public void BeginStep()
    {
    }

    public void Update(int layer, torch.Tensor weights, torch.Tensor biases) => Gradients[layer] = (weights.clone().MoveToOuterDisposeScope(), biases.clone().MoveToOuterDisposeScope());

    public void Clear(int network)
    {
    }

    public void Dispose()
    {
    }
}
