using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Theory.Numerics.ExactLaw;

/// <content>Where the laws of rows are.</content>
internal sealed partial class TransitionPanel
{
    /// <summary>The number of points at which densities are looked at.</summary>
    private int DensityLength => (int)BitOperations.RoundUpToPowerOf2((uint)(2 * _grid.Count));

    /// <summary>The density of a row about its centre, periodic, at equal distances: times the spacing of nodes over the period, weights. Rented.</summary>
    private double[] Density(TransitionRow row)
    {
        double[] samples = Cleared(DensityLength);
        double[] imaginary = Cleared(DensityLength);
        for (int k = 0; k < _grid.Count; k++)
        {
            samples[k] = _grid.Window[k] * row.Real[k] * (k == 0 ? 1 : 2);
            imaginary[k] = _grid.Window[k] * row.Imaginary[k] * (k == 0 ? 1 : 2);
        }

        FastFourier.Of(DensityLength).Forward(samples, imaginary);
        ArrayPool<double>.Shared.Return(imaginary);
        return samples;
    }

    /// <summary>Where the law of a row is, out to what its setting cuts.</summary>
    private (double Low, double High) Support(TransitionRow row)
    {
        double[] samples = Density(row);
        int length = DensityLength;
        double spacing = _grid.Period / length;
        double scale = _contour.Spacing / _grid.Period;
        double At(int i) => Math.Abs(samples[((i % length) + length) % length]) * scale;

        // The quietest part of the period, far from the law, has rounding errors only; a long tail may leave little of the period beside it, so that parts of long periods are short.
        int parts = Math.Clamp(length / 128, 16, 128);
        int part = length / parts;
        double quietest = double.PositiveInfinity;
        for (int i = 0; i < parts; i++)
        {
            ReadOnlySpan<double> of = samples.AsSpan(i * part, part);
            quietest = Math.Min(quietest, TensorPrimitives.SumOfSquares(of) / part);
        }

        double noise = Math.Sqrt(quietest) * scale;
        double least = Math.Max(_contour.Accuracy.Cut * 10, 6 * noise);
        int run = Math.Max(8, (int)(0.3 / spacing / Math.Sqrt(_contour.Width)));
        int peak = TensorPrimitives.IndexOfMaxMagnitude<double>(samples.AsSpan(0, length));
        peak = peak > length / 2 ? peak - length : peak;
        int Walk(int from, int direction)
        {
            (int end, int quiet) = (from, 0);
            for (int i = from; Math.Abs(i - from) < length && quiet < run; i += direction)
            {
                (end, quiet) = At(i) > least ? (i, 0) : (end, quiet + 1);
            }

            return end + direction;
        }

        int high = Math.Min(Walk(peak, 1), peak + (length / 2));
        int low = Math.Max(Walk(peak, -1), high - length + run);

        // Networks without a neuron on the side where s grows may be far off, with nothing between; rows of laws that are longer still would take all memory.
        const double Longest = 300;
        double lost = 0.5 * Lost;
        for (double inside = Mass(low, high); row.Real[0] - inside > lost; inside = Mass(low, high))
        {
            int gap = run;
            while ((high - low + gap) * spacing < Longest && high - low + gap < length && At(low - gap) <= least && At(high + gap) <= least)
            {
                gap++;
            }

            if ((high - low + gap) * spacing >= Longest || high - low + gap + run >= length)
            {
                break;
            }

            (low, high) = At(low - gap) > least ? (Math.Max(Walk(low - gap, -1), high - length + run), high) : (low, Math.Min(Walk(high + gap, 1), low + length - run));
        }

        double Mass(int from, int to)
        {
            double sum = 0;
            for (int i = from; i <= to; i++)
            {
                sum += samples[((i % length) + length) % length];
            }

            return sum / length;
        }

        ArrayPool<double>.Shared.Return(samples);
        return (low * spacing, high * spacing);
    }
}
