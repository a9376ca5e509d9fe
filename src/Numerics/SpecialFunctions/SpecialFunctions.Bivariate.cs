using Theory.Numerics.Quadrature;

namespace Theory.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Phi2(h, k, rho): the probability that two standard normal variables of correlation rho lie below h and k.</summary>
    /// <param name="h">First threshold; may be infinite.</param>
    /// <param name="k">Second threshold; may be infinite.</param>
    /// <param name="rho">The correlation, from -1 to 1.</param>
    /// <returns>The probability, with an absolute error below 1e-15; NaN for a correlation outside [-1, 1].</returns>
    /// <remarks>
    /// Plackett's identity d Phi2/d rho = density, integrated in the angle theta = arcsin rho from the nearest of rho = -1, 0, 1, where the
    /// value is known. Towards |rho| = 1 the integrand exp(-(h^2 + k^2 - 2 h k sin theta)/(2 cos^2 theta)) can vary on the scale of
    /// |h - k| or |h + k| in the remaining angle, so that the panels shrink geometrically.
    /// </remarks>
    public static double BivariateNormalCdf(double h, double k, double rho)
    {
        if (double.IsNaN(h) || double.IsNaN(k) || !(Math.Abs(rho) <= 1))
        {
            return double.NaN;
        }

        if (double.IsInfinity(h) || double.IsInfinity(k))
        {
            return double.IsNegativeInfinity(h) || double.IsNegativeInfinity(k) ? 0 : NormalCdf(Math.Min(h, k));
        }

        if (Math.Abs(rho) <= 0.5)
        {
            return Math.Clamp((NormalCdf(h) * NormalCdf(k)) + PlackettIntegral(h, k, Math.Asin(rho), Math.PI / 2, fromZero: true), 0, 1);
        }

        // At rho = 1 the variables are equal, at rho = -1 opposite: P(x < h, x > -k).
        double atEnd = rho > 0 ? NormalCdf(Math.Min(h, k)) : Math.Max(0, NormalCdf(h) - NormalCdf(-k));
        double remaining = Math.Acos(Math.Abs(rho));
        double integral = PlackettIntegral(h, rho > 0 ? k : -k, remaining, 0, fromZero: false);
        return Math.Clamp(rho > 0 ? atEnd - integral : atEnd + integral, 0, 1);
    }

    /// <summary>
    /// The integral of the density over the angle: from theta = 0 to <paramref name="angle"/>, or from the end rho = 1 back by that angle.
    /// </summary>
    private static double PlackettIntegral(double h, double k, double angle, double end, bool fromZero)
    {
        if (fromZero)
        {
            return Panel(0, angle, theta => Density(h, k, Math.Sin(theta), Math.Cos(theta)));
        }

        // u is the angle from the end: sin theta = cos u.
        double sum = 0;
        double upper = angle;
        for (int i = 0; i < 48 && upper > end; i++)
        {
            double lower = i == 47 ? 0 : upper / 2;
            sum += Panel(lower, upper, u => EndDensity(h, k, u));
            upper = lower;
        }

        return sum;
    }

    private static double Panel(double from, double to, Func<double, double> f)
    {
        double half = (to - from) / 2;
        double middle = (to + from) / 2;
        double sum = 0;
        for (int i = 0; i < PanelRule.Order; i++)
        {
            sum += PanelRule.Weights[i] * f(middle + (half * PanelRule.Nodes[i]));
        }

        return sum * half;
    }

    private static double Density(double h, double k, double sine, double cosine) =>
        Math.Exp(-((h * h) + (k * k) - (2 * h * k * sine)) / (2 * cosine * cosine)) / (2 * Math.PI);

    /// <summary>(h^2 + k^2 - 2 h k cos u)/(2 sin^2 u) = (h-k)^2/(2 sin^2 u) + h k/(1 + cos u), without cancellation.</summary>
    private static double EndDensity(double h, double k, double u)
    {
        double sine = Math.Sin(u);
        double difference = (h - k) / sine;
        return Math.Exp((-difference * difference / 2) - (h * k / (1 + Math.Cos(u)))) / (2 * Math.PI);
    }
}
