namespace Theory.Enclosures;

/// <summary>Enclosures of elementary functions over an interval, from values at its ends and margins for their errors.</summary>
/// <remarks>The mathematical library is documented or known to be within 2 units in the last place (ulp), and 4 to 8 are allowed; the tests compare with values of 25 digits.</remarks>
public static class IntervalFunctions
{
    /// <summary>4 to 8 ulp.</summary>
    private const double Margin = 8.9e-16;

    /// <summary>Beyond this argument a double does not tell where in its period a sine stands.</summary>
    private const double LargestAngle = 1e9;

    /// <summary>The constant pi.</summary>
    public static readonly Interval Pi = new(Math.PI, Math.BitIncrement(Math.PI));

    /// <summary>exp(x).</summary>
    public static Interval Exp(Interval x) => Increasing(x, Math.Exp, Margin, 0, double.PositiveInfinity);

    /// <summary>log(x); perhaps not real where x may be negative.</summary>
    public static Interval Log(Interval x) => x.IsNotReal || x.Lower < 0 || x.Upper == 0 ? Interval.NotReal
        : x.Lower == 1 && x.Upper == 1 ? Interval.Zero
        : Increasing(x, Math.Log, Margin, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The square root; perhaps not real where x may be negative.</summary>
    public static Interval Sqrt(Interval x)
    {
        return x.IsNotReal || x.Lower < 0 ? Interval.NotReal : new Interval(Down(x.Lower), Up(x.Upper));

        // Correctly rounded, and the sign of the rounding error is known.
        static double Down(double y) => Math.Sqrt(y) is var root && Excess(root, y) > 0 ? Math.BitDecrement(root) : root;
        static double Up(double y) => Math.Sqrt(y) is var root && Excess(root, y) < 0 ? Math.BitIncrement(root) : root;
        static double Excess(double root, double y) => y is > 1e-290 and < double.PositiveInfinity ? Math.FusedMultiplyAdd(root, root, -y) : (root * root) - y;
    }

    /// <summary>tanh(x).</summary>
    public static Interval Tanh(Interval x) => Increasing(x, Math.Tanh, Margin, -1, 1);

    /// <summary>sinh(x).</summary>
    public static Interval Sinh(Interval x) => Increasing(x, Math.Sinh, Margin, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>arctan(x).</summary>
    public static Interval Arctan(Interval x) => Increasing(x, Math.Atan, Margin, -1.5707963267948968, 1.5707963267948968);

    /// <summary>arcsin(x); perhaps not real where x may be outside [-1, 1].</summary>
    public static Interval Arcsin(Interval x) => x.IsNotReal || x.Lower < -1 || x.Upper > 1 ? Interval.NotReal
        : Increasing(x, Math.Asin, Margin, -1.5707963267948968, 1.5707963267948968);

    /// <summary>cosh(x).</summary>
    public static Interval Cosh(Interval x) => OfMagnitude(x, m => Increasing(m, Math.Cosh, Margin, 1, double.PositiveInfinity));

    /// <summary>sin(x).</summary>
    public static Interval Sin(Interval x) => Cos(x, quarters: 1);

    /// <summary>cos(x).</summary>
    public static Interval Cos(Interval x) => Cos(x, quarters: 0);

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
        Interval ends = Interval.Hull(Interval.Of(point(x.Lower)), Interval.Of(point(x.Upper))).Widen(Margin);

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

    /// <summary>An even function by the magnitudes of its argument.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="function">The function of arguments that are not negative.</param>
    public static Interval OfMagnitude(Interval x, Func<Interval, Interval> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return x.IsNotReal ? Interval.NotReal : function(new Interval(x.Mignitude, x.Magnitude));
    }

    /// <summary>A function that increases, by its values at the ends.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="function">Values of the function.</param>
    /// <param name="margin">Their largest relative error.</param>
    /// <param name="infimum">No value is below it.</param>
    /// <param name="supremum">No value is above it.</param>
    /// <param name="tiny">Of a value that is computed as less than this it is only known that it lies between 0 and twice this; 0 for functions that may be negative.</param>
    public static Interval Increasing(Interval x, Func<double, double> function, double margin, double infimum, double supremum, double tiny = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (x.IsNotReal)
        {
            return Interval.NotReal;
        }

        Interval lower = End(x.Lower, function, margin, infimum, supremum, tiny);
        Interval upper = x.Upper == x.Lower ? lower : End(x.Upper, function, margin, infimum, supremum, tiny);
        return new Interval(lower.Lower, upper.Upper).Clamp(infimum, supremum);
    }

    /// <summary>One end; values that overflow say only that they are large.</summary>
    private static Interval End(double x, Func<double, double> function, double margin, double infimum, double supremum, double tiny)
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

        if (tiny > 0 && value < tiny)
        {
            return new Interval(0, 2 * tiny);
        }

        // exp(0), cosh(0) and their like are exact.
        return x == 0 && (value is 1 or -1 or 0.5) ? Interval.Of(value) : Interval.Of(value).Widen(margin);
    }
}
