using System.Numerics;

namespace Theory.Numerics.ExactLaw;

/// <summary>Laplace transforms of one term of the sum, for several variances, at the Chebyshev nodes of an interval of ln |t|.</summary>
/// <param name="From">Where the interval begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="IsLate">By variance, whether values are E[exp(-t X); X > 0] rather than E exp(-t X) - 1.</param>
/// <param name="Values">By variance; null where it was not asked for.</param>
internal sealed record LaplacePanel(double From, double To, bool[] IsLate, Complex[]?[] Values)
{
    /// <summary>Nodes of an interval.</summary>
    public const int Order = 16;

    private static readonly double[] Barycentric = [.. Enumerable.Range(0, Order).Select(i => (i % 2 == 0 ? 1 : -1) * Math.Sin(Math.PI * (i + 0.5) / Order))];
    private static readonly double[] LastCosines = Cosines();

    /// <summary>The nodes.</summary>
    public static double[] Nodes(double from, double to) => TransitionPanel.Chebyshev(from, to, Order);

    /// <summary>The largest of the last Chebyshev coefficients.</summary>
    public static double Misfit(ReadOnlySpan<Complex> values)
    {
        double largest = 0;
        for (int order = 0; order < 3; order++)
        {
            Complex sum = Complex.Zero;
            for (int i = 0; i < Order; i++)
            {
                sum += LastCosines[(order * Order) + i] * values[i];
            }

            largest = Math.Max(largest, sum.Magnitude);
        }

        return largest;
    }

    /// <summary>True where an interval is to be halved: its last coefficients are above a tolerance, and not rounding errors, which halving would leave as they are.</summary>
    /// <param name="misfit">Its largest.</param>
    /// <param name="before">That of the interval of which it is a half; infinite for the first.</param>
    /// <param name="tolerance">The tolerance.</param>
    /// <param name="length">The length of the interval.</param>
    public static bool IsCoarse(double misfit, double before, double tolerance, double length)
    {
        const double Shortest = 0.01;
        const double LargestRounding = 1e-13;
        return length > Shortest && misfit > tolerance && !(misfit < LargestRounding && misfit > 0.2 * before);
    }

    /// <summary>The weights of the nodes in the value at a point between them.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="at">The point.</param>
    /// <param name="weights">Receives them.</param>
    public static void Interpolation(double[] nodes, double at, Span<double> weights)
    {
        double total = 0;
        for (int i = 0; i < Order; i++)
        {
            double distance = at - nodes[i];
            if (distance == 0)
            {
                weights.Clear();
                weights[i] = 1;
                return;
            }

            weights[i] = Barycentric[i] / distance;
            total += weights[i];
        }

        for (int i = 0; i < Order; i++)
        {
            weights[i] /= total;
        }
    }

    private static double[] Cosines()
    {
        var cosines = new double[3 * Order];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < Order; j++)
            {
                cosines[(i * Order) + j] = 2.0 / Order * Math.Cos(Math.PI * (Order - 3 + i) * (Order - 0.5 - j) / Order);
            }
        }

        return cosines;
    }
}
