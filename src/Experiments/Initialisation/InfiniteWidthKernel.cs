using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Flow;

namespace Theory.Experiments.Initialisation;

/// <summary>The kernel at infinite width, K(l+1) = C_W g(K(l)), as a logarithm.</summary>
internal static class InfiniteWidthKernel
{
    /// <summary>ln K(1) … ln K(L); NaN from where the kernel leaves double precision, which homogeneous activations do not have to.</summary>
    public static double[] Logarithms(Activation activation, double cw, double first, int depth)
    {
        // The kernel depends on no width, and the flow wants one.
        NetworkEvaluator network = new(Network.Plain(activation, depth, width: 1, cb: 0, cw));
        IReadOnlyList<FlowLayer> layers = KernelFlow.ComputeWithLogarithms(network, Signal.Kernel(first)).Layers;
        return [.. layers.Select(l => l.LogK), .. Enumerable.Repeat(double.NaN, depth - layers.Count)];
    }
}
