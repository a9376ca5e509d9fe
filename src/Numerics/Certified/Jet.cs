using Theory.Enclosures;

namespace Theory.Numerics.Certified;

/// <summary>
/// Enclosures of the Taylor coefficients f^(k)/k! of a function, in a scaled variable u with z = m + r u, at a point or at every point of an interval.
/// </summary>
/// <remarks>
/// The coefficients share a power of 2, so that exp(1000) and exp(-1000) are numbers like others and (1 - exp(-2z))/(1 + exp(-2z)) is not
/// infinity over infinity. A coefficient of which nothing is known is <see cref="Interval.Whole"/>.
/// </remarks>
internal sealed class Jet
{
    /// <summary>Coefficients are kept between 2^-range and 2^range.</summary>
    private const int Range = 300;

    private const long LargestExponent = 1L << 40;

    private readonly Interval[] _coefficients;

    /// <summary>A jet of given coefficients times 2^exponent.</summary>
    public Jet(Interval[] coefficients, long exponent = 0)
    {
        _coefficients = coefficients;
        Exponent = exponent;
        int degree = coefficients.Length - 1;
        while (degree > 0 && coefficients[degree].IsZero)
        {
            degree--;
        }

        Degree = degree;
        if (exponent != 0 || coefficients[0].Magnitude is > 1e90 or (< 1e-90 and > 0))
        {
            Exponent = Normalise(coefficients, exponent);
        }
    }

    /// <summary>The power of 2 that multiplies the coefficients.</summary>
    public long Exponent { get; }

    /// <summary>The last coefficient that is not exactly 0.</summary>
    public int Degree { get; }

    /// <summary>How many coefficients are known.</summary>
    public int Length => _coefficients.Length;

    /// <summary>A coefficient without the power of 2.</summary>
    public Interval this[int k] => _coefficients[k];

    /// <summary>The function's own values.</summary>
    public Interval Value => _coefficients[0].Scale(Exponent);

    /// <summary>True when the function may not be real.</summary>
    public bool IsNotReal => _coefficients[0].IsNotReal;

    public static Jet Constant(Interval value, int length)
    {
        Interval[] c = new Interval[length];
        c[0] = value;
        return new Jet(c);
    }

    public static Jet NotReal(int length) => Known(Interval.NotReal, length);

    /// <summary>A function of whose derivatives nothing is known.</summary>
    public static Jet Known(Interval value, int length)
    {
        Interval[] c = new Interval[length];
        Array.Fill(c, value.IsNotReal ? Interval.NotReal : Interval.Whole);
        c[0] = value;
        return new Jet(c);
    }

    public static Jet operator +(Jet a, Jet b)
    {
        int length = Math.Min(a.Length, b.Length);
        long exponent = a.IsExactlyZero ? b.Exponent : b.IsExactlyZero ? a.Exponent : Math.Max(a.Exponent, b.Exponent);
        Interval[] c = new Interval[length];
        for (int k = 0; k < length; k++)
        {
            c[k] = a._coefficients[k].Scale(a.Exponent - exponent) + b._coefficients[k].Scale(b.Exponent - exponent);
        }

        return new Jet(c, exponent);
    }

    public static Jet operator -(Jet a) => a.Times(Interval.Of(-1));

    public static Jet operator -(Jet a, Jet b) => a + (-b);

    public static Jet operator *(Jet a, Jet b)
    {
        if (a.Degree == 0)
        {
            return b.Truncated(a.Length).Times(a._coefficients[0], a.Exponent);
        }

        if (b.Degree == 0)
        {
            return a.Truncated(b.Length).Times(b._coefficients[0], b.Exponent);
        }

        Interval[] c = new Interval[Math.Min(a.Length, b.Length)];
        for (int k = 0; k < c.Length; k++)
        {
            c[k] = ProductCoefficient(a, b, k);
        }

        return new Jet(c, a.Exponent + b.Exponent);
    }

    /// <summary>A coefficient of a product, without the powers of 2.</summary>
    public static Interval ProductCoefficient(Jet a, Jet b, int k)
    {
        Interval sum = Interval.Zero;
        int last = Math.Min(k, a.Degree);
        for (int i = Math.Max(0, k - b.Degree); i <= last; i++)
        {
            sum += a._coefficients[i] * b._coefficients[k - i];
        }

        return sum;
    }

