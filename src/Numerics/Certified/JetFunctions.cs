using Theory.Enclosures;

namespace Theory.Numerics.Certified;

/// <summary>Jets of elementary functions, by the recurrences that their differential equations give.</summary>
/// <remarks>The first coefficient, the range of the function, comes from its monotony; the others repeat what is known of u and u'.</remarks>
internal static class JetFunctions
{
    /// <summary>Beyond this, hyperbolic functions are exponentials.</summary>
    private const double LargestHyperbolic = 300;

    public static Jet Exp(Jet argument)
    {
        Jet u = argument.Plain();
        (Interval mantissa, long exponent) = SpecialIntervalFunctions.ScaledExp(u[0]);
        Interval[] e = First(u, mantissa);
        for (int k = 1; k < e.Length; k++)
        {
            e[k] = Weighted(u, e, k);
        }

        return new Jet(e, exponent);
    }

    public static Jet Log(Jet u)
    {
        Interval[] l = First(u, SpecialIntervalFunctions.Log(u[0], u.Exponent));
        LogarithmicDerivative(u, u[0], l);
        return new Jet(l);
    }

    /// <summary>log(1 + w), without loss where w is small.</summary>
    public static Jet LogOnePlus(Jet w)
    {
        Jet u = Jet.Constant(Interval.One, w.Length) + w;
        Interval[] l = First(u, w.Exponent > 0 ? SpecialIntervalFunctions.Log(u[0], u.Exponent) : SpecialIntervalFunctions.LogOnePlus(w.Value));
        LogarithmicDerivative(u, u[0], l);
        return new Jet(l);
    }

    /// <summary>u^a for a constant a that is no integer, and u >= 0.</summary>
    public static Jet Power(Jet argument, Interval a)
    {
        Jet u = argument.Plain();
        if (u.IsNotReal || u[0].Lower < 0)
        {
            return Jet.NotReal(u.Length);
        }

        Interval[] y = First(u, PowerValue(u[0], a));
        for (int k = 1; k < y.Length; k++)
        {
            Interval sum = Interval.Zero;
            int last = Math.Min(k, u.Degree);
            for (int j = 1; j <= last; j++)
            {
                sum += ((a * Interval.Of(j)) - Interval.Of(k - j)) * u[j] * y[k - j];
            }

            y[k] = sum / (u[0] * Interval.Of(k));
        }

        return new Jet(y);
    }

    /// <summary>u^n for n >= 0.</summary>
    public static Jet IntegerPower(Jet u, int n)
    {
        if (n <= 1)
        {
            return n == 1 ? u : Jet.Constant(Interval.One, u.Length);
        }

        Jet half = IntegerPower(u, n / 2).Square();
        return n % 2 == 0 ? half : half * u;
    }

    public static Jet Sin(Jet argument) => SinCos(argument.Plain()).Sin;

    public static Jet Cos(Jet argument) => SinCos(argument.Plain()).Cos;

    public static Jet Sinh(Jet argument) => Hyperbolic(argument.Plain()).Sinh;

    public static Jet Cosh(Jet argument) => Hyperbolic(argument.Plain()).Cosh;

    /// <summary>tanh' = sech^2, which near 1 keeps digits that 1 - tanh^2 loses.</summary>
    public static Jet Tanh(Jet argument)
    {
        Jet u = argument.Plain();
        Interval[] t = First(u, IntervalFunctions.Tanh(u[0]));
        Interval[] s = First(u, SpecialIntervalFunctions.SechSquared(u[0]));
        for (int k = 1; k < t.Length; k++)
        {
            t[k] = Weighted(u, s, k);
            s[k] = -Convolution(t, t, k);
        }

        return new Jet(t);
    }

    /// <summary>sech' = -sech tanh, tanh' = sech^2.</summary>
    public static Jet Sech(Jet argument)
    {
        Jet u = argument.Plain();
        Interval[] h = First(u, SpecialIntervalFunctions.Sech(u[0]));
        Interval[] t = First(u, IntervalFunctions.Tanh(u[0]));
        Interval[] ht = new Interval[h.Length];
        Interval[] hh = new Interval[h.Length];
        for (int k = 1; k < h.Length; k++)
        {
            ht[k - 1] = Convolution(h, t, k - 1);
            hh[k - 1] = k == 1 ? h[0].Square() : Convolution(h, h, k - 1);
            h[k] = -Weighted(u, ht, k);
            t[k] = Weighted(u, hh, k);
        }

        return new Jet(h);
    }

