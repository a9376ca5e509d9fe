using Theory.Expressions;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;
using Theory.Recursions;

namespace Theory.Numerics.TangentKernel;

/// <summary>The flow of the tangent kernel and of its tensors of order 1/n through the layers, for a single input.</summary>
public static class TangentFlow
{
    /// <summary>Iterates the recursions from layer 1, where all tensors are 0, to layer L.</summary>
    /// <remarks>An expectation that does not exist or has no value takes with it the tensors that need it, and no others; without &lt;s^2&gt; the flow ends.</remarks>
    /// <param name="network">The network with its activations.</param>
    /// <param name="signal">One input.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The network cannot have such a first layer, or is infinitely wide.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<TangentLayer> Compute(NetworkEvaluator network, Signal signal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network law = network.Network;
        law.RequireNormal("the theory of the tangent kernel at finite width");
        double k1 = KernelFlow.FirstKernel(law, signal);
        double[] values = new double[TangentStep.Count];
        NoValue?[] missing = new NoValue?[TangentStep.Count];
        values[K] = k1;
        values[Theta] = law[1].LambdaB + (law[1].LambdaW * (k1 - law[1].Cb) / law[1].Cw);
        List<TangentLayer> layers = [Describe(1, law, values, missing)];
        for (int layer = 1; layer < law.Depth; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            ExpectationValues expectations = network.At(layer)!.Evaluate(values[K], quantities: TangentStep.Quantities, cancellation: cancellation);
            (values, missing) = TangentStep.Next(values, missing, expectations, law[layer + 1], law.WidthOf(layer), law.WidthBefore(layer));
            if (missing[K] is NoValue none)
            {
                return new(layers, KernelFlow.Leaves(
                    layer + 1, law, k1, none.Kind == NoValueKind.Overflows ? FlowEndKind.Overflow : FlowEndKind.Expectation, none.Reason));
            }

            if (values[K] <= 0)
            {
                return new(layers, KernelFlow.Leaves(layer + 1, law, k1, FlowEndKind.Underflow, "the kernel underflows to 0"));
            }

            layers.Add(Describe(layer + 1, law, values, missing));
        }

        return new(layers, null);
    }

    private static int K { get; } = TangentStep.IndexOf(RecursionSymbols.K);

    private static int Theta { get; } = TangentStep.IndexOf(RecursionSymbols.Theta);

    private static TangentLayer Describe(int layer, Network network, double[] values, NoValue?[] missing)
    {
        double Value(Symbol tensor) => values[TangentStep.IndexOf(tensor)];
        return new TangentLayer(
            layer, network.WidthBefore(layer), values[K], values[Theta], Value(RecursionSymbols.V), Value(RecursionSymbols.G1), Value(RecursionSymbols.Theta1),
            Value(RecursionSymbols.A), Value(RecursionSymbols.B), Value(RecursionSymbols.D), Value(RecursionSymbols.F), Value(RecursionSymbols.P), Value(RecursionSymbols.Q),
            Value(RecursionSymbols.R), Value(RecursionSymbols.S), Value(RecursionSymbols.T), Value(RecursionSymbols.U),
            Enumerable.Range(0, missing.Length).Where(i => missing[i] is not null).ToDictionary(TangentStep.Name, i => missing[i]!));
    }
}
