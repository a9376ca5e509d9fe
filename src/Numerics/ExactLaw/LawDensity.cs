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

    /// <summary>How much is left of frequencies at the edge of the band over those at the edge of a band that is a seventh narrower, the most that several bands say; 0 where nothing is.</summary>
    private static double Persistence(Complex[] samples)
    {
        const double Rounding = 1e-13;
        const double Most = 0.93;
        const double Seventh = 7.0 / 6;
        double half = 0.5 * samples.Length;

        // The last node's frequency is 1.2 to 1.3 times the edge of the band.
        double Size(double middle) => Math.Sqrt(Enumerable.Range((int)(0.967 * middle * half), Math.Max(1, (int)(0.067 * middle * half))).Average(k => samples[k].Magnitude * samples[k].Magnitude));
        double[] middles = [.. Enumerable.Range(0, 6).Select(i => 0.745 / Math.Pow(Seventh, i))];
        double[] sizes = [.. middles.Select(Size)];

        // The parts of a law, as those with and without an atom, cancel at some frequencies: one ratio alone may be small by chance.
        return sizes[0] < Rounding ? 0
            : Enumerable.Range(0, 3).Select(i => sizes[i] / sizes[i + 1]).Append(Math.Pow(sizes[0] / sizes[^1], 1.0 / (sizes.Length - 1))).Append(0).Max() is var largest && largest < Most ? largest : Most;
    }
}