    /// <summary>sigmoid' = sigmoid(u) sigmoid(-u).</summary>
    public static Jet Sigmoid(Jet argument)
    {
        Jet u = argument.Plain();
        if (!(u[0].Upper < -LargestHyperbolic))
        {
            return new Jet(SigmoidCoefficients(u));
        }

        // In the tail it is an exponential, which has a power of 2 of its own.
        Jet e = Exp(u);
        return e / (Jet.Constant(Interval.One, u.Length) + e);
    }

    public static Jet Softplus(Jet argument)
    {
        Jet u = argument.Plain();
        return Integrate(u, new Jet(SigmoidCoefficients(u)), SpecialIntervalFunctions.Softplus(u[0]));
    }

    public static Jet Erf(Jet argument)
    {
        Jet u = argument.Plain();
        return Integrate(u, Exp(-u.Square()).Times(SpecialIntervalFunctions.TwoOverRootPi), SpecialIntervalFunctions.Erf(u[0]));
    }

    public static Jet Erfc(Jet argument)
    {
        Jet u = argument.Plain();
        return Integrate(u, Exp(-u.Square()).Times(-SpecialIntervalFunctions.TwoOverRootPi), SpecialIntervalFunctions.Erfc(u[0]));
    }

    public static Jet NormalPdf(Jet argument) => Exp(argument.Plain().Square().Times(Interval.Of(-0.5))).Times(SpecialIntervalFunctions.InverseRootTwoPi);

    public static Jet NormalCdf(Jet argument)
    {
        Jet u = argument.Plain();
        return Integrate(u, NormalPdf(u), SpecialIntervalFunctions.NormalCdf(u[0]));
    }

    public static Jet Arctan(Jet argument)
    {
        Jet u = argument.Plain();
        Jet one = Jet.Constant(Interval.One, u.Length);
        return Integrate(u, one / (one + u.Square()), IntervalFunctions.Arctan(u[0]));
    }

    public static Jet Arcsin(Jet argument)
    {
        Jet u = argument.Plain();
        Interval value = IntervalFunctions.Arcsin(u[0]);
        return value.IsNotReal ? Jet.NotReal(u.Length)
            : Integrate(u, Power((Jet.Constant(Interval.One, u.Length) - u.Square()).WithValueAtLeast(0), Interval.Of(-0.5)), value);
    }

    /// <summary>|u|; where u may change its sign, only its range is known.</summary>
    public static Jet Abs(Jet u) => u[0].Lower >= 0 ? u : u[0].Upper <= 0 ? -u
        : Jet.Known(new Interval(u.Value.Mignitude, u.Value.Magnitude), u.Length);

    /// <summary>sign(u) or a step; where u may change its sign, only the range is known.</summary>
    public static Jet Switch(Jet u, double below, double above) => u.IsNotReal ? Jet.NotReal(u.Length)
        : u[0].Lower > 0 ? Jet.Constant(Interval.Of(above), u.Length)
        : u[0].Upper < 0 ? Jet.Constant(Interval.Of(below), u.Length)
        : Jet.Known(new Interval(below, above), u.Length);

    /// <summary>max(a, b).</summary>
    public static Jet Max(Jet a, Jet b)
    {
        Interval difference = (a - b)[0];
        return difference.IsNotReal ? Jet.NotReal(Math.Min(a.Length, b.Length))
            : difference.Lower >= 0 ? a
            : difference.Upper <= 0 ? b
            : Jet.Known(new Interval(Math.Max(a.Value.Lower, b.Value.Lower), Math.Max(a.Value.Upper, b.Value.Upper)), Math.Min(a.Length, b.Length));
    }

    private static (Jet Sin, Jet Cos) SinCos(Jet u)
    {
        Interval[] s = First(u, IntervalFunctions.Sin(u[0]));
        Interval[] c = First(u, IntervalFunctions.Cos(u[0]));
        for (int k = 1; k < s.Length; k++)
        {
            s[k] = Weighted(u, c, k);
            c[k] = -Weighted(u, s, k);
        }

        return (new Jet(s), new Jet(c));
    }

