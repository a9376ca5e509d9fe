using MathNetSpecial = MathNet.Numerics.SpecialFunctions;

namespace Theory.Numerics;

/// <summary>Special functions in double precision, accurate to a few units in the last place, in both tails.</summary>
/// <remarks>
/// NaN in gives NaN out, and no function throws. The accuracy stated with each function is the largest error seen against
/// 25-digit values, in units in the last place (ulp) of the result, for results that are not subnormal.
/// </remarks>
public static partial class SpecialFunctions
{
    private const double Sqrt2 = 1.4142135623730950488;
    private const double InverseSqrt2Pi = 0.39894228040143267794;

    /// <summary>The error function erf(x) = (2/sqrt(pi)) * integral of exp(-t^2) from 0 to x.</summary>
    /// <param name="x">Any real number.</param>
    /// <returns>A number in [-1, 1], within 1 ulp.</returns>
    public static double Erf(double x) => double.IsNaN(x) ? double.NaN : MathNetSpecial.Erf(x);

    /// <summary>The complementary error function erfc(x) = 1 - erf(x), without cancellation for large x.</summary>
    /// <param name="x">Any real number.</param>
    /// <returns>A number in [0, 2], within 2 ulp; 0 beyond x = 27.3, where it underflows.</returns>
    public static double Erfc(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        double square = x * x;
        return x < 1 || double.IsInfinity(square)
            ? MathNetSpecial.Erfc(x)
            : MathNetSpecial.Erfc(x) * (1 - Math.FusedMultiplyAdd(x, x, -square));
    }

    /// <summary>The probability that a standard normal number lies between a and b, a at most b, in either tail to full precision.</summary>
    internal static double NormalProbability(double a, double b) => a > 0 ? NormalCdf(-a) - NormalCdf(-b) : NormalCdf(b) - NormalCdf(a);

    /// <summary>The standard normal distribution function Phi(x), the probability that a standard normal is below x.</summary>
    /// <param name="x">Any real number.</param>
    /// <returns>A number in [0, 1], within 2 ulp down to the underflow at x = -37.5.</returns>
    public static double NormalCdf(double x)
    {
        if (!(x < -1))
        {
            return x < 0 ? 0.5 * Erfc(-x / Sqrt2) : 0.5 + 0.5 * Erf(x / Sqrt2);
        }

        // Phi(x) = erfc(y)/2 with y = -x/sqrt(2). Rounding y alone would cost x^2 ulp, because erfc falls like exp(-y^2).
        // MathNet forms exp(-fl(y*y)); the difference of that exponent from x^2/2 is known exactly and put back.
        double y = -x / Sqrt2;
        double square = x * x;
        double excess = 0.5 * square - y * y + 0.5 * Math.FusedMultiplyAdd(x, x, -square);
        return double.IsInfinity(square) ? 0 : 0.5 * MathNetSpecial.Erfc(y) * (1 - excess);
    }

    /// <summary>The standard normal density phi(x) = exp(-x^2/2)/sqrt(2 pi).</summary>
    /// <param name="x">Any real number.</param>
    /// <returns>A number in [0, 0.3989...], within 2 ulp.</returns>
    public static double NormalPdf(double x)
    {
        double square = x * x;
        if (double.IsInfinity(square))
        {
            return 0;
        }

        // The rounding error of x^2 would be multiplied by exp(-x^2/2); the fused product recovers it.
        double lost = Math.FusedMultiplyAdd(x, x, -square);
        return InverseSqrt2Pi * Math.Exp(-0.5 * square) * (1 - 0.5 * lost);
    }
}
