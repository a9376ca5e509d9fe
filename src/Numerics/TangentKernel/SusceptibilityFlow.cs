using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.TangentKernel;

/// <summary>chi_par, chi_perp and the mean squares of gradients to the order 1/n, for one input.</summary>
/// <remarks>
/// <para>
/// A mean over neurons depends on the stochastic metric Ghat = K + x of its layer, E[x] = G1/n and E[x^2] = V/n, so that a susceptibility chi(K) has the mean
/// chi + (chi' G1 + chi'' V/2)/n.
/// </para>
/// <para>
/// The squared gradient of one output by all neurons of layer l is a tangent kernel to which those neurons are the parameters: it starts as 1 at layer l and
/// passes on as the tangent kernel does with learning rates 0. Its relative correction at layer L is linear in (Theta, F, D, Theta1) at layer l, hence one row of
/// numbers passed backwards.
/// </para>
/// </remarks>
public static class SusceptibilityFlow
{
    private static readonly Quantity[] Needed =
    [
        Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H, Quantity.KernelSecondDerivative, Quantity.KernelThirdDerivative,
        Quantity.ChiPerpSecondDerivative, Quantity.KernelTimesSlopes,
    ];

    /// <summary>The layers as far as the flow goes.</summary>
    /// <param name="network">The network with its activations.</param>
    /// <param name="signal">One input.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The network cannot have such a first layer, or is infinitely wide.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<SusceptibilityLayer> Compute(NetworkEvaluator network, Signal signal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        FlowOutcome<TangentLayer> flow = TangentFlow.Compute(network, signal, cancellation);
        SusceptibilityLayer[] layers = new SusceptibilityLayer[flow.Layers.Count];

        // (Theta, F, D, Theta1) at layer l, over Theta, to Theta1/Theta at the last layer.
        (double Theta, double F, double D, double Theta1) row = (0, 0, 0, 1);
        double log = 0;
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            TangentLayer layer = flow.Layers[i];
            if (network.At(layer.Layer) is not ExpectationEvaluator evaluator)
            {
                layers[i] = new(layer.Layer, double.NaN, double.NaN, double.NaN, double.NaN, 0, 0);
                continue;
            }

            ExpectationValues mean = evaluator.Evaluate(layer.K, quantities: Needed, cancellation: cancellation);
            double cw = network.Network[Math.Min(layer.Layer + 1, network.Network.Depth)].Cw;
            double Value(Quantity quantity) => mean[quantity].Value;
            (double par, double perp, double h) = (cw * Value(Quantity.ChiParallel), cw * Value(Quantity.ChiPerp), cw * Value(Quantity.H));
            (double g1, double v) = (layer.G1 / layer.Width, layer.V / layer.Width);
            double perpAdded = (2 * h * g1) + (cw * Value(Quantity.ChiPerpSecondDerivative) * v / 2);
            if (i < layers.Length - 1)
            {
                double products = cw * cw * Value(Quantity.KernelTimesSlopes);
                double ratio = (double)network.Network.WidthOf(layer.Layer) / layer.Width;
                row = (
                    ((row.Theta * perp) + (row.F * products) + (row.D * (products - (cw * Value(Quantity.Kernel) * perp) + (2 * ratio * par * h * layer.V)))
                        + (row.Theta1 * ratio * layer.Width * perpAdded)) / perp,
                    ((row.F * ratio * par * par) + (row.Theta1 * ratio * 4 * h)) / perp,
                    ((row.D * ratio * par * perp) + (row.Theta1 * ratio * 2 * h)) / perp,
                    row.Theta1 * ratio);
                log += Math.Log(perp);
            }

            layers[i] = new(
                layer.Layer, par, cw * ((Value(Quantity.KernelSecondDerivative) * g1) + (Value(Quantity.KernelThirdDerivative) * v / 2)), perp, perpAdded,
                log, row.Theta / flow.Layers[^1].Width);
        }

        return new(layers, flow.End);
    }
}
