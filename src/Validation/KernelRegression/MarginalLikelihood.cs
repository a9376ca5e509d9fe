using Theory.Networks;
using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>The negative logarithm of the marginal likelihood of targets and its derivatives, by which C_b, C_W and the noise can be chosen.</summary>
/// <param name="Value">y K^-1 y/2 + ln det K/2 + N ln(2 pi)/2 with the noise in K, summed over the outputs.</param>
/// <param name="ByCb">The derivative with respect to C_b of all layers; NaN at C_b = 0.</param>
/// <param name="ByCw">The derivative with respect to C_W of all layers.</param>
/// <param name="ByNoise">The derivative with respect to the variance of the noise.</param>
public sealed record MarginalLikelihood(double Value, double ByCb, double ByCw, double ByNoise)
{
    // Relative steps of fourth-order differences of the kernel, in which truncation and rounding are both about 1e-10.
    private const double Step = 5e-3;

    /// <summary>Evaluates both; null if the matrix is not positive definite.</summary>
    /// <remarks>
    /// The derivative by p is tr((K^-1 - a a^T) dK/dp)/2 for each output, a = K^-1 y. That of the noise is exact; how K depends on C_b and C_W is differenced,
    /// entry by entry.
    /// </remarks>
    /// <param name="kernel">The kernel of the training inputs.</param>
    /// <param name="targets">Targets of the first inputs, row by row.</param>
    /// <param name="outputs">The number of targets of an input.</param>
    /// <param name="cb">C_b of all layers.</param>
    /// <param name="cw">C_W of all layers.</param>
    /// <param name="noise">The variance of the noise.</param>
    /// <param name="network">The network for other C_b and C_W.</param>
    public static MarginalLikelihood? TryEvaluate(
        KernelSource kernel, double[] targets, int outputs, double cb, double cw, double noise, Func<double, double, Network> network)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(network);
        using DisposeScope scope = torch.NewDisposeScope();
        int size = targets.Length / outputs;
        Tensor y = torch.tensor(targets, size, outputs, dtype: float64).to(kernel.Device);
        Tensor matrix = Matrix(cb, cw);
        matrix.diagonal().PlusInPlace(noise);
        (Tensor factor, Tensor info) = linalg.cholesky_ex(matrix, check_errors: false);
        if (info.cpu().data<int>()[0] != 0)
        {
            return null;
        }

        Tensor a = torch.cholesky_solve(y, factor);
        double value = (Number(y.mul(a).sum()) + (outputs * ((2 * Number(factor.diagonal().log().sum())) + (size * Math.Log(2 * Math.PI))))) / 2;
        Tensor inner = torch.cholesky_inverse(factor).Times(outputs).sub(a.mm(a.t()));
        return new MarginalLikelihood(
            value,
            cb > 0 ? Derivative(h => Matrix(cb * (1 + h), cw), cb) : double.NaN,
            Derivative(h => Matrix(cb, cw * (1 + h)), cw),
            Number(inner.diagonal().sum()) / 2);

        double Derivative(Func<double, Tensor> at, double parameter)
        {
            double sum = 0;
            foreach ((double h, double weight) in ((double, double)[])[(-2, 1), (-1, -8), (1, 8), (2, -1)])
            {
                using DisposeScope part = torch.NewDisposeScope();
                sum += weight * Number(inner.mul(at(h * Step)).sum());
            }

            return sum / (12 * Step * parameter) / 2;
        }

        Tensor Matrix(double b, double w)
        {
            using KernelSource other = kernel.With(network(b, w));
            return other.Block(0, size, 0, size);
        }
    }

    private static double Number(Tensor value) => value.cpu().data<double>()[0];
}