    /// <summary>The square, whose values are not negative.</summary>
    public Jet Square()
    {
        Interval[] c = new Interval[Length];
        for (int k = 0; k < c.Length; k++)
        {
            Interval sum = Interval.Zero;
            for (int i = Math.Max(0, k - Degree); 2 * i < k; i++)
            {
                sum += _coefficients[i] * _coefficients[k - i];
            }

            c[k] = sum + sum;
            if (k % 2 == 0)
            {
                c[k] += _coefficients[k / 2].Square();
            }
        }

        return new Jet(c, 2 * Exponent);
    }

    /// <summary>The quotient; nothing is known of it where the divisor may vanish.</summary>
    public static Jet operator /(Jet a, Jet b)
    {
        int length = Math.Min(a.Length, b.Length);
        Interval[] q = new Interval[length];
        for (int k = 0; k < length; k++)
        {
            Interval sum = a._coefficients[k];
            int last = Math.Min(k, b.Degree);
            for (int j = 1; j <= last; j++)
            {
                sum -= b._coefficients[j] * q[k - j];
            }

            q[k] = sum / b._coefficients[0];
        }

        return new Jet(q, a.Exponent - b.Exponent);
    }

    public Jet Times(Interval factor, long exponent = 0)
    {
        Interval[] c = new Interval[Length];
        for (int k = 0; k <= Degree; k++)
        {
            c[k] = _coefficients[k] * factor;
        }

        return new Jet(c, Exponent + exponent);
    }

    /// <summary>The jet of the derivative with respect to u; one coefficient less is known.</summary>
    public Jet Derivative()
    {
        Interval[] c = new Interval[Length - 1];
        for (int k = 0; k < Degree; k++)
        {
            c[k] = _coefficients[k + 1] * Interval.Of(k + 1);
        }

        return new Jet(c, Exponent);
    }

    /// <summary>
    /// The jet of f/(z - c)^n in units of u^n for f that vanishes n times at c: f(z)/(z - c) is the mean of f' between c and z, so that its
    /// coefficients over an interval with c in it lie in those of f, shifted by one.
    /// </summary>
    public Jet Shifted(int n) => new(_coefficients[n..], Exponent);

    /// <summary>The number of leading coefficients that are exactly 0.</summary>
    public int LeadingZeros => Array.FindIndex(_coefficients, c => !c.IsZero) is var first && first < 0 ? Length : first;

    /// <summary>The same with fewer coefficients.</summary>
    public Jet Truncated(int length) => length >= Length ? this : new Jet(_coefficients[..length], Exponent);

    /// <summary>The same, of which it is known that its values are not below a bound.</summary>
    public Jet WithValueAtLeast(double bound)
    {
        if (Exponent != 0 || IsNotReal || !(_coefficients[0].Lower < bound) || _coefficients[0].Upper < bound)
        {
            return this;
        }

        Interval[] c = [.. _coefficients];
        c[0] = new Interval(bound, c[0].Upper);
        return new Jet(c);
    }

    /// <summary>The same without a power of 2, where that is within the range of doubles.</summary>
    public Jet Plain()
    {
        if (Exponent == 0)
        {
            return this;
        }

        Interval[] c = [.. _coefficients.Select(x => x.Scale(Exponent))];
        return new Jet(c, Degree);
    }

    private Jet(Interval[] coefficients, int degree) => (_coefficients, Degree) = (coefficients, degree);

    private bool IsExactlyZero => Degree == 0 && _coefficients[0].IsZero;

    /// <summary>Brings the range of the function near 1; plain numbers stay what they are while they are neither huge nor tiny.</summary>
    private static long Normalise(Interval[] c, long exponent)
    {
        double size = c[0].Magnitude;
        if (size == 0 || !double.IsFinite(size))
        {
            size = c.Select(x => x.Magnitude).Where(m => m > 0 && double.IsFinite(m)).DefaultIfEmpty(0).Max();
        }

        if (size == 0 || Math.Abs(exponent) > LargestExponent)
        {
            return exponent;
        }

        int log = Math.ILogB(size);
        long target = Math.Abs(log + exponent) <= Range ? 0 : Math.Abs(log) <= Range ? exponent : exponent + log;
        for (int k = 0; k < c.Length && target != exponent; k++)
        {
            c[k] = c[k].Scale(exponent - target);
        }

        return target;
    }
}
