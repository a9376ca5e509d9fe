using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Architectures;

/// <summary>&lt;s(z)^2 s(y)^2&gt; by the Hermite series of s^2, whose coefficients each variance has once: a deep network of skips asks for all pairs of its blocks.</summary>
/// <param name="square">s^2.</param>
internal sealed class SquareSeries(PiecewiseSmoothFunction square)
{
    private const int Order = 1024;
    private const int Step = 16;

    /// <summary>Truncation error relative to &lt;s^4&gt;.</summary>
    private const double Tolerance = 1e-14;

    /// <summary>What remains of &lt;s^4&gt; after the subtraction of squares is known to a few rounding errors of it.</summary>
    private const double Rounding = 4e-15;

    private readonly Dictionary<double, Coefficients> _known = [];

    /// <summary>The mean product; null where the series converges too slowly.</summary>
    /// <param name="ka">One variance.</param>
    /// <param name="fourthA">&lt;s^4&gt; there.</param>
    /// <param name="kb">The other.</param>
    /// <param name="fourthB">&lt;s^4&gt; there.</param>
    /// <param name="rho">The correlation.</param>
    public double? Product(double ka, double fourthA, double kb, double fourthB, double rho)
    {
        Coefficients a = Of(ka, fourthA);
        Coefficients b = Of(kb, fourthB);
        double r = Math.Abs(rho);
        for (int j = 0; j < a.Rests.Length; j++)
        {
            // By Cauchy-Schwarz, as in HermiteTable.
            int terms = (j + 1) * Step;
            if (Math.Pow(r, terms) * Math.Sqrt(a.Rests[j] * b.Rests[j]) <= Tolerance)
            {
                double sum = 0;
                for (int n = terms - 1; n >= 0; n--)
                {
                    sum = (sum * rho) + (a.Values[n] * b.Values[n]);
                }

                return sum;
            }
        }

        return null;
    }

    private Coefficients Of(double k, double fourth)
    {
        if (!_known.TryGetValue(k, out Coefficients? coefficients))
        {
            double[] h = HermiteCoefficients.Compute(square, k, Math.Sqrt(fourth), Order);
            double[] rests = new double[Order / Step];
            double rest = fourth;
            for (int n = 0; n < Order; n++)
            {
                rest -= h[n] * h[n];
                if ((n + 1) % Step == 0)
                {
                    rests[n / Step] = (Math.Abs(rest) / fourth) + Rounding;
                }
            }

            _known[k] = coefficients = new Coefficients(h, rests);
        }

        return coefficients;
    }

    /// <summary>h_n, and what remains of &lt;s^4&gt; after so many, relatively.</summary>
    private sealed record Coefficients(double[] Values, double[] Rests);
}
