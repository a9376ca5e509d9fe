using MathNet.Numerics.Distributions;

namespace Theory.Numerics.TangentKernel;

/// <summary>Points of a jointly normal vector from a shifted lattice: quasi-Monte Carlo, with the spread over independent shifts as its error.</summary>
/// <param name="whitening">The covariance.</param>
internal sealed class LatticeNodes(Whitening whitening)
{
    /// <summary>The number of independent shifts.</summary>
    public const int Shifts = 16;

    /// <summary>A generating vector for up to 12 inputs; any other would do, with a larger or smaller spread.</summary>
    private static readonly double[] Generator = [1, 182667, 469891, 498753, 110745, 446247, 250185, 118627, 245333, 283199, 408519, 391023];

    /// <summary>The points of a shift, and K^-1 of them, point by point.</summary>
    /// <param name="shift">Which shift, from 0.</param>
    /// <param name="points">How many points.</param>
    public (double[] Z, double[] U) Of(int shift, int points)
    {
        int count = whitening.Count;
        double[] offset = [.. Enumerable.Range(0, count).Select(j => Uniform(((ulong)shift * 64) + (ulong)j + 1))];
        double[] z = new double[points * count];
        double[] u = new double[points * count];
        double[] x = new double[count];
        for (int p = 0; p < points; p++)
        {
            for (int j = 0; j < count; j++)
            {
                double t = (p * Generator[j] / points) + offset[j];
                t -= Math.Floor(t);

                // The baker's transformation makes the integrand periodic.
                double folded = 1 - Math.Abs((2 * t) - 1);
                x[j] = Normal.InvCDF(0, 1, Math.Clamp(folded, 1e-300, 1 - 1e-16));
            }

            whitening.Map(x, z.AsSpan(p * count, count), u.AsSpan(p * count, count));
        }

        return (z, u);
    }

    /// <summary>A fixed number between 0 and 1 for each key (splitmix64): shifts are the same in every run.</summary>
    private static double Uniform(ulong key)
    {
        ulong z = key * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
