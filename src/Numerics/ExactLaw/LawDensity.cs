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

        return new FourierSeries(samples.AsSpan(0, last), (First - offset) * spacing, size * spacing) { Edge = Edge(samples) };
    }

    /// <summary>The size of frequencies at the edge of the band, of which the last node's is 1.2 to 1.3 times.</summary>
    private static double Edge(Complex[] samples)
    {
        double edge = 0.745 * 0.5 * samples.Length;
        return Math.Sqrt(Enumerable.Range((int)(0.967 * edge), Math.Max(1, (int)(0.067 * edge))).Average(k => samples[k].Magnitude * samples[k].Magnitude));
    }
}
