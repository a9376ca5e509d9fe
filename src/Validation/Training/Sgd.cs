using Theory.Validation.Tensors;
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
        using DisposeScope scope = torch.NewDisposeScope();
        networks.Weights(layer).PlusInPlace(weights, -options.LearningRate);
        networks.Biases(layer).PlusInPlace(biases, -options.LearningRate);
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
