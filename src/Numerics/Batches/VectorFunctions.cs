using System.Numerics;

namespace Theory.Numerics.Batches;

/// <summary>Special functions of a whole vector of numbers at a time.</summary>
internal static class VectorFunctions
{
    private const double InverseSqrt2Pi = 0.39894228040143267794;
    private static readonly double InverseSqrt2 = Math.Sqrt(0.5);

    /// <summary>Beyond it the Gaussian is 0, and infinity would give NaN.</summary>
    private const double FarAway = 1e10;

    /// <summary>exp(-x^2/2)/sqrt(2 pi), with the rounding error of x^2 put back.</summary>
    public static Vector<double> NormalPdf(Vector<double> x) => Gaussian(x) * InverseSqrt2Pi;

    /// <summary>Phi(x) = exp(-x^2/2) erfcx(-x/sqrt 2)/2 for negative x, and 1 - Phi(-x) else; relative accuracy in the lower tail.</summary>
    public static Vector<double> NormalCdf(Vector<double> x)
    {
        Vector<double> y = Vector.Min(Vector.Abs(x) * InverseSqrt2, new Vector<double>(FarAway));
        Vector<double> tail = Gaussian(x) * Erfcx(y) * 0.5;
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<double>.Zero), Vector<double>.One - tail, tail);
    }

    /// <summary>erfcx of a number that is not negative.</summary>
    private static Vector<double> Erfcx(Vector<double> x)
    {
        Vector<double> four = new(4);
        Vector<double> t = (x - four) / (x + four);
        ReadOnlySpan<double> coefficients = SpecialFunctions.ScaledComplement;
        Vector<double> sum = new(coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = Vector.FusedMultiplyAdd(sum, t, new Vector<double>(coefficients[i]));
        }

        return sum / (Vector<double>.One + x + x);
    }

    /// <summary>exp(-x^2/2); 0 where x^2 overflows or the result would be below the normal numbers.</summary>
    private static Vector<double> Gaussian(Vector<double> x)
    {
        Vector<double> square = x * x;
        Vector<double> lost = Vector.FusedMultiplyAdd(x, x, -square);
        Vector<double> value = Vector.Exp(square * -0.5) * (Vector<double>.One - (lost * 0.5));
        return Vector.ConditionalSelect(Vector.GreaterThan(square, new Vector<double>(1490)), Vector<double>.Zero, value);
    }
}
