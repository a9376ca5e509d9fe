using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>Sums over the nodes of a law at the ends of the range of metrics that are followed, where the law itself goes on.</summary>
internal static class LawEdge
{
    /// <summary>|G_2|, |G_3|, ... of Gregory's formula.</summary>
    private static readonly double[] Gregory = [1 / 12.0, 1 / 24.0, 19 / 720.0, 3 / 160.0, 863 / 60480.0, 275 / 24192.0];

    private static readonly LegendreRule Rule = new(4);

    /// <summary>What is left of weights, by how many nodes they are beyond the range, so that a law fades out slowly enough to stay without frequencies beyond the grid.</summary>
    /// <param name="contour">The contour of the grid.</param>
    public static double[] Taper(Contour contour)
    {
        // A quarter as wide, in frequency, as the fall of the window, whose product with it then still vanishes at the edge to rounding.
        double centre = 4 * contour.Spread / contour.Spacing;
        double spread = centre / 8.5;
        return [.. Enumerable.Range(0, (int)Math.Ceiling(2 * centre)).Select(i => 0.5 * MathNet.Numerics.SpecialFunctions.Erfc((i - centre) / (Math.Sqrt(2) * spread)))];
    }

    /// <summary>Makes sums over nodes integrals up to points next to the ends, the same points on all grids, by Gregory's formula.</summary>
    /// <param name="weights">The weights of a density that goes on beyond the nodes.</param>
    /// <param name="before">How far the lower end of the integral is before the first node, in spacings, from 0 to 1; null where the density has ended there.</param>
    /// <param name="after">How far the upper end is after the last.</param>
    /// <param name="total">The integral of the density; what the formula leaves of it goes to an end.</param>
    public static void EndWithin(double[] weights, double? before, double? after, double total)
    {
        for (int i = 0; i < Math.Min(Gregory.Length + 1, weights.Length); i++)
        {
            weights[i] *= before is double b ? Share(i) + Extension(i, b) : 1;
            weights[^(i + 1)] *= after is double a ? Share(i) + Extension(i, a) : 1;
        }

        weights[after is null ? 0 : weights.Length - 1] += total - weights.Sum();
    }

    /// <summary>Gregory's formula: the sum of the trapezoidal rule less |G_(k+1)| times the backward difference of order k, k = 1, 2, ...: what of it falls to the node j before the end.</summary>
    private static double Share(int j)
    {
        double share = j == 0 ? 0.5 : 1;
        for (int k = Math.Max(1, j); k <= Gregory.Length; k++)
        {
            share -= Gregory[k - 1] * (j % 2 == 0 ? 1 : -1) * MathNet.Numerics.SpecialFunctions.Binomial(k, j);
        }

        return share;
    }

    /// <summary>The integral from 0 to a length of the polynomial that is 1 at -j and 0 at the other nodes 0, -1, -2, ....</summary>
    private static double Extension(int j, double length)
    {
        double sum = 0;
        for (int i = 0; i < Rule.Nodes.Length; i++)
        {
            double t = 0.5 * length * (1 + Rule.Nodes[i]);
            double product = 1;
            for (int k = 0; k <= Gregory.Length; k++)
            {
                product *= k == j ? 1 : (t + k) / (k - j);
            }

            sum += 0.5 * length * Rule.Weights[i] * product;
        }

        return sum;
    }
}
