using Theory.Activations;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Tests.Architectures;

/// <summary>V of skips by another way: the matrix of covariances in Hermite polynomials of two neurons, of which row 2 is carried, cut at a high order.</summary>
internal static class HermiteVertex
{
    private const int Order = 160;

    public static double[] Of(Activation activation, int depth, double alpha, double beta, double cb, double cw, double k, string? norm = null)
    {
        Func<double, double> s = ActivationCompiler.Compile(activation).ValueAt;
        double[] row = new double[Order + 1];
        double[] vertices = new double[depth];
        for (int layer = 0; layer < depth; layer++)
        {
            (double[] squares, double m4) = Coefficients(z => Math.Pow(s(Math.Sqrt(norm is null ? k : 1) * z), 2));
            double g = squares[0];
            foreach (int q in norm switch { null => (int[])[], "rmsnorm" => [2], _ => [1, 2] })
            {
                // To this order a norm takes from s^2 what moves with the sum of all squares, and of all neurons.
                (m4, squares[q]) = (m4 - (squares[q] * squares[q]), 0);
            }

            double next = (alpha * alpha * k) + (beta * beta * (cb + (cw * g)));
            double rho = alpha * Math.Sqrt(k / next);
            double source = beta * beta * cw / Math.Sqrt(2) / next;
            double overlap = 0;
            for (int q = 1; q <= Order; q++)
            {
                overlap += row[q] * squares[q];
            }

            double[] after = new double[Order + 1];
            for (int q = 1; q <= Order; q++)
            {
                after[q] = (Math.Pow(rho, q + 2) * row[q]) + (source * Math.Pow(rho, q) * (squares[q] + (row[q] * squares[2])));
            }

            double both = (squares[2] * squares[2] * row[2]) + (2 * squares[2] * (overlap - (row[2] * squares[2])));
            after[2] = (Math.Pow(rho, 4) * row[2]) + (2 * source * rho * rho * (squares[2] + overlap)) + (source * source * (m4 - (g * g) + both));
            (row, k) = (after, next);
            vertices[layer] = 2 * k * k * row[2];
        }

        return vertices;
    }

    /// <summary>Those of a function in normalised Hermite polynomials, and the mean of its square, by the trapezoidal rule.</summary>
    private static (double[] Coefficients, double Square) Coefficients(Func<double, double> f)
    {
        double[] result = new double[Order + 1];
        double square = 0;
        const double Step = 1.0 / 256;
        for (int i = -14 * 256; i <= 14 * 256; i++)
        {
            double z = i * Step;
            double value = f(z);
            double weight = Step * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
            square += weight * value * value;
            (double before, double h) = (0, 1);
            for (int q = 0; q <= Order; q++)
            {
                result[q] += weight * value * h;
                (before, h) = (h, ((z * h) - (Math.Sqrt(q) * before)) / Math.Sqrt(q + 1));
            }
        }

        return (result, square);
    }
}
