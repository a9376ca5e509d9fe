using System.Numerics;

namespace Theory.Numerics;

/// <summary>Special functions of a whole vector of numbers at a time.</summary>
internal static class VectorFunctions
{
    private const double InverseSqrt2Pi = 0.39894228040143267794;
    private static readonly double InverseSqrt2 = Math.Sqrt(0.5);

    /// <summary>2/sqrt(pi) (-1)^n/(n! (2n + 1)): for |x| below 0.9 the neglected terms are below rounding.</summary>
    private static readonly double[] ErfSeries = TaylorCoefficients(20);

    /// <summary>Beyond it the Gaussian is 0, and infinity would give NaN.</summary>
    private const double FarAway = 1e10;

    /// <summary>(arcsin(x)/x - 1)/x^2 in x^2 up to 1/4, as a quotient (fdlibm's e_asin.c).</summary>
    private static readonly double[] ArcsineAbove =
    [
        1.66666666666666657415e-01, -3.25565818622400915405e-01, 2.01212532134862925881e-01,
        -4.00555345006794114027e-02, 7.91534994289814532176e-04, 3.47933107596021167570e-05,
    ];

    private static readonly double[] ArcsineBelow =
    [
        1, -2.40339491173441421878e+00, 2.02094576023350569471e+00, -6.88283971605453293030e-01, 7.70381505559019352791e-02,
    ];

    /// <summary>(arctan(x)/x - 1)/x^2 in x^2 up to 0.66^2, as a quotient (Cephes' atan.c).</summary>
    private static readonly double[] ArctangentAbove =
    [
        -6.485021904942025371773e+01, -1.228866684490136173410e+02, -7.500855792314704667340e+01, -1.615753718733365076637e+01, -8.750608600031904122785e-01,
    ];

    private static readonly double[] ArctangentBelow =
    [
        1.945506571482613964425e+02, 4.853903996359136964868e+02, 4.328810604912902668951e+02, 1.650270098316988542046e+02, 2.485846490142306297962e+01, 1,
    ];

    /// <summary>exp(-x^2/2)/sqrt(2 pi), with the rounding error of x^2 put back.</summary>
    public static Vector<double> NormalPdf(Vector<double> x) => Gaussian(x) * InverseSqrt2Pi;

