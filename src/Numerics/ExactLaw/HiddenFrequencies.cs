using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>Frequencies of a sum of squares that return beyond a band: those of a lattice that is finer than the grid, as of neurons nearly all of which have one of two values.</summary>
/// <remarks>
/// Given a metric, sums of n squares have the characteristic function M(it)^n, M(it) = E exp(it s^2), and next to their mean a frequency w of ln G is t times the mean. What falls, however slowly,
/// shows at the edge of the band (<see cref="GridLaw.Doubt"/>); what has fallen and returns does not.
/// </remarks>
internal static class HiddenFrequencies
{
    /// <summary>A lattice of n neurons with values that differ by the part 2 pi/50 of their mean has its first frequency at so many times n.</summary>
    private const double Finest = 50;

    /// <summary>Edges of the band beyond which frequencies are not followed, however many neurons there are.</summary>
    private const double Reach = 64;

    /// <summary>ln of the ratio of frequencies within which sizes are compared, wider than an interference.</summary>
    private const double Octave = 0.3;

    /// <summary>ln of the ratio of frequencies within which those of one neuron rise and fall.</summary>
    private const double Broad = 0.03;

    /// <summary>Sizes that no distribution function shows.</summary>
    private const double Negligible = 1e-13;

    /// <summary>By how much frequencies that only interfere may rise.</summary>
    private const double Rise = 8;

    /// <summary>A bound of what such frequencies make of the distribution function: the integral of their sizes over pi w.</summary>
    /// <param name="s">The activation s.</param>
    /// <param name="contour">The band, and n.</param>
    /// <param name="q">The metric before.</param>
    /// <param name="bias">C_b/C_W.</param>
    public static double Of(PiecewiseSmoothFunction s, Contour contour, double q, double bias)
    {
        int n = contour.Width;
        double from = 0.5 * contour.Band, to = Math.Min(Reach * contour.Edge, Math.Max(4 * contour.Edge, Finest * n));

        // A revival of one neuron is broad, that of n as narrow as a lattice has deviations: without the first there is no second. Squares are so many that phases do not alias.
        double[] few = Squares(s, q, (int)Math.Clamp(16 * to / n, 128, 1024));
        double mean = few.Average() + bias;
        if (!(mean > 0) || !(Frequencies(contour.Edge, to, Broad).Max(w => Size(few, w / (n * mean))) > 0.9 * Math.Pow(Negligible, 1.0 / n)))
        {
            return 0;
        }

        double[] squares = Squares(s, q, (int)Math.Clamp(64 * to / n, 256, 4096));
        double scale = n * (squares.Average() + bias);
        double step = Math.Min(0.05, 0.08 / Math.Sqrt(n));
        double[] frequencies = Frequencies(from, to, step);
        double[] sizes = [.. frequencies.Select(w => Math.Pow(Size(squares, w / scale), n))];
        int window = Math.Max(1, (int)(Octave / step));
        double least = double.PositiveInfinity, sum = 0;
        for (int i = 0; i + window < sizes.Length; i++)
        {
            least = Math.Min(least, TensorPrimitives.Max<double>(sizes.AsSpan(i, window)));
            sum += frequencies[i] > contour.Edge ? Math.Max(0, sizes[i] - (Rise * least)) : 0;
        }

        return sum * step / Math.PI;
    }

    private static double[] Frequencies(double from, double to, double step) => [.. Enumerable.Range(0, (int)(Math.Log(to / from) / step)).Select(i => from * Math.Exp(i * step))];

    /// <summary>s^2 at the middles of parts of the normal law that are equally probable.</summary>
    private static double[] Squares(PiecewiseSmoothFunction s, double q, int count) =>
        [.. Enumerable.Range(0, count).Select(i => s.ValueAt(Math.Sqrt(q) * Normal.InvCDF(0, 1, (i + 0.5) / count)) is var value ? value * value : 0)];

    private static double Size(double[] squares, double t)
    {
        (double real, double imaginary) = (0, 0);
        foreach (double x in squares)
        {
            (double sine, double cosine) = Math.SinCos(t * x);
            real += cosine;
            imaginary += sine;
        }

        return Math.Sqrt((real * real) + (imaginary * imaginary)) / squares.Length;
    }
}
