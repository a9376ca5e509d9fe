namespace Theory.Numerics;

public static partial class SpecialFunctions
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>log(1 + x), accurate also where x is far smaller than 1.</summary>
    /// <param name="x">A number not below -1; -1 gives negative infinity, smaller numbers NaN.</param>
    /// <returns>The logarithm, within 2 ulp. System.Double.LogP1 forms 1 + x and loses all digits of small x.</returns>
    public static double Log1p(double x)
    {
        // Kahan: the rounding error of u = 1 + x is undone by the factor x/(u - 1), because log(u)/(u - 1) varies slowly.
        double u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>exp(x) - 1, accurate also where x is far smaller than 1.</summary>
    /// <param name="x">Any real number.</param>
    /// <returns>A number not below -1, within 1 ulp. System.Double.ExpM1 subtracts 1 from exp(x) and loses all digits of small x.</returns>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
        {
            return x;
        }

        // Kahan: (u - 1)/log(u) varies slowly, so that the rounding error of u cancels. Outside this range nothing is lost.
        return x is > -1 and < 1 ? (u - 1) * (x / Math.Log(u)) : u - 1;
    }

    /// <summary>log(cosh(x)), which neither overflows nor loses the digits of x^2/2 at small x.</summary>
    /// <param name="x">Any real number.</param>
    /// <returns>A number not below 0, within 3 ulp.</returns>
    public static double LogCosh(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude > 1)
        {
            return magnitude + (Log1p(Math.Exp(-2 * magnitude)) - Ln2);
        }

        double half = Math.Sinh(magnitude / 2);
        return Log1p(2 * half * half);
    }

    /// <summary>arsinh(x) = log(x + sqrt(x^2 + 1)), without cancellation at small x and at negative x.</summary>
    /// <param name="x">Any real number.</param>
    /// <returns>The inverse of sinh, within 3 ulp.</returns>
    public static double Arsinh(double x)
    {
        double magnitude = Math.Abs(x);
        double value = magnitude > 1e9
            ? Math.Log(magnitude) + Ln2
            : Log1p(magnitude + (magnitude * magnitude / (1 + Math.Sqrt((magnitude * magnitude) + 1))));
        return Math.CopySign(value, x);
    }

    /// <summary>a + b for b = sqrt(a^2 + s): as s/(b - a) where a is negative.</summary>
    internal static double AddRoot(double a, double b, double s) => a < 0 ? s / (b - a) : a + b;
}
