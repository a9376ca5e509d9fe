using System.Numerics;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>Both expectations of two fixed variances as Chebyshev series in the angle between the inputs.</summary>
/// <remarks>
/// In the angle, unlike in rho, they are smooth up to full correlation, kinks included: that of ReLU is sin + (pi - angle) cos. The degree
/// doubles until the last coefficients are below the tolerance.
/// </remarks>
internal sealed class AngleInterpolant
{
    private const int FirstDegree = 16;
    private const int LargestDegree = 128;
    private const double Tolerance = 1e-13;

    private readonly double _largestAngle;
    private readonly double[] _values;
    private readonly double[] _derivatives;

    private AngleInterpolant(double largestAngle, double[] values, double[] derivatives, double error) =>
        (_largestAngle, _values, _derivatives, Error) = (largestAngle, values, derivatives, error);

    /// <summary>The error, relative to the values at full correlation.</summary>
    public double Error { get; }

    /// <summary>Interpolates.</summary>
    /// <param name="pair">Where the values come from.</param>
    /// <param name="ka">The variance of z_a.</param>
    /// <param name="kb">The variance of z_b.</param>
    /// <param name="sign">1 for angles from rho = 1, -1 for those from rho = -1.</param>
    /// <param name="largestAngle">Where the interval, which begins at 0, ends.</param>
    /// <param name="kernelScale">sqrt(g(K_a) g(K_b)).</param>
    /// <param name="derivativeScale">The same of chi_perp; 0 if s jumps, and the derivatives are not wanted.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>The interpolant, or null if the largest degree is not enough.</returns>
    public static AngleInterpolant? TryCreate(
        Func<double, double, Correlation, TwoInputEstimate> pair,
        double ka,
        double kb,
        int sign,
        double largestAngle,
        double kernelScale,
        double derivativeScale,
        ParallelOptions parallel)
    {
        return TryCreate(Samples, largestAngle, kernelScale, derivativeScale, Tolerance);

        (double[] Values, double[] Derivatives, double Error) Samples(double[] cosines)
        {
            var values = new double[cosines.Length];
            var derivatives = new double[cosines.Length];
            var errors = new double[cosines.Length];
            ParallelLoop.For(cosines.Length, parallel, i =>
            {
                TwoInputEstimate at = pair(ka, kb, Correlation.Of(sign * cosines[i]));
                values[i] = at.KernelProduct.Value;
                derivatives[i] = derivativeScale > 0 ? at.DerivativeProduct.Value : 0;
                errors[i] = Math.Max(
                    Ratio(at.KernelProduct.AbsoluteError, kernelScale),
                    derivativeScale > 0 ? Ratio(at.DerivativeProduct.AbsoluteError, derivativeScale) : 0);
            });
            return (values, derivatives, Largest(errors));
        }
    }

    /// <summary>Interpolates any two functions of the angle.</summary>
    /// <param name="samples">Both of them at given cosines of the angle, and the relative error of these values.</param>
    /// <param name="largestAngle">Where the interval, which begins at 0, ends.</param>
    /// <param name="valueScale">What errors of the first are measured in.</param>
    /// <param name="derivativeScale">The same of the second; 0 if it is not wanted.</param>
    /// <param name="tolerance">Of the last coefficients.</param>
    /// <returns>The interpolant, or null if the largest degree is not enough.</returns>
    public static AngleInterpolant? TryCreate(
        Func<double[], (double[] Values, double[] Derivatives, double Error)> samples, double largestAngle, double valueScale, double derivativeScale, double tolerance)
    {
        for (int degree = FirstDegree; degree <= LargestDegree; degree *= 2)
        {
            double[] angles = [.. Enumerable.Range(0, degree + 1).Select(i => 0.5 * largestAngle * (1 - Math.Cos(Math.PI * (i + 0.5) / (degree + 1))))];
            double[] cosines = Array.ConvertAll(angles, Math.Cos);
            double[] shifts = [.. angles.Zip(cosines, (angle, cosine) => Math.Acos(cosine) - angle)];
            (double[] values, double[] derivatives, double error) = samples(cosines);
            double[] value = Coefficients(values, shifts, largestAngle);
            double[] derivative = Coefficients(derivatives, shifts, largestAngle);
            double tail = Math.Max(Tail(value, valueScale), Tail(derivative, derivativeScale));
            if (tail <= tolerance)
            {
                return new AngleInterpolant(largestAngle, value, derivative, (2 * tail) + (4 * error));
            }
        }

        return null;
    }

