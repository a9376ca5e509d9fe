using Theory.Networks;
using Theory.Validation.Products;
using Theory.Validation.Random;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>W x + b. Weights or biases whose relative rate lambda is 0 stay as they are drawn.</summary>
internal sealed class StackedWeights : IStackedLayer
{
    private readonly Linear _layer;

    /// <summary>Draws weights, row by row, then biases.</summary>
    public StackedWeights(Linear layer, int before, int after, StackedNormals normals, OptimizerOptions optimizer)
    {
        _layer = layer;
        using DisposeScope scope = torch.NewDisposeScope();
        Weights = new TrainedParameter(normals.Draw(after, before).TimesInPlace(Math.Sqrt(layer.Cw / before)), optimizer);
        Biases = new TrainedParameter(normals.Draw(1, after).TimesInPlace(Math.Sqrt(layer.Cb)), optimizer);
    }

    /// <summary>W, [networks, out, in].</summary>
    public TrainedParameter Weights { get; }

    /// <summary>b, [networks, 1, out].</summary>
    public TrainedParameter Biases { get; }

    /// <inheritdoc/>
    public (torch.Tensor Signals, Backwards Backwards) Forwards(torch.Tensor x) =>
        (StackedProduct.Multiply(Weights.Value, x, rowSums: Biases.Value), gradients =>
        {
            // Before the weights change.
            torch.Tensor before = StackedProduct.Multiply(Weights.Value, gradients, transposeA: true);
            if (_layer.LambdaW > 0)
            {
                using torch.Tensor weights = StackedProduct.Multiply(gradients, x, transposeB: true);
                Weights.Follow(weights);
            }

            if (_layer.LambdaB > 0)
            {
                using torch.Tensor sums = gradients.sum(dim: 2);
                using torch.Tensor biases = sums.unsqueeze(1);
                Biases.Follow(biases);
            }

            return before;
        }
    );

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Biases.Dispose();
    }
}
