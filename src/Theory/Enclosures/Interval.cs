using System.Runtime.CompilerServices;
using Fractions;
using Theory.Expressions;

namespace Theory.Enclosures;

/// <summary>A closed interval of real numbers whose operations round outward, so that results contain every value that the operands allow.</summary>
/// <remarks>
/// Infinite ends mean that nothing is known on that side. <see cref="NotReal"/>, both ends NaN, means that a value may not be a real
/// number at all, and every operation hands it on: nothing is ever claimed of such a formula.
/// </remarks>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>Below this magnitude the rounding error of a product is not a double.</summary>
    private const double SmallestExactProduct = 1e-290;

    /// <summary>The whole line: a real number, of which nothing is known.</summary>
    public static readonly Interval Whole = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Perhaps not a real number.</summary>
    public static readonly Interval NotReal = new(double.NaN, double.NaN);

    /// <summary>The number 0.</summary>
    public static readonly Interval Zero = new(0, 0);

    /// <summary>The number 1.</summary>
    public static readonly Interval One = new(1, 1);

    /// <summary>One double, exactly.</summary>
    public static Interval Of(double value) => new(value, value);

    /// <summary>A rational number, exactly where it is a double.</summary>
    public static Interval OfRational(Fraction value)
    {
        double nearest = value.ToNearestDouble();
        return !double.IsFinite(nearest) ? Whole
            : Fraction.FromDouble(nearest) == value ? Of(nearest)
            : new Interval(Math.BitDecrement(nearest), Math.BitIncrement(nearest));
    }

    /// <summary>True where a value may not be a real number.</summary>
    public bool IsNotReal => double.IsNaN(Lower);

    /// <summary>True for the number 0.</summary>
    public bool IsZero => Lower == 0 && Upper == 0;

    /// <summary>True where the value may be 0.</summary>
    public bool ContainsZero => Lower <= 0 && Upper >= 0;

    /// <summary>True where both ends are numbers.</summary>
    public bool IsFinite => double.IsFinite(Lower) && double.IsFinite(Upper);

    /// <summary>Upper - Lower rounded up; infinite where nothing is known.</summary>
    public double Width => IsFinite ? AddUp(Upper, -Lower) : double.PositiveInfinity;

    /// <summary>The largest magnitude.</summary>
    public double Magnitude => Math.Max(Math.Abs(Lower), Math.Abs(Upper));

    /// <summary>The smallest magnitude.</summary>
    public double Mignitude => ContainsZero ? 0 : Math.Min(Math.Abs(Lower), Math.Abs(Upper));

    /// <summary>A double between the ends.</summary>
    public double Middle => (Lower / 2) + (Upper / 2);

    /// <summary>Whether a double lies between the ends.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    /// <summary>The sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Interval operator +(Interval a, Interval b)
    {
        double lower = AddDown(a.Lower, b.Lower);
        double upper = AddUp(a.Upper, b.Upper);
        return a.IsNotReal || b.IsNotReal ? NotReal : new Interval(double.IsNaN(lower) ? double.NegativeInfinity : lower, double.IsNaN(upper) ? double.PositiveInfinity : upper);
    }

    /// <summary>The negative.</summary>
    public static Interval operator -(Interval a) => new(-a.Upper, -a.Lower);

    /// <summary>The difference.</summary>
    public static Interval operator -(Interval a, Interval b) => a + (-b);

    /// <summary>The product.</summary>
    public static Interval operator *(Interval a, Interval b)
    {
        if (a.IsNotReal || b.IsNotReal)
        {
            return NotReal;
        }

        if (a.Lower >= 0)
        {
            return b.Lower >= 0 ? new Interval(MultiplyDown(a.Lower, b.Lower), MultiplyUp(a.Upper, b.Upper))
                : b.Upper <= 0 ? new Interval(MultiplyDown(a.Upper, b.Lower), MultiplyUp(a.Lower, b.Upper))
                : new Interval(MultiplyDown(a.Upper, b.Lower), MultiplyUp(a.Upper, b.Upper));
        }

        if (a.Upper <= 0)
        {
            return b.Lower >= 0 ? new Interval(MultiplyDown(a.Lower, b.Upper), MultiplyUp(a.Upper, b.Lower))
                : b.Upper <= 0 ? new Interval(MultiplyDown(a.Upper, b.Upper), MultiplyUp(a.Lower, b.Lower))
                : new Interval(MultiplyDown(a.Lower, b.Upper), MultiplyUp(a.Lower, b.Lower));
        }

        return b.Lower >= 0 ? new Interval(MultiplyDown(a.Lower, b.Upper), MultiplyUp(a.Upper, b.Upper))
            : b.Upper <= 0 ? new Interval(MultiplyDown(a.Upper, b.Lower), MultiplyUp(a.Lower, b.Lower))
            : new Interval(
                Math.Min(MultiplyDown(a.Lower, b.Upper), MultiplyDown(a.Upper, b.Lower)),
                Math.Max(MultiplyUp(a.Lower, b.Lower), MultiplyUp(a.Upper, b.Upper)));
    }

    /// <summary>The quotient where the divisor is not 0: a point at which it vanishes has no weight in an integral.</summary>
    public static Interval operator /(Interval a, Interval b)
    {
        if (a.IsNotReal || b.IsNotReal || b.IsZero)
        {
            return NotReal;
        }

        return a * b.Reciprocal();
    }

    private Interval Reciprocal() => Lower > 0 || Upper < 0 ? new Interval(ReciprocalDown(Upper), ReciprocalUp(Lower))
        : Lower == 0 ? new Interval(ReciprocalDown(Upper), double.PositiveInfinity)
        : Upper == 0 ? new Interval(double.NegativeInfinity, ReciprocalUp(Lower))
        : Whole;

    /// <summary>The square, which is not negative.</summary>
    public Interval Square()
    {
        if (IsNotReal)
        {
            return NotReal;
        }

        (double small, double large) = (Mignitude, Magnitude);
        return new Interval(MultiplyDown(small, small), MultiplyUp(large, large));
    }

    /// <summary>The smallest interval that contains both.</summary>
    public static Interval Hull(Interval a, Interval b) =>
        a.IsNotReal || b.IsNotReal ? NotReal : new Interval(Math.Min(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper));

    /// <summary>What two enclosures of one number leave of it.</summary>
    public static Interval Intersect(Interval a, Interval b)
    {
        if (a.IsNotReal || b.IsNotReal)
        {
            return NotReal;
        }

        Interval common = new(Math.Max(a.Lower, b.Lower), Math.Min(a.Upper, b.Upper));
        return common.Lower <= common.Upper ? common
            : throw new InvalidOperationException($"two enclosures of one number are disjoint: [{a.Lower:R}, {a.Upper:R}] and [{b.Lower:R}, {b.Upper:R}]");
    }

    /// <summary>This times 2^exponent.</summary>
    public Interval Scale(long exponent)
    {
        if (exponent == 0 || IsZero || IsNotReal)
        {
            return this;
        }

        int n = (int)Math.Clamp(exponent, -5000, 5000);
        double lower = Math.ScaleB(Lower, n);
        double upper = Math.ScaleB(Upper, n);
        bool exact = Math.ScaleB(lower, -n) == Lower && Math.ScaleB(upper, -n) == Upper;
        return exact ? new Interval(lower, upper) : new Interval(Lower == 0 ? 0 : Math.BitDecrement(lower), Upper == 0 ? 0 : Math.BitIncrement(upper));
    }

    /// <summary>Wider on both sides by a relative margin and a few subnormal numbers.</summary>
    public Interval Widen(double relative) => new(
        Math.BitDecrement(Lower - (Math.Abs(Lower) * relative)) - 1e-321, Math.BitIncrement(Upper + (Math.Abs(Upper) * relative)) + 1e-321);

    /// <summary>The part within given bounds, which are known to hold of the value.</summary>
    public Interval Clamp(double lower, double upper) => IsNotReal ? NotReal : new Interval(Math.Clamp(Lower, lower, upper), Math.Clamp(Upper, lower, upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double AddUp(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        double error = (a - (sum - part)) + (b - part);
        return error <= 0 ? sum : Overflowing(error, sum) ? UpOf(sum) : Math.BitIncrement(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double AddDown(double a, double b) => -AddUp(-a, -b);

    /// <summary>The error is NaN where a sum or product is infinite.</summary>
    private static bool Overflowing(double error, double result) => double.IsNaN(error) || double.IsInfinity(result);

    /// <summary>A sum that overflowed downwards is not below every number.</summary>
    private static double UpOf(double infinite) => double.IsNegativeInfinity(infinite) ? -double.MaxValue : infinite;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double MultiplyUp(double a, double b)
    {
        double product = a * b;
        double error = Math.FusedMultiplyAdd(a, b, -product);
        return error <= 0 && Math.Abs(product) > SmallestExactProduct ? product : MultiplyUpSlowly(a, b, product, error);
    }

    private static double MultiplyUpSlowly(double a, double b, double product, double error)
    {
        if (a == 0 || b == 0)
        {
            // Also zero times infinity: the value behind an infinite end is finite.
            return 0;
        }

        if (double.IsInfinity(product))
        {
            return double.IsNegativeInfinity(product) && double.IsFinite(a) && double.IsFinite(b) ? -double.MaxValue : product;
        }

        return double.IsNaN(error) || error > 0 || Math.Abs(product) <= SmallestExactProduct ? Math.BitIncrement(product) : product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double MultiplyDown(double a, double b) => -MultiplyUp(-a, b);

    private static double ReciprocalUp(double x)
    {
        double quotient = 1 / x;

        // 1 - q x has the sign of the error for positive x.
        double rest = Math.FusedMultiplyAdd(-quotient, x, 1.0);
        return Math.Abs(quotient) is > 1e-290 and < 1e290 && (x > 0 ? rest <= 0 : rest >= 0) ? quotient
            : double.IsInfinity(x) ? (x > 0 ? double.Epsilon : 0)
            : double.IsNegativeInfinity(quotient) ? -double.MaxValue : Math.BitIncrement(quotient);
    }

    private static double ReciprocalDown(double x) => -ReciprocalUp(-x);
}
