namespace Theory.Numerics.Certified;

/// <summary>Enclosures of the functions of the field over an interval, from values at its ends and margins for their errors.</summary>
/// <remarks>
/// The mathematical library is documented or known to be within 2 units in the last place (ulp), and 4 to 8 are allowed; the functions of
/// this project were measured to be within 2, and 16 to 32 are allowed. The tests compare both with values of 25 digits.
/// </remarks>
internal static class IntervalFunctions
{
    /// <summary>4 to 8 ulp.</summary>
    private const double LibraryMargin = 8.9e-16;

    /// <summary>16 to 32 ulp.</summary>
    private const double OwnMargin = 3.6e-15;

    /// <summary>Below this value the tails of erfc and Phi are taken as between 0 and twice this value, before numbers become subnormal.</summary>
    private const double SmallestTail = 1e-300;

    /// <summary>Beyond this argument a double does not tell where in its period a sine stands.</summary>
    private const double LargestAngle = 1e9;

    /// <summary>The constant pi.</summary>
    public static readonly Interval Pi = new(Math.PI, Math.BitIncrement(Math.PI));

    /// <summary>2/sqrt(pi).</summary>
    public static readonly Interval TwoOverRootPi = Interval.Of(2) / Sqrt(Pi);

    /// <summary>1/sqrt(2 pi).</summary>
    public static readonly Interval InverseRootTwoPi = Interval.One / Sqrt(Interval.Of(2) * Pi);

    /// <summary>The natural logarithm of 2: its first 32 bits, of which 2^20 multiples are exact, and the rest.</summary>
    private const double LogTwoHigh = 0.69314718036912381649;

    private static readonly Interval LogTwoLow = Interval.Of(1.9082149292705877e-10).Widen(LibraryMargin);

    public static Interval Exp(Interval x) => Increasing(x, Math.Exp, LibraryMargin, 0, double.PositiveInfinity);

    /// <summary>exp(x) = mantissa * 2^exponent, so that nothing overflows.</summary>
    public static (Interval Mantissa, long Exponent) ScaledExp(Interval x)
    {
        if (x.IsNotReal || Math.Abs(x.Upper) < 600 || x.Upper > 1e9)
        {
            return (Exp(x), 0);
        }

        if (x.Upper < -1e9)
        {
            return (new Interval(0, 1), -1_000_000_000);
        }

        double n = Math.Round(x.Upper / LogTwoHigh);
        Interval rest = x - (Interval.Of(n) * Interval.Of(LogTwoHigh)) - (Interval.Of(n) * LogTwoLow);
        return (Exp(rest), (long)n);
    }

