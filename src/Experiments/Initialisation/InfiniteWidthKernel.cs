using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Activations;

namespace Theory.Experiments.Initialisation;

/// <summary>The kernel at infinite width, K(l+1) = C_W g(K(l)), as a logarithm.</summary>
internal static class InfiniteWidthKernel
{
    /// <summary>ln K(1) … ln K(L); NaN from where the kernel leaves double precision, which homogeneous activations do not have to.</summary>
    public static double[] Logarithms(Activation activation, double cw, double first, int depth)
    {
        var evaluator = new ExpectationEvaluator(activation);
        double[] result = new double[depth];
        result[0] = Math.Log(first);
        KernelPower? power = HomogeneityDegree.Of(activation) is double degree ? new KernelPower(degree, Kernel(evaluator, 1)) : null;
        for (int l = 1; l < depth; l++)
        {
            result[l] = power?.Next(result[l - 1], cw) ?? Math.Log(cw * Kernel(evaluator, Math.Exp(result[l - 1])));
        }

        return result;
    }

    private static double Kernel(ExpectationEvaluator evaluator, double k) =>
        double.IsFinite(k) ? evaluator.Evaluate(Quantity.Kernel, k).Value : double.NaN;
}