    private static (Jet Sinh, Jet Cosh) Hyperbolic(Jet u)
    {
        if (!(u[0].Magnitude < LargestHyperbolic))
        {
            Jet above = Exp(u).Times(Interval.Of(0.5));
            Jet below = Exp(-u).Times(Interval.Of(0.5));
            return (above - below, above + below);
        }

        Interval[] s = First(u, IntervalFunctions.Sinh(u[0]));
        Interval[] c = First(u, IntervalFunctions.Cosh(u[0]));
        for (int k = 1; k < s.Length; k++)
        {
            s[k] = Weighted(u, c, k);
            c[k] = Weighted(u, s, k);
        }

        return (new Jet(s), new Jet(c));
    }

    private static Interval[] SigmoidCoefficients(Jet u)
    {
        Interval[] a = First(u, SpecialIntervalFunctions.Sigmoid(u[0]));
        Interval[] b = First(u, SpecialIntervalFunctions.Sigmoid(-u[0]));
        Interval[] slope = new Interval[a.Length];
        for (int k = 1; k < a.Length; k++)
        {
            slope[k - 1] = k == 1 ? SpecialIntervalFunctions.SigmoidSlope(u[0]) : Convolution(a, b, k - 1);
            a[k] = Weighted(u, slope, k);
            b[k] = -a[k];
        }

        return a;
    }

    /// <summary>The function of given values with derivative slope(u) u'.</summary>
    private static Jet Integrate(Jet u, Jet slope, Interval value)
    {
        Jet plain = slope.Plain();
        Interval[] y = First(u, value);
        for (int k = 1; k < y.Length; k++)
        {
            Interval sum = Interval.Zero;
            int last = Math.Min(k, u.Degree);
            for (int j = Math.Max(1, k - plain.Degree); j <= last; j++)
            {
                sum += Interval.Of(j) * u[j] * plain[k - j];
            }

            y[k] = sum / Interval.Of(k);
        }

        return new Jet(y);
    }

    /// <summary>l' = u'/v from the coefficients of v = u, which start with v0.</summary>
    private static void LogarithmicDerivative(Jet u, Interval v0, Interval[] l)
    {
        for (int k = 1; k < l.Length; k++)
        {
            Interval sum = k <= u.Degree ? Interval.Of(k) * u[k] : Interval.Zero;
            for (int j = Math.Max(1, k - u.Degree); j < k; j++)
            {
                sum -= Interval.Of(j) * l[j] * u[k - j];
            }

            l[k] = sum / (v0 * Interval.Of(k));
        }
    }

    private static Interval[] First(Jet u, Interval value)
    {
        Interval[] c = new Interval[u.Length];
        c[0] = value;
        if (value.IsNotReal)
        {
            Array.Fill(c, Interval.NotReal);
        }

        return c;
    }

    /// <summary>(1/k) sum of j u_j s_(k-j): the coefficient of the integral of s u'.</summary>
    private static Interval Weighted(Jet u, Interval[] s, int k)
    {
        Interval sum = Interval.Zero;
        int last = Math.Min(k, u.Degree);
        for (int j = 1; j <= last; j++)
        {
            sum += (j == 1 ? u[1] : Interval.Of(j) * u[j]) * s[k - j];
        }

        return k == 1 ? sum : sum / Interval.Of(k);
    }

    private static Interval Convolution(Interval[] a, Interval[] b, int k)
    {
        Interval sum = Interval.Zero;
        for (int i = 0; i <= k; i++)
        {
            sum += a[i] * b[k - i];
        }

        return sum;
    }

    private static Interval PowerValue(Interval x, Interval a)
    {
        if (a.Lower == a.Upper && a.Lower is 0.5 or -0.5)
        {
            Interval root = IntervalFunctions.Sqrt(x);
            return a.Lower > 0 ? root : Interval.One / root;
        }

        if (x.Lower == 0 && a.Lower > 0)
        {
            return x.Upper == 0 ? Interval.Zero : new Interval(0, IntervalFunctions.Exp(a * IntervalFunctions.Log(Interval.Of(x.Upper))).Upper);
        }

        return x.Upper == 0 ? Interval.Whole : IntervalFunctions.Exp(a * IntervalFunctions.Log(x));
    }
}