    public static Interval Log(Interval x) => x.IsNotReal || x.Lower < 0 || x.Upper == 0 ? Interval.NotReal
        : x.Lower == 1 && x.Upper == 1 ? Interval.Zero
        : Increasing(x, Math.Log, LibraryMargin, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The logarithm of x 2^exponent.</summary>
    public static Interval Log(Interval x, long exponent) => exponent == 0 ? Log(x)
        : Log(x) + (Interval.Of(exponent) * Interval.Of(LogTwoHigh)) + (Interval.Of(exponent) * LogTwoLow);

    public static Interval LogOnePlus(Interval x) => x.IsNotReal || x.Lower < -1 ? Interval.NotReal
        : Increasing(x, SpecialFunctions.Log1p, OwnMargin, double.NegativeInfinity, double.PositiveInfinity);

    public static Interval Sqrt(Interval x) => x.IsNotReal || x.Lower < 0 ? Interval.NotReal
        : Increasing(x, Math.Sqrt, LibraryMargin, 0, double.PositiveInfinity);

    public static Interval Tanh(Interval x) => Increasing(x, Math.Tanh, LibraryMargin, -1, 1);

    public static Interval Sinh(Interval x) => Increasing(x, Math.Sinh, LibraryMargin, double.NegativeInfinity, double.PositiveInfinity);

    public static Interval Arctan(Interval x) => Increasing(x, Math.Atan, LibraryMargin, -1.5707963267948968, 1.5707963267948968);

    public static Interval Arcsin(Interval x) => x.IsNotReal || x.Lower < -1 || x.Upper > 1 ? Interval.NotReal
        : Increasing(x, Math.Asin, LibraryMargin, -1.5707963267948968, 1.5707963267948968);

    public static Interval Erf(Interval x) => Increasing(x, SpecialFunctions.Erf, OwnMargin, -1, 1);

    public static Interval Erfc(Interval x) => Increasing(-x, Tail(y => SpecialFunctions.Erfc(-y)), OwnMargin, 0, 2);

    public static Interval NormalCdf(Interval x) => Increasing(x, Tail(SpecialFunctions.NormalCdf), OwnMargin, 0, 1);

    public static Interval Sigmoid(Interval x) => Increasing(x, SpecialFunctions.Sigmoid, OwnMargin, 0, 1);

    public static Interval Softplus(Interval x) => Increasing(x, SpecialFunctions.Softplus, OwnMargin, 0, double.PositiveInfinity);

    public static Interval Cosh(Interval x) => OfMagnitude(x, m => Increasing(m, Math.Cosh, LibraryMargin, 1, double.PositiveInfinity));

    public static Interval Sech(Interval x) => OfMagnitude(x, m => -Increasing(m, y => -SpecialFunctions.Sech(y), OwnMargin, -1, 0));

    /// <summary>sech^2, the derivative of tanh.</summary>
    public static Interval SechSquared(Interval x) => Sech(x).Square();

    /// <summary>sigmoid(x) sigmoid(-x), the derivative of the sigmoid, which falls with |x|.</summary>
    public static Interval SigmoidSlope(Interval x) => OfMagnitude(x, m =>
        -Increasing(m, y => -(SpecialFunctions.Sigmoid(y) * SpecialFunctions.Sigmoid(-y)), 2 * OwnMargin, -0.25, 0));

    public static Interval Sin(Interval x) => Cos(x, quarters: 1);

    public static Interval Cos(Interval x) => Cos(x, quarters: 0);

    /// <summary>Gamma at a constant.</summary>
    public static Interval Gamma(Interval x)
    {
        // Increasing beyond its minimum at 1.46, decreasing before it; constants are narrow enough not to matter which.
        Interval low = Interval.Of(MathNet.Numerics.SpecialFunctions.Gamma(x.Lower));
        Interval high = Interval.Of(MathNet.Numerics.SpecialFunctions.Gamma(x.Upper));
        return x.Lower > 0 && x.Width < 1e-10 ? Interval.Hull(low, high).Widen(1e-12) : Interval.NotReal;
    }

    /// <summary>cos(x - quarters pi/2).</summary>
    private static Interval Cos(Interval x, int quarters)
    {
        if (x.IsNotReal)
        {
            return Interval.NotReal;
        }

        if (x.IsZero)
        {
            return Interval.Of(1 - quarters);
        }

        if (!(x.Magnitude < LargestAngle) || x.Upper - x.Lower > 7)
        {
            return new Interval(-1, 1);
        }

        Func<double, double> point = quarters == 0 ? Math.Cos : Math.Sin;
        Interval ends = Interval.Hull(Interval.Of(point(x.Lower)), Interval.Of(point(x.Upper))).Widen(LibraryMargin);

        // Extrema stand at (k + quarters/2) pi; one that may be inside counts as inside.
        Interval turns = (x / Pi) - Interval.Of(quarters / 2.0);
        double first = Math.Ceiling(turns.Lower);
        double last = Math.Floor(turns.Upper);
        bool even = false;
        bool odd = false;
        for (double k = first; k <= last; k++)
        {
            (even, odd) = k % 2 == 0 ? (true, odd) : (even, true);
        }

        return new Interval(odd ? -1 : Math.Max(ends.Lower, -1), even ? 1 : Math.Min(ends.Upper, 1));
    }

    private static Func<double, double> Tail(Func<double, double> function) => x =>
    {
        double value = function(x);
        return value < SmallestTail ? SmallestTail : value;
    };

    /// <summary>An even function by the magnitudes of its argument.</summary>
    private static Interval OfMagnitude(Interval x, Func<Interval, Interval> function) => x.IsNotReal ? Interval.NotReal : function(new Interval(x.Mignitude, x.Magnitude));

    private static Interval Increasing(Interval x, Func<double, double> function, double margin, double infimum, double supremum)
    {
        if (x.IsNotReal)
        {
            return Interval.NotReal;
        }

        Interval lower = End(x.Lower, function, margin, infimum, supremum);
        Interval upper = x.Upper == x.Lower ? lower : End(x.Upper, function, margin, infimum, supremum);
        return new Interval(lower.Lower, upper.Upper).Clamp(infimum, supremum);
    }

    /// <summary>One end; values that overflow say only that they are large.</summary>
    private static Interval End(double x, Func<double, double> function, double margin, double infimum, double supremum)
    {
        double value = function(x);
        if (double.IsNaN(value))
        {
            return new Interval(infimum, supremum);
        }

        if (double.IsInfinity(value))
        {
            return double.IsInfinity(x) || x == 0 ? Interval.Of(value) : value > 0 ? new Interval(double.MaxValue, value) : new Interval(value, -double.MaxValue);
        }

        if (value == 0 && x == 0)
        {
            return Interval.Zero;
        }

        if (value is SmallestTail)
        {
            return new Interval(0, 2 * SmallestTail);
        }

        // exp(0), cosh(0) and their like are exact.
        return x == 0 && (value is 1 or -1 or 0.5) ? Interval.Of(value) : Interval.Of(value).Widen(margin);
    }
}
