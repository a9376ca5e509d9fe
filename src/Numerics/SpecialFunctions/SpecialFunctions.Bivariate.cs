using System.Runtime.Intrinsics;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics;

public static partial class SpecialFunctions
{
    // Up to here 20 nodes in the angle resolve the density; beyond, it may be too narrow.
    private const double LargestDirectCorrelation = 0.925;

    // exp(-100) does not count against an absolute error of 1e-16.
    private const double SmallestExponent = -100;

    /// <summary>Phi2(h, k, rho): the probability that two standard normal variables of correlation rho lie below h and k.</summary>
    /// <param name="h">First threshold; may be infinite.</param>
    /// <param name="k">Second threshold; may be infinite.</param>
    /// <param name="rho">The correlation, from -1 to 1.</param>
    /// <returns>The probability, with an absolute error below 1e-15; NaN for a correlation outside [-1, 1].</returns>
    /// <remarks>
    /// Plackett's identity d Phi2/d rho = density, integrated from the nearest of rho = -1, 0, 1, where the value is known: in the angle
    /// arcsin rho from 0, and by the method of Drezner and Wesolowsky (1990) in the form of Genz (2004) from the ends, which integrates
    /// the leading terms, steep if |h - k| is small, exactly.
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

        if (Math.Abs(rho) <= LargestDirectCorrelation)
        {
            return Math.Clamp((NormalCdf(h) * NormalCdf(k)) + IntegralFromZero(h, k, Math.Asin(rho)), 0, 1);
        }

        // At rho = 1 the variables are equal, at rho = -1 opposite: P(x < h, x > -k).
        double atEnd = rho > 0 ? NormalCdf(Math.Min(h, k)) : Math.Max(0, NormalCdf(h) - NormalCdf(-k));
        double integral = Math.Abs(rho) == 1 ? 0 : IntegralToEnd(h, rho > 0 ? k : -k, Math.Abs(rho));
        return Math.Clamp(rho > 0 ? atEnd - integral : atEnd + integral, 0, 1);
    }

    /// <summary>exp(-(h^2 + k^2 - 2 h k sin theta)/(2 cos^2 theta))/(2 pi), integrated over the angle from 0.</summary>
    private static double IntegralFromZero(double h, double k, double angle)
    {
        double half = angle / 2;
        double squares = 0.5 * ((h * h) + (k * k));
        double product = h * k;
        Vector256<double> sum = default;
        for (int i = 0; i < PanelRule.Order; i += Vector256<double>.Count)
        {
            Vector256<double> sine = Vector256.Sin(half * (Load(PanelRule.Nodes, i) + Vector256<double>.One));
            Vector256<double> exponent = ((product * sine) - Vector256.Create(squares)) / (Vector256<double>.One - (sine * sine));
            sum += Load(PanelRule.Weights, i) * Vector256.Exp(exponent);
        }

        return half * Vector256.Sum(sum) / (2 * Math.PI);
    }

    /// <summary>The integral of the density over the correlation from <paramref name="rho"/> to 1.</summary>
    /// <remarks>
    /// In x = sqrt(1 - r^2) the density is exp(-(h-k)^2/(2x^2) - hk/2) times exp(-hk x^2/(2(1+r)^2))/r, of which 1 + c x^2 (1 + 5 d x^2) are
    /// the leading terms.
    /// </remarks>
    private static double IntegralToEnd(double h, double k, double rho)
    {
        double product = h * k;
        double square = (1 - rho) * (1 + rho);
        double range = Math.Sqrt(square);
        double gap = (h - k) * (h - k);
        double c = (4 - product) / 8;
        double d = (12 - product) / 80;
        double leading = 0;
        double exponent = -((gap / square) + product) / 2;
        if (exponent > SmallestExponent)
        {
            leading = range * Math.Exp(exponent) * (1 - (c * (gap - square) * (1 - (d * gap)) / 3) + (c * d * square * square));
        }

        if (product > SmallestExponent)
        {
            double distance = Math.Sqrt(gap);
            double tail = NormalCdf(-distance / range) / InverseSqrt2Pi;
            leading -= Math.Exp(-product / 2) * tail * distance * (1 - (c * gap * (1 - (d * gap)) / 3));
        }

        double half = range / 2;
        Vector256<double> one = Vector256<double>.One;
        Vector256<double> sum = default;
        for (int i = 0; i < PanelRule.Order; i += Vector256<double>.Count)
        {
            Vector256<double> x = half * (Load(PanelRule.Nodes, i) + one);
            x *= x;
            Vector256<double> steep = Vector256.Max(-0.5 * ((Vector256.Create(gap) / x) + Vector256.Create(product)), Vector256.Create(2 * SmallestExponent));
            Vector256<double> r = Vector256.Sqrt(one - x);
            Vector256<double> exact = Vector256.Exp(-0.5 * product * x / ((one + r) * (one + r))) / r;
            Vector256<double> expansion = one + (c * x * (one + (5 * d * x)));
            sum += Load(PanelRule.Weights, i) * Vector256.Exp(steep) * (exact - expansion);
        }

        return ((half * Vector256.Sum(sum)) + leading) / (2 * Math.PI);
    }

    private static Vector256<double> Load(ReadOnlySpan<double> row, int i) => Vector256.Create(row.Slice(i, Vector256<double>.Count));
}
