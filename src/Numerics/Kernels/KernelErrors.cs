using Theory.Networks;

namespace Theory.Numerics.Kernels;

/// <summary>Bounds on the errors of the kernels of one layer: those of the expectations, and what the layers before have done to their arguments.</summary>
/// <remarks>
/// With the Hermite coefficients u_n, v_n of two inputs, |d/d rho sum_n rho^n u_n v_n| (1 - |rho|) + |sum_n rho^n u_n v_n| is at most
/// sum_n |u_n v_n|, because n r^(n-1) (1 - r) + r^n is at most 1, and that is at most sqrt(sum u^2 sum v^2). So an error of rho, however the activation
/// looks, moves an expectation by at most its distance from full correlation times that error over 1 - |rho|. Where the error is larger than
/// 1 - |rho|, what the expectations of equal inputs lose at that distance bounds it (Cauchy-Schwarz).
/// </remarks>
/// <param name="Variance">Of each K_aa, relative.</param>
/// <param name="Correlation">Of each correlation of which no more is known.</param>
/// <param name="Tangent">Of each Theta_ab, relative to sqrt(Theta_aa Theta_bb).</param>
internal sealed record KernelErrors(double Variance, double Correlation, double Tangent)
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Two correlations differ by no more.</summary>
    private const double LargestCorrelationError = 2;

    /// <summary>Those of layer 1: scalar products that are summed exactly, multiplied, divided and added to.</summary>
    public static KernelErrors First { get; } = new(2 * Epsilon, 6 * Epsilon, 2 * Epsilon);

    /// <summary>Of each K_ab, relative to sqrt(K_aa K_bb).</summary>
    public double Kernel => Variance + Correlation;

    /// <summary>The errors of the next layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="batch">The pairs.</param>
    /// <param name="values">&lt;s s&gt; of each.</param>
    /// <param name="derivatives">&lt;s' s'&gt; of each.</param>
    /// <param name="evaluation">The bound on the errors of these two.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public KernelErrors Next(
        Linear layer, ITwoInputKernel kernel, PairBatch batch, double[] values, double[] derivatives, double evaluation, ParallelOptions parallel)
    {
        VarianceSlopes slopes = kernel is IVarianceSlopes known ? known.SlopesAt(batch.Variances) : new VarianceSlopes(1, 1, false);
        double[] wanted = kernel.HasDerivative ? derivatives : values;
        var spread = new ArgumentSpread(kernel, batch, wanted, Correlation, evaluation, parallel);
        double moved = spread.Largest();

        // d<s s>/d rho is sqrt(K_a K_b) <s' s'>, at most its value at full correlation; a bias, which is the same for all inputs, dilutes it.
        double value = kernel.HasDerivative ? Correlation * LargestSlope(batch, values, derivatives, 0) : moved;
        double diluted = kernel.HasDerivative ? Correlation * LargestSlope(batch, values, derivatives, layer.Cb / layer.Cw) : moved;
        double derivative = moved;
        double variance = (slopes.Value * Variance) + evaluation + Epsilon;
        double mixing = slopes.IsHomogeneous && layer.Cb == 0 ? 0 : 2 * slopes.Value * Variance;
        double correlation = Math.Min(LargestCorrelationError, diluted + mixing + (2 * evaluation) + (4 * Epsilon));
        double ofValue = (slopes.Value * Variance) + value + evaluation;
        double ofDerivative = (slopes.Derivative * Variance) + derivative + evaluation;
        return new KernelErrors(variance, correlation, Math.Max(ofValue, ofDerivative + Tangent) + (3 * Epsilon));
    }

    // The largest K chi_perp/(g + bias) of an input, from the pairs of inputs with themselves.
    private static double LargestSlope(PairBatch batch, double[] values, double[] derivatives, double bias)
    {
        double largest = 0;
        int p = 0;
        for (int a = 0; a < batch.Variances.Length; p += batch.Variances.Length - a, a++)
        {
            double slope = batch.Variances[a] * derivatives[p] / (values[p] + bias);
            largest = Math.Max(largest, double.IsFinite(slope) ? slope : 0);
        }

        return largest;
    }
}