    /// <summary>Evaluates both at an angle from the end of the interval that is 0.</summary>
    public (double Value, double Derivative) At(double angle)
    {
        double x = 1 - (2 * angle / _largestAngle);
        return (Clenshaw(_values, x), Clenshaw(_derivatives, x));
    }

    /// <summary>The same at many angles.</summary>
    public void At(ReadOnlySpan<double> angles, Span<double> values, Span<double> derivatives)
    {
        int i = 0;
        int lanes = Vector<double>.Count;
        for (; i <= angles.Length - (2 * lanes); i += 2 * lanes)
        {
            Vector<double> x = Vector<double>.One - (2 * new Vector<double>(angles[i..]) / _largestAngle);
            Vector<double> y = Vector<double>.One - (2 * new Vector<double>(angles[(i + lanes)..]) / _largestAngle);
            Clenshaw(_values, x, y, values[i..]);
            Clenshaw(_derivatives, x, y, derivatives[i..]);
        }

        for (; i < angles.Length; i++)
        {
            (values[i], derivatives[i]) = At(angles[i]);
        }
    }

    // Rounding rho shifts small angles by up to 1e-16/angle. The slope of the series puts the samples back where they belong.
    private static double[] Coefficients(double[] samples, double[] shifts, double largestAngle)
    {
        double[] slope = Slope(Coefficients(samples));
        double[] corrected = [.. samples.Select((sample, i) =>
            sample + (2 / largestAngle * Clenshaw(slope, Math.Cos(Math.PI * (i + 0.5) / samples.Length)) * shifts[i]))];
        return Coefficients(corrected);
    }

    private static double[] Coefficients(double[] samples)
    {
        int n = samples.Length;
        var coefficients = new double[n];
        for (int k = 0; k < n; k++)
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                // cos(pi k (i + 1/2)/n), its argument reduced exactly.
                sum += samples[i] * Math.Cos(Math.PI * (k * ((2 * i) + 1) % (4 * n)) / (2 * n));
            }

            coefficients[k] = (k == 0 ? 1.0 : 2.0) / n * sum;
        }

        return coefficients;
    }

    // The derivative with respect to x = 1 - 2 angle/largest.
    private static double[] Slope(double[] coefficients)
    {
        var slope = new double[coefficients.Length + 1];
        for (int k = coefficients.Length - 1; k > 0; k--)
        {
            slope[k - 1] = (k + 1 < slope.Length ? slope[k + 1] : 0) + (2 * k * coefficients[k]);
        }

        slope[0] /= 2;
        return slope;
    }

    private static double Tail(double[] coefficients, double scale) => Ratio(Largest(coefficients[^4..].Select(Math.Abs)), scale);

    // Enumerable.Max passes over what is not a number, which is no convergence.
    private static double Largest(IEnumerable<double> values) => values.Aggregate(0.0, Math.Max);

    private static double Ratio(double error, double scale) => error == 0 ? 0 : error / scale;

    /// <summary>Two vectors at once: each step waits for the one before, and the other vector fills the time.</summary>
    private static void Clenshaw(double[] coefficients, Vector<double> x, Vector<double> y, Span<double> results)
    {
        Vector<double> a1 = Vector<double>.Zero;
        Vector<double> a2 = Vector<double>.Zero;
        Vector<double> b1 = Vector<double>.Zero;
        Vector<double> b2 = Vector<double>.Zero;
        Vector<double> twiceX = 2 * x;
        Vector<double> twiceY = 2 * y;
        for (int k = coefficients.Length - 1; k > 0; k--)
        {
            Vector<double> c = new(coefficients[k]);
            Vector<double> a = (twiceX * a1) - a2 + c;
            Vector<double> b = (twiceY * b1) - b2 + c;
            (a2, b2) = (a1, b1);
            (a1, b1) = (a, b);
        }

        Vector<double> first = new(coefficients[0]);
        ((x * a1) - a2 + first).CopyTo(results);
        ((y * b1) - b2 + first).CopyTo(results[Vector<double>.Count..]);
    }

    private static double Clenshaw(double[] coefficients, double x)
    {
        double b1 = 0;
        double b2 = 0;
        for (int k = coefficients.Length - 1; k > 0; k--)
        {
            (b1, b2) = ((2 * x * b1) - b2 + coefficients[k], b1);
        }

        return (x * b1) - b2 + coefficients[0];
    }
}
