using Theory.Cli.Options;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Activations;

namespace Theory.Cli.Commands;

/// <summary>What theory says about an ensemble, as far as it goes.</summary>
internal static class SampledTheory
{
    /// <summary>The flow at one input; for homogeneous activations, whose ensembles go on by logarithms, layers beyond double precision are NaN.</summary>
    public static FlowOutcome<FlowLayer> Flow(NetworkEvaluator network, Signal signal, CancellationToken cancellation)
    {
        FlowOutcome<FlowLayer> flow = KernelFlow.Compute(network, signal, cancellation);
        return flow is { End: not null, Layers.Count: > 0 } && DegreeOf(network.Network) is > 1
            ? new FlowOutcome<FlowLayer>([.. flow.Layers, .. Enumerable.Range(flow.Layers.Count + 1, network.Network.Depth - flow.Layers.Count).Select(Beyond)], null)
            : flow;
    }

    /// <summary>log K(l) of a homogeneous activation without biases, by log K(l+1) = p log K(l) + log(C_W g(1)); null for others.</summary>
    public static double[]? LogKernels(ExpectationEvaluator evaluator, Initialisation start)
    {
        if (DegreeOf(start.Network) is not double degree)
        {
            return null;
        }

        double step = Math.Log(start.Network[1].Cw * evaluator.Evaluate(Quantity.Kernel, 1).OrThrow().Value);
        double[] logs = new double[start.Network.Depth];
        logs[0] = Math.Log(start.K1);
        for (int l = 1; l < logs.Length; l++)
        {
            logs[l] = (degree * logs[l - 1]) + step;
        }

        return logs;
    }

    /// <summary>p where s(c z) = c^p s(z) in every layer and there are no biases; else null.</summary>
    private static double? DegreeOf(Network network) =>
        network.Depth > 1 && network.LinearLayers.All(l => l.Cb == 0) ? TensorCompiler.Compile(network.ActivationOf(1)).Degree : null;

    /// <summary>A layer beyond double precision.</summary>
    private static FlowLayer Beyond(int layer) =>
        new(layer, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
