using System.Globalization;
using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>Exact numbers for languages in which numbers are doubles.</summary>
internal static class DoubleFraction
{
    /// <summary>Below this a fraction of two doubles may not represent a number.</summary>
    private const double Smallest = 1e-290;

    /// <summary>The positive fraction itself where numerator and denominator are in the range of doubles, else the nearest double.</summary>
    /// <exception cref="UserInputException">The number itself is out of range.</exception>
    public static Fraction WithinRange(Fraction value)
    {
        if (IsFinite(value.Numerator) && IsFinite(value.Denominator))
        {
            return value;
        }

        double nearest = value.ToNearestDouble();
        if (!double.IsFinite(nearest) || nearest < Smallest)
        {
            throw new UserInputException("a number beyond the range of double precision appears; use --format sympy");
        }

        int exponent = Math.ILogB(nearest) - 52;
        BigInteger mantissa = new(Math.ScaleB(nearest, -exponent));
        return (exponent >= 0 ? new Fraction(mantissa << exponent) : new Fraction(mantissa, BigInteger.One << -exponent)).Reduce();
    }

    /// <summary>An integer as a literal: with decimal point or exponent beyond the largest value that an integer literal may have.</summary>
    public static string Literal(BigInteger value, BigInteger largestInteger)
    {
        if (value <= largestInteger)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        string text = new Fraction(value).ToNearestDouble().ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static bool IsFinite(BigInteger value) => double.IsFinite(new Fraction(value).ToNearestDouble());
}
