using System.Globalization;
using Fractions;

namespace Theory.Numerics.Design.Search;

/// <summary>An activation of the search: a line of slope a for z &lt; -1, a polynomial P with P(0) = 0, P'(0) = 1 beyond.</summary>
public sealed class PiecewiseUnit
{
    private readonly Fraction[] _right;
    private readonly double[] _rightValues;
    private readonly double[] _leftValues;

    private PiecewiseUnit(IReadOnlyList<Fraction> coefficients, Fraction slope, Fraction[] right)
    {
        (Coefficients, LeftSlope, _right) = (coefficients, slope, right);
        _rightValues = [.. right.Select(c => c.ToDouble())];
        Fraction atKink = Value(right, new Fraction(-1));
        LeftValue = atKink;
        _leftValues = [(atKink + slope).ToDouble(), slope.ToDouble()];
    }

    /// <summary>r_1 … r_q.</summary>
    public IReadOnlyList<Fraction> Coefficients { get; }

    /// <summary>a.</summary>
    public Fraction LeftSlope { get; }

    /// <summary>s(-1).</summary>
    public Fraction LeftValue { get; }

    /// <summary>The coefficients of P, from that of z^0 on.</summary>
    public IReadOnlyList<Fraction> Right => _right;

    /// <summary>The degree of P.</summary>
    public int Degree => Array.FindLastIndex(_right, c => !c.IsZero);

    /// <summary>a1 = s'''(0) + (3/4) s''(0)^2, with s'(0) = 1.</summary>
    public Fraction A1 => (Coefficient(3) * 6) + (new Fraction(3) * Coefficient(2) * Coefficient(2));

    /// <summary>The unit as a formula in z.</summary>
    public string Formula => string.Create(CultureInfo.InvariantCulture, $"piecewise(z < -1, {Line()}, {Polynomial()})");

    /// <summary>The unit with given coefficients.</summary>
    /// <param name="smoothness">m.</param>
    /// <param name="coefficients">r_1 … r_q.</param>
    /// <param name="slope">a.</param>
    public static PiecewiseUnit Of(int smoothness, IReadOnlyList<Fraction> coefficients, Fraction slope)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        Fraction[] derivative = [Fraction.One, .. coefficients];
        for (int i = 0; i < smoothness; i++)
        {
            // times 1 + z
            derivative = [.. Enumerable.Range(0, derivative.Length + 1).Select(n => (n < derivative.Length ? derivative[n] : Fraction.Zero) + (n > 0 ? derivative[n - 1] : Fraction.Zero))];
        }

        Fraction[] scaled = [.. derivative.Select((c, n) => ((Fraction.One - slope) * c) + (n == 0 ? slope : Fraction.Zero))];
        return new PiecewiseUnit(coefficients, slope, [Fraction.Zero, .. scaled.Select((c, n) => c / new Fraction(n + 1))]);
    }

    /// <summary>g = &lt;s^2&gt; and m4 = &lt;s^4&gt; at a kernel.</summary>
    public (double G, double M4) Moments(double K)
    {
        double[] square = Times(_rightValues, _rightValues), left = Times(_leftValues, _leftValues);
        double[] fourth = Times(square, square), leftFourth = Times(left, left);
        double deviation = Math.Sqrt(K);
        double kink = -1 / deviation;
        double[] right = new double[fourth.Length], all = new double[fourth.Length];
        double density = Math.Exp(-kink * kink / 2) / Math.Sqrt(2 * Math.PI);
        double power = density;
        for (int n = 0; n < right.Length; n++)
        {
            // I_n = int_a^inf x^n phi = a^(n-1) phi(a) + (n-1) I_(n-2)
            right[n] = n == 0 ? MathNet.Numerics.SpecialFunctions.Erfc(kink / Math.Sqrt(2)) / 2 : n == 1 ? density : power + ((n - 1) * right[n - 2]);
            all[n] = n == 0 ? 1 : n == 1 ? 0 : (n - 1) * all[n - 2];
            power = n == 0 ? density : power * kink;
        }

        return (Mean(square, left), Mean(fourth, leftFourth));

        double Mean(double[] onRight, double[] onLeft)
        {
            double sum = 0, scale = 1;
            for (int n = 0; n < onRight.Length; n++, scale *= deviation)
            {
                sum += scale * ((onRight[n] * right[n]) + (n < onLeft.Length ? onLeft[n] * (all[n] - right[n]) : 0));
            }

            return sum;
        }
    }

    /// <summary>The smallest K > 0 with g(K) = K, up to which K* = 0 attracts at C_W = 1; infinity where there is none below a thousand squared distances of the kink.</summary>
    public double Basin()
    {
        const double Largest = 1e3;
        const double Factor = 1.15;
        double before = 1e-3;
        if (Excess(before) > 0)
        {
            return 0;
        }

        for (double K = before * Factor; K < Largest; K *= Factor)
        {
            if (Excess(K) > 0)
            {
                double low = before, high = K;
                while (high - low > 1e-13 * high)
                {
                    double middle = (low + high) / 2;
                    (low, high) = Excess(middle) > 0 ? (low, middle) : (middle, high);
                }

                return low;
            }

            before = K;
        }

        return double.PositiveInfinity;

        double Excess(double K) => (Moments(K).G / K) - 1;
    }

    /// <summary>V/K^2 that one layer adds at C_W = 1: (m4 - g^2)/K^2.</summary>
    public double Fluctuation(double K)
    {
        (double g, double m4) = Moments(K);
        return (m4 - (g * g)) / K / K;
    }

    private Fraction Coefficient(int n) => n < _right.Length ? _right[n] : Fraction.Zero;

    private static Fraction Value(Fraction[] polynomial, Fraction z) => polynomial.Reverse().Aggregate(Fraction.Zero, (value, c) => (value * z) + c);

    private static double[] Times(double[] a, double[] b)
    {
        double[] product = new double[a.Length + b.Length - 1];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return product;
    }

    private string Line() => LeftSlope.IsZero ? $"{LeftValue}" : $"{LeftValue} + ({LeftSlope})*(z + 1)";

    private string Polynomial() => string.Join(" ", _right.Select((c, n) => (c, n)).Where(t => !t.c.IsZero).Select((t, i) =>
        $"{(t.c.IsNegative ? (i == 0 ? "-" : "- ") : i == 0 ? "" : "+ ")}{Magnitude(t.c.Abs(), t.n)}"));

    private static string Magnitude(Fraction c, int n) => $"{(c == Fraction.One ? "" : c.Denominator.IsOne ? $"{c}*" : $"{c.Numerator}/{c.Denominator}*")}z{(n == 1 ? "" : $"^{n}")}";
}
