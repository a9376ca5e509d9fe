namespace Theory.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Where exp(-(h tan theta)^2/2) is below rounding.</summary>
    private const double OwensTReach = 8.7;

    /// <summary>Each spans at most 2.2 standard deviations, over which 20 nodes are exact to rounding.</summary>
    private const int OwensTPanels = 4;

    /// <summary>
    /// Owen's T function T(h, a) = (1/2 pi) integral of exp(-h^2 (1 + x^2)/2)/(1 + x^2) from 0 to a: the probability that x > h and 0 &lt; y &lt; a x
    /// for independent standard normal x, y and h > 0.
    /// </summary>
    /// <param name="h">Any real number; T is even in it.</param>
    /// <param name="a">Any real number, infinity included; T is odd in it.</param>
    /// <returns>A number from -1/4 to 1/4, within 1e-15 relatively for |a| &lt;= 1.</returns>
    public static double OwensT(double h, double a)
    {
        if (double.IsNaN(h) || double.IsNaN(a))
        {
            return double.NaN;
        }

        double magnitude = OwensTOfPositive(Math.Abs(h), Math.Abs(a));
        return a < 0 ? -magnitude : magnitude;
    }

    /// <summary>Beyond a = 1 by T(h, a) + T(a h, 1/a) = (Q(h) + Q(a h))/2 - Q(h) Q(a h), Q = 1 - Phi.</summary>
    private static double OwensTOfPositive(double h, double a)
    {
        if (a <= 1)
        {
            return OwensTIntegral(h, a);
        }

        if (double.IsInfinity(a))
        {
            return h == 0 ? 0.25 : NormalCdf(-h) / 2;
        }

        (double q, double r) = (NormalCdf(-h), NormalCdf(-a * h));
        return (q / 2) + (r * (0.5 - q)) - OwensTIntegral(a * h, 1 / a);
    }

    /// <summary>With x = tan theta, exp(-h^2/2)/(2 pi) times the integral of exp(-(h tan theta)^2/2).</summary>
    private static double OwensTIntegral(double h, double a)
    {
        double reach = Math.Min(a, h > 0 ? OwensTReach / h : double.PositiveInfinity);
        double total = 0;
        for (int i = 0; i < OwensTPanels; i++)
        {
            total += Panel(Math.Atan(reach * i / OwensTPanels), Math.Atan(reach * (i + 1) / OwensTPanels));
        }

        return total * NormalPdf(h) / Math.Sqrt(2 * Math.PI);

        double Panel(double from, double to)
        {
            double half = (to - from) / 2;
            double centre = (to + from) / 2;
            double sum = 0;
            for (int i = 0; i < ManyNodes.Nodes.Length; i++)
            {
                double x = h * Math.Tan(centre + (half * ManyNodes.Nodes[i]));
                sum += ManyNodes.Weights[i] * Math.Exp(-x * x / 2);
            }

            return sum * half;
        }
    }
}
