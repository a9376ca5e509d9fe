using Theory.Enclosures;

namespace Theory.Numerics.Certified;

/// <summary>Enclosures of the special functions of the field over an interval, and of scaled exponentials.</summary>
/// <remarks>The functions of this project were measured to be within 2 units in the last place (ulp), and 16 to 32 are allowed. The tests compare with values of 25 digits.</remarks>
internal static class SpecialIntervalFunctions
{
    /// <summary>4 to 8 ulp.</summary>
    private const double LibraryMargin = 8.9e-16;

    /// <summary>16 to 32 ulp.</summary>
    private const double OwnMargin = 3.6e-15;

    /// <summary>Below this value the tails of erfc and Phi are taken as between 0 and twice this value, before numbers become subnormal.</summary>
    private const double SmallestTail = 1e-300;

    /// <summary>2/sqrt(pi).</summary>
    public static readonly Interval TwoOverRootPi = Interval.Of(2) / IntervalFunctions.Sqrt(IntervalFunctions.Pi);

    /// <summary>1/sqrt(2 pi).</summary>
    public static readonly Interval InverseRootTwoPi = Interval.One / IntervalFunctions.Sqrt(Interval.Of(2) * IntervalFunctions.Pi);

    /// <summary>The natural logarithm of 2: its first 32 bits, of which 2^20 multiples are exact, and the rest.</summary>
    private const double LogTwoHigh = 0.69314718036912381649;

    private static readonly Interval LogTwoLow = Interval.Of(1.9082149292705877e-10).Widen(LibraryMargin);

    /// <summary>exp(x) = mantissa * 2^exponent, so that nothing overflows.</summary>
    public static (Interval Mantissa, long Exponent) ScaledExp(Interval x)
    {
        if (x.IsNotReal || Math.Abs(x.Upper) < 600 || x.Upper > 1e9)
        {
            return (IntervalFunctions.Exp(x), 0);
        }

        if (x.Upper < -1e9)
        {
            return (new Interval(0, 1), -1_000_000_000);
        }

        double n = Math.Round(x.Upper / LogTwoHigh);
        Interval rest = x - (Interval.Of(n) * Interval.Of(LogTwoHigh)) - (Interval.Of(n) * LogTwoLow);
        return (IntervalFunctions.Exp(rest), (long)n);
    }

    /// <summary>The logarithm of x 2^exponent.</summary>
    public static Interval Log(Interval x, long exponent) => exponent == 0 ? IntervalFunctions.Log(x)
        : IntervalFunctions.Log(x) + (Interval.Of(exponent) * Interval.Of(LogTwoHigh)) + (Interval.Of(exponent) * LogTwoLow);

    public static Interval LogOnePlus(Interval x) => x.IsNotReal || x.Lower < -1 ? Interval.NotReal
        : IntervalFunctions.Increasing(x, SpecialFunctions.Log1p, OwnMargin, double.NegativeInfinity, double.PositiveInfinity);

    public static Interval Erf(Interval x) => IntervalFunctions.Increasing(x, SpecialFunctions.Erf, OwnMargin, -1, 1);

    public static Interval Erfc(Interval x) => IntervalFunctions.Increasing(-x, y => SpecialFunctions.Erfc(-y), OwnMargin, 0, 2, SmallestTail);

    public static Interval NormalCdf(Interval x) => IntervalFunctions.Increasing(x, SpecialFunctions.NormalCdf, OwnMargin, 0, 1, SmallestTail);

    public static Interval Sigmoid(Interval x) => IntervalFunctions.Increasing(x, SpecialFunctions.Sigmoid, OwnMargin, 0, 1);

    public static Interval Softplus(Interval x) => IntervalFunctions.Increasing(x, SpecialFunctions.Softplus, OwnMargin, 0, double.PositiveInfinity);

    public static Interval Sech(Interval x) => IntervalFunctions.OfMagnitude(x, m => -IntervalFunctions.Increasing(m, y => -SpecialFunctions.Sech(y), OwnMargin, -1, 0));

    /// <summary>sech^2, the derivative of tanh.</summary>
    public static Interval SechSquared(Interval x) => Sech(x).Square();

    /// <summary>sigmoid(x) sigmoid(-x), the derivative of the sigmoid, which falls with |x|.</summary>
    public static Interval SigmoidSlope(Interval x) => IntervalFunctions.OfMagnitude(x, m =>
        -IntervalFunctions.Increasing(m, y => -(SpecialFunctions.Sigmoid(y) * SpecialFunctions.Sigmoid(-y)), 2 * OwnMargin, -0.25, 0));

    /// <summary>Gamma at a constant.</summary>
    public static Interval Gamma(Interval x)
    {
        // Increasing beyond its minimum at 1.46, decreasing before it; constants are narrow enough not to matter which.
        Interval low = Interval.Of(MathNet.Numerics.SpecialFunctions.Gamma(x.Lower));
        Interval high = Interval.Of(MathNet.Numerics.SpecialFunctions.Gamma(x.Upper));
        return x.Lower > 0 && x.Width < 1e-10 ? Interval.Hull(low, high).Widen(1e-12) : Interval.NotReal;
    }
}
