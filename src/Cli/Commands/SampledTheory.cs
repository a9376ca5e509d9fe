using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Activations;

namespace Theory.Cli.Commands;

/// <summary>What theory says about an ensemble, as far as it goes.</summary>
internal static class SampledTheory
{
    /// <summary>The flow at one input; for homogeneous activations, whose ensembles go on by logarithms, layers beyond double precision are NaN.</summary>
    /// <exception cref="UserInputException">The flow ends before the last layer for another reason.</exception>
    public static IReadOnlyList<FlowLayer> Flow(ExpectationEvaluator evaluator, FlowOptions options, CancellationToken cancellation)
    {
        try
        {
            return KernelFlow.Compute(evaluator, options, cancellation);
        }
        catch (UserInputException) when (options.Cb == 0 && options.Depth > 1 && TensorCompiler.Compile(evaluator.Activation).Degree is > 1)
        {
            int layer = options.Depth;
            return
            [
                .. Flow(evaluator, options with { Depth = layer - 1 }, cancellation),
                new FlowLayer(layer, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN),
            ];
        }
    }

    /// <summary>log K(l) of a homogeneous activation without biases, by log K(l+1) = p log K(l) + log(C_W g(1)); null for others.</summary>
    public static double[]? LogKernels(ExpectationEvaluator evaluator, FlowOptions options)
    {
        if (options.Cb != 0 || TensorCompiler.Compile(evaluator.Activation).Degree is not double degree)
        {
            return null;
        }

        double step = Math.Log(options.Cw * evaluator.Evaluate(Quantity.Kernel, 1).OrThrow().Value);
        double[] logs = new double[options.Depth];
        logs[0] = Math.Log(options.K1);
        for (int l = 1; l < logs.Length; l++)
        {
            logs[l] = (degree * logs[l - 1]) + step;
        }

        return logs;
    }
}
