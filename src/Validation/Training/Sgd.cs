using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Gradient descent on a stack.</summary>
internal sealed class Sgd(SgdOptions options, StackedNetworks networks) : IOptimizer
{
    public void BeginStep()
    {
        // Nothing depends on the step.
    }

    public void Update(int layer, torch.Tensor weights, torch.Tensor biases)
    {
        using Scalar rate = -options.LearningRate;
        networks.Weights(layer).add_(weights, alpha: rate);
        networks.Biases(layer).add_(biases, alpha: rate);
    }

    public void Clear(int network)
    {
        // Nothing is remembered.
    }

    public void Dispose()
    {
        // No state.
    }
}
