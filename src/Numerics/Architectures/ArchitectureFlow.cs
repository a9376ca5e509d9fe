using Theory.Networks;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Architectures;

/// <summary>The flow of one input through a network of any layers.</summary>
public static class ArchitectureFlow
{
    /// <summary>Follows K, Theta, susceptibilities, gradients and V from layer to layer; layers that are repeated count each time.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="k1">
    /// The kernel of the signal that enters, positive. Weights that take it directly see a given vector of that mean square, which does not fluctuate; activations and skips
    /// see neurons that are drawn.
    /// </param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>The layers; the flow ends where a kernel exceeds double precision or an expectation has no value, and gradients are then those of the last layer that is reached.</returns>
    /// <exception cref="UserInputException">K is not positive, or a layer does not take the signal in front of it.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<ArchitectureLayer> Compute(Architecture architecture, double k1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        Require.Positive(k1, "the kernel of the signal that enters");
        ArchitectureEvaluator evaluator = new();
        SignalState state = new() { K = k1, Fluctuation = GaussianFluctuation.OfInput(k1), Shape = architecture.Input };
        List<ArchitectureLayer> layers = [];
        FlowEnd? end = null;
        foreach (Layer layer in architecture.Sequence.Unrolled())
        {
            cancellation.ThrowIfCancellationRequested();
            state = evaluator.Apply(layer, state.Measured());
            if (state.End is FlowEnd reason)
            {
                end = reason with { Layer = layers.Count + 1, Text = $"layer {layers.Count + 1}: {reason.Text}" };
                break;
            }

            layers.Add(Describe(layers.Count + 1, layer, state));
        }

        double gradient = 0;
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            double growth = gradient;
            gradient += Math.Log(layers[i].ChiPerp);
            layers[i] = layers[i] with { LogGradient = growth };
        }

        return new FlowOutcome<ArchitectureLayer>(layers, end);
    }

    private static ArchitectureLayer Describe(int number, Layer layer, SignalState state)
    {
        GaussianFluctuation? known = state.Fluctuation as GaussianFluctuation;
        string? reason = state.Fluctuation switch
        {
            UnknownFluctuation unknown => unknown.Reason,
            GaussianFluctuation => null,
            _ => "V is that of a Gaussian signal: it is known behind the next weights",
        };
        return new ArchitectureLayer(
            number, Architecture.TextOf(layer), state.Shape, state.K, state.Theta, state.Slope, state.Jacobian, state.Mean, state.NotGaussianBecause is null, known?.Vertex, reason)
        {
            ForgetfulVertex = known?.Forgetful,
        };
    }
}
