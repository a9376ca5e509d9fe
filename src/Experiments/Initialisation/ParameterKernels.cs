using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;
using Theory.Validation.Activations;
using Theory.Validation.Random;

namespace Theory.Experiments.Initialisation;

/// <summary>The empirical kernel K(l) = (1/n) Σ z_i² of networks at one input, over their parameters.</summary>
/// <remarks>
/// Given Ĝ(l), neurons are independent and normal, so that preactivations are drawn without weights, with the exact law (C_b = 0). For
/// homogeneous activations of degree p, ln Ĝ(l+1) = p ln Ĝ(l) + ln(C_W X), X the mean of s(ξ)² over standard normal ξ: growth by
/// squaring is followed where the kernel itself leaves double precision.
/// </remarks>
internal sealed class ParameterKernels(Activation activation, int width, int depth, double cw, double inputMetric)
{
    private readonly double? degree = HomogeneityDegree.Of(activation);
    private readonly PiecewiseSmoothFunction function = ActivationCompiler.Compile(activation);

    /// <summary>ln K(l) by [layer][network]; +infinity where it has overflowed, -infinity where it is 0.</summary>
    public double[][] Draw(ulong seed, long firstNetwork, int networks, CancellationToken cancellation)
    {
        var result = Enumerable.Range(0, depth).Select(_ => new double[networks]).ToArray();
        Parallel.For(0, networks, new ParallelOptions { CancellationToken = cancellation }, network =>
        {
            double[] logarithms = Follow(new NetworkRandom(seed, firstNetwork + network));
            for (int layer = 0; layer < depth; layer++)
            {
                result[layer][network] = logarithms[layer];
            }
        });
        return result;
    }

    private double[] Follow(NetworkRandom random)
    {
        double[] normals = new double[width];
        double[] result = new double[depth];
        double logMetric = Math.Log(inputMetric);
        for (int layer = 0; layer < depth; layer++)
        {
            random.FillNormal(normals);
            double scale = degree is null ? Math.Exp(logMetric / 2) : 1;
            double squares = 0;
            double next = 0;
            foreach (double normal in normals)
            {
                double s = function.ValueAt(scale * normal);
                squares += normal * normal;
                next += s * s;
            }

            result[layer] = double.IsNaN(logMetric) ? double.PositiveInfinity : logMetric + Math.Log(squares / width);
            logMetric = Math.Log(cw * next / width) + ((degree ?? 0) * logMetric);
        }

        return result;
    }
}
