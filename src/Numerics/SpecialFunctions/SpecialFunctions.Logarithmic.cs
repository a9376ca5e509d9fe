namespace Theory.Numerics;

public static partial class SpecialFunctions
{
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
}
