using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Gradient descent with rates of its own for the weights and the biases of each layer, relative to the learning rate.</summary>
/// <remarks>With lambda_W(l)/n_(l-1) for weights and lambda_b(l) for biases wide networks follow the tangent kernel at every width alike (PDLT 8.1).</remarks>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="WeightRates">The factors for the weights of layers 1 … L, at least 0.</param>
/// <param name="BiasRates">The factors for the biases of layers 1 … L, at least 0.</param>
public sealed record LayerwiseSgdOptions(double LearningRate, IReadOnlyList<double> WeightRates, IReadOnlyList<double> BiasRates) : OptimizerOptions(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "layerwise sgd";

    internal override int StatePerParameter => 0;

    /// <summary>Gradient descent on the sum of (f - y)^2/2 by the gradient of the mean squared error, with the rates of the tangent kernel.</summary>
    /// <param name="architecture">The networks, with lambda_b and lambda_W of their layers.</param>
    /// <param name="samples">The number of training samples.</param>
    /// <param name="step">The time of gradient flow that one step stands for; positive.</param>
    public static LayerwiseSgdOptions OfTangentKernel(NetworkArchitecture architecture, int samples, double step)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return new LayerwiseSgdOptions(
            step * samples * architecture.Sizes[^1] / 2,
            [.. architecture.Network.LinearLayers.Select((l, i) => l.LambdaW / architecture.Sizes[i])],
            [.. architecture.Network.LinearLayers.Select(l => l.LambdaB)]);
    }

    /// <inheritdoc/>
    /// <exception cref="UserInputException">The rates are not one for each layer, or one is negative or not finite.</exception>
    internal override IOptimizer Start(StackedNetworks networks)
    {
        int layers = networks.Architecture.Layers;
        return WeightRates.Count == layers && BiasRates.Count == layers && WeightRates.Concat(BiasRates).All(r => r >= 0 && double.IsFinite(r))
            ? new Descent(this, networks)
            : throw new UserInputException(FormattableString.Invariant(
                $"{layers} layers need as many rates of weights and of biases, each at least 0; {WeightRates.Count} and {BiasRates.Count} are given"));
    }

    private sealed class Descent(LayerwiseSgdOptions options, StackedNetworks networks) : IOptimizer
    {
        public int LowestLayer { get; } =
            1 + Math.Min(networks.Architecture.Layers - 1, options.WeightRates.Zip(options.BiasRates).TakeWhile(r => r.First == 0 && r.Second == 0).Count());

        public void BeginStep()
        {
            // Nothing depends on the step.
        }

        public void Update(int layer, torch.Tensor weights, torch.Tensor biases)
        {
            Move(networks.Weights(layer), weights, options.WeightRates[layer - 1]);
            Move(networks.Biases(layer), biases, options.BiasRates[layer - 1]);
        }

        public void Clear(int network)
        {
            // Nothing is remembered.
        }

        public void Dispose()
        {
            // No state.
        }

        private void Move(torch.Tensor parameter, torch.Tensor gradient, double rate)
        {
            if (rate > 0)
            {
                parameter.PlusInPlace(gradient, -options.LearningRate * rate);
            }
        }
    }
}