    /// <summary>Phi(x) = exp(-x^2/2) erfcx(-x/sqrt 2)/2 for negative x, and 1 - Phi(-x) else; relative accuracy in the lower tail.</summary>
    public static Vector<double> NormalCdf(Vector<double> x)
    {
        Vector<double> y = Vector.Min(Vector.Abs(x) * InverseSqrt2, new Vector<double>(FarAway));
        Vector<double> tail = Gaussian(x) * Erfcx(y) * 0.5;
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<double>.Zero), Vector<double>.One - tail, tail);
    }

    /// <summary>tanh(x) = (1 - e)/(1 + e), e = exp(-2|x|); near 0, where that cancels, the Padé approximant [9/8].</summary>
    public static Vector<double> Tanh(Vector<double> x)
    {
        Vector<double> magnitude = Vector.Abs(x);
        Vector<double> e = Vector.Exp(magnitude * -2.0);
        Vector<double> far = (Vector<double>.One - e) / (Vector<double>.One + e);
        Vector<double> square = x * x;
        Vector<double> above = Horner(square, [34459425, 4729725, 135135, 990, 1]);
        Vector<double> below = Horner(square, [34459425, 16216200, 945945, 13860, 45]);
        Vector<double> near = x * above / below;
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<double>(0.6)), near, Vector.CopySign(far, x));
    }

    /// <summary>exp(x) - 1 by Kahan: (u - 1) x/log(u) with u = exp(x) where that cancels.</summary>
    public static Vector<double> Expm1(Vector<double> x)
    {
        Vector<double> u = Vector.Exp(x);
        Vector<double> difference = u - Vector<double>.One;
        Vector<double> corrected = Vector.ConditionalSelect(Vector.Equals(u, Vector<double>.One), x, difference * (x / Vector.Log(u)));
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector<double>.One), corrected, difference);
    }

    /// <summary>log(1 + x) by Kahan: log(u) x/(u - 1) with u = 1 + x.</summary>
    public static Vector<double> Log1p(Vector<double> x)
    {
        Vector<double> u = Vector<double>.One + x;
        Vector<double> corrected = Vector.Log(u) * (x / (u - Vector<double>.One));
        return Vector.ConditionalSelect(Vector.Equals(u, Vector<double>.One) | Vector.Equals(u, new Vector<double>(double.PositiveInfinity)), x, corrected);
    }

    /// <summary>sech(x) = 2e/(1 + e^2), e = exp(-|x|).</summary>
    public static Vector<double> Sech(Vector<double> x)
    {
        Vector<double> e = Vector.Exp(-Vector.Abs(x));
        return (e + e) / (Vector<double>.One + (e * e));
    }

    /// <summary>The logistic function without cancellation in either tail.</summary>
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> e = Vector.Exp(-Vector.Abs(x));
        Vector<double> falling = e / (Vector<double>.One + e);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), falling, Vector<double>.One / (Vector<double>.One + e));
    }

    /// <summary>log(1 + exp(x)) = max(x, 0) + log(1 + e), e = exp(-|x|), with Kahan's correction of the logarithm.</summary>
    public static Vector<double> Softplus(Vector<double> x)
    {
        Vector<double> e = Vector.Exp(-Vector.Abs(x));
        Vector<double> u = Vector<double>.One + e;
        Vector<double> logarithm = Vector.Log(u) * (e / (u - Vector<double>.One));
        return Vector.Max(x, Vector<double>.Zero) + Vector.ConditionalSelect(Vector.Equals(u, Vector<double>.One), e, logarithm);
    }

    /// <summary>erf(x) = 1 - exp(-x^2) erfcx(x); near 0 its Taylor series.</summary>
    public static Vector<double> Erf(Vector<double> x)
    {
        Vector<double> magnitude = Vector.Min(Vector.Abs(x), new Vector<double>(FarAway));
        Vector<double> square = magnitude * magnitude;
        Vector<double> far = Vector<double>.One - (Vector.Exp(-square) * Erfcx(magnitude));
        Vector<double> near = x * Horner(Vector.Min(square, Vector<double>.One), ErfSeries);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<double>(0.9)), near, Vector.CopySign(far, x));
    }

    /// <summary>arccos(|x|), from 0 to pi/2 and exactly 0 at 1: pi/2 - arcsin(x) up to 1/2, 2 arcsin(sqrt((1 - x)/2)) beyond.</summary>
    public static Vector<double> AcuteAngle(Vector<double> x)
    {
        Vector<double> magnitude = Vector.Abs(x);
        Vector<long> isLarge = Vector.GreaterThan(magnitude, new Vector<double>(0.5));
        Vector<double> square = Vector.ConditionalSelect(isLarge, (Vector<double>.One - magnitude) * 0.5, magnitude * magnitude);
        Vector<double> sine = Vector.ConditionalSelect(isLarge, Vector.SquareRoot(square), magnitude);
        Vector<double> arcsine = Vector.FusedMultiplyAdd(sine, square * Horner(square, ArcsineAbove) / Horner(square, ArcsineBelow), sine);
        return Vector.ConditionalSelect(isLarge, arcsine + arcsine, new Vector<double>(Math.PI / 2) - arcsine);
    }

    /// <summary>The angle of x + iy, from -pi to pi with the sign of y; 0 at 0. By the arctangent of the smaller over the larger, or of what it lacks of pi/4.</summary>
    public static Vector<double> Angle(Vector<double> y, Vector<double> x)
    {
        Vector<double> across = Vector.Abs(x), up = Vector.Abs(y);
        Vector<double> larger = Vector.Max(across, up), smaller = Vector.Min(across, up);
        Vector<long> isNearDiagonal = Vector.GreaterThan(smaller, larger * 0.66);
        Vector<double> tangent = Vector.ConditionalSelect(isNearDiagonal, smaller - larger, smaller)
            / Vector.ConditionalSelect(isNearDiagonal, smaller + larger, Vector.ConditionalSelect(Vector.Equals(larger, Vector<double>.Zero), Vector<double>.One, larger));
        Vector<double> square = tangent * tangent;
        Vector<double> angle = Vector.FusedMultiplyAdd(tangent, square * Horner(square, ArctangentAbove) / Horner(square, ArctangentBelow), tangent);
        angle = Vector.ConditionalSelect(isNearDiagonal, new Vector<double>(Math.PI / 4) + angle, angle);
        angle = Vector.ConditionalSelect(Vector.GreaterThan(up, across), new Vector<double>(Math.PI / 2) - angle, angle);
        return Vector.CopySign(Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), new Vector<double>(Math.PI) - angle, angle), y);
    }

    private static Vector<double> Horner(Vector<double> x, ReadOnlySpan<double> coefficients)
    {
        Vector<double> sum = new(coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = Vector.FusedMultiplyAdd(sum, x, new Vector<double>(coefficients[i]));
        }

        return sum;
    }

    /// <summary>erfcx of a number that is not negative.</summary>
    private static Vector<double> Erfcx(Vector<double> x)
    {
        Vector<double> four = new(4);
        Vector<double> t = (x - four) / (x + four);
        return Horner(t, SpecialFunctions.ScaledComplement) / (Vector<double>.One + x + x);
    }

    /// <summary>exp(-x^2/2); 0 where x^2 overflows or the result would be below the normal numbers.</summary>
    private static Vector<double> Gaussian(Vector<double> x)
    {
        Vector<double> square = x * x;
        Vector<double> lost = Vector.FusedMultiplyAdd(x, x, -square);
        Vector<double> value = Vector.Exp(square * -0.5) * (Vector<double>.One - (lost * 0.5));
        return Vector.ConditionalSelect(Vector.GreaterThan(square, new Vector<double>(1490)), Vector<double>.Zero, value);
    }

    private static double[] TaylorCoefficients(int count)
    {
        double[] coefficients = new double[count];
        double power = 2 / Math.Sqrt(Math.PI);
        for (int n = 0; n < count; n++)
        {
            coefficients[n] = power / ((2 * n) + 1);
            power /= -(n + 1);
        }

        return coefficients;
    }
}
