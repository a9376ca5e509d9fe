using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Theory.Numerics.ExactLaw;

/// <summary>Nodes that a density is known from; where a law goes on beyond the range of metrics that are followed, with some that fade out there: a density that ended would not be without frequencies beyond the grid.</summary>
/// <param name="First">The index of the first node.</param>
/// <param name="Weights">The density at the nodes, times their spacing.</param>
/// <param name="Before">The probability before them.</param>
internal sealed record LawDensity(int First, double[] Weights, double Before)
{
    /// <summary>The density as a function.</summary>
    /// <param name="spacing">The spacing of nodes.</param>
    public FourierSeries Series(double spacing)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)(Weights.Length + 32));
        var samples = new Complex[size];
        int offset = (size - Weights.Length) / 2;
        for (int i = 0; i < Weights.Length; i++)
        {
            samples[i + offset] = Weights[i];
        }

        Fourier.Forward(samples, FourierOptions.AsymmetricScaling);
        int last = size / 2;
        while (last > 1 && samples[last - 1].Magnitude < 1e-17)
        {
            last--;
        }

        return new FourierSeries(samples.AsSpan(0, last), (First - offset) * spacing, size * spacing) { Persistence = Persistence(samples) };
    }

    /// <summary>How much is left of frequencies at the edge of the band over those at the edge of a band that is a seventh narrower; 0 where nothing is.</summary>
    private static double Persistence(Complex[] samples)
    {
        const double Rounding = 1e-13;
        double half = 0.5 * samples.Length;

        // The last node's frequency is 1.2 to 1.3 times the edge of the band.
        double Size(double from, double to) => Math.Sqrt(Enumerable.Range((int)(from * half), Math.Max(1, (int)((to - from) * half))).Average(k => samples[k].Magnitude * samples[k].Magnitude));
        double edge = Size(0.72, 0.77);
        return edge < Rounding ? 0 : Math.Min(0.93, edge / Size(0.62, 0.67));
    }
}
