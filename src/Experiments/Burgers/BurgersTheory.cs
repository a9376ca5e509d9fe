using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Experiments.Burgers;

/// <summary>What the theory says about networks before they are trained, at the inputs farthest from 0.</summary>
/// <param name="First">K(1).</param>
/// <param name="Threshold">The smallest kernel above 0 that is an unstable fixed point, above which kernels grow; null when there is none.</param>
/// <param name="Last">K of the output; null where the kernel leaves double precision.</param>
/// <param name="Fluctuation">V/(n K²) of the output; null where the kernel leaves double precision.</param>
internal sealed record BurgersTheory(double First, double? Threshold, double? Last, double? Fluctuation)
{
    /// <summary>The prediction for an ensemble.</summary>
    public static BurgersTheory Of(BurgersSetting setting, BurgersSize size)
    {
        Network network = setting.Architecture(size.HiddenLayers, size.Width).Network;
        ExpectationEvaluator evaluator = new(network.ActivationOf(1));
        double first = setting.Cb + (setting.FirstCw * setting.InputScale);
        double? threshold = FixedPoints.Of(evaluator, setting.Cb, setting.Cw).FixedPoints
            .Where(p => p.K > 0 && p.Stability == FixedPointStability.Unstable).Select(p => (double?)p.K).Min();
        FlowOutcome<FlowLayer> flow = KernelFlow.Compute(new NetworkEvaluator(network, evaluator), Signal.Kernel(first));
        return flow.End is null
            ? new BurgersTheory(first, threshold, flow.Layers[^1].K, flow.Layers[^1].RelativeFluctuation)
            : new BurgersTheory(first, threshold, null, null);
    }
}
