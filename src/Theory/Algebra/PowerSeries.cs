using Fractions;
using Theory.Expressions;

namespace Theory.Algebra;

/// <summary>A truncated Laurent series in z with exact constant coefficients: z^v (c_0 + c_1 z + …) up to a known precision.</summary>
/// <remarks>Each operation costs as many products of coefficients as the definition says, at most the square of the length.</remarks>
internal sealed partial class PowerSeries
{
    private readonly Expr[] _coefficients;

    private PowerSeries(int valuation, Expr[] coefficients)
    {
        int zeros = 0;
        while (zeros < coefficients.Length && coefficients[zeros].IsZero)
        {
            zeros++;
        }

        Valuation = valuation + zeros;
        _coefficients = coefficients[zeros..];
    }

    /// <summary>The lowest power of z with a coefficient that is not 0; the precision when there is none.</summary>
    public int Valuation { get; }

    /// <summary>The lowest power of z that is not known.</summary>
    public int Precision => Valuation + _coefficients.Length;

    /// <summary>The coefficient of a power below the precision.</summary>
    public Expr this[int power] => power < Valuation ? Expr.Zero : _coefficients[power - Valuation];

    /// <summary>A constant.</summary>
    public static PowerSeries Constant(Expr value, int precision) => Monomial(value, 0, precision);

    /// <summary>c z^n.</summary>
    public static PowerSeries Monomial(Expr c, int n, int precision)
    {
        Expr[] coefficients = new Expr[Math.Max(0, precision - n)];
        Array.Fill(coefficients, Expr.Zero);
        if (coefficients.Length > 0)
        {
            coefficients[0] = c;
        }

        return new PowerSeries(n, coefficients);
    }

    /// <summary>The sum, known as far as both are.</summary>
    public static PowerSeries operator +(PowerSeries a, PowerSeries b)
    {
        int from = Math.Min(a.Valuation, b.Valuation);
        int to = Math.Min(a.Precision, b.Precision);
        Expr[] sum = new Expr[Math.Max(0, to - from)];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = Expansion.ExpandedSum(a[from + i], b[from + i]);
        }

        return new PowerSeries(from, sum);
    }

    /// <summary>The product.</summary>
    public static PowerSeries operator *(PowerSeries a, PowerSeries b)
    {
        Expr[] product = new Expr[Math.Min(a._coefficients.Length, b._coefficients.Length)];
        for (int n = 0; n < product.Length; n++)
        {
            product[n] = Convolution(a._coefficients, b._coefficients, n);
        }

        return new PowerSeries(a.Valuation + b.Valuation, product);
    }

    /// <summary>The series raised to a constant power: n v_0 y_n = sum over k = 1..n of (c k - (n - k)) v_k y_(n-k), y = v^c.</summary>
    /// <exception cref="UserInputException">The result has powers of z that are not integers.</exception>
    public PowerSeries Pow(Fraction c)
    {
        if (_coefficients.Length == 0)
        {
            throw new UserInputException("a power of a function that vanishes at z = 0 to a high order has no series there");
        }

        Fraction valuation = (c * Valuation).Reduce();
        if (!valuation.Denominator.IsOne)
        {
            throw new UserInputException($"the activation behaves like |z|^({valuation}) at z = 0, which is not a power series");
        }

        Expr[] y = new Expr[_coefficients.Length];
        y[0] = Expansion.Expand(Power.Of(_coefficients[0], c));
        Expr reciprocal = 1 / _coefficients[0];
        for (int n = 1; n < y.Length; n++)
        {
            int order = n;
            Expr[] weighted = [.. Enumerable.Range(0, n + 1).Select(k => Scale((c * k) - new Fraction(order - k), _coefficients[k]))];
            weighted[0] = Expr.Zero;
            y[n] = Expansion.Expand(Convolution(weighted, y, n) * reciprocal * new Fraction(1, n));
        }

        return new PowerSeries((int)valuation.Numerator, y);
    }

    /// <summary>The sum over i of a_i b_(n-i): numbers are added at once, the rest is multiplied out in the end.</summary>
    internal static Expr Convolution(ReadOnlySpan<Expr> a, ReadOnlySpan<Expr> b, int n)
    {
        Fraction numbers = Fraction.Zero;
        List<Expr>? others = null;
        for (int i = Math.Max(0, n - b.Length + 1); i <= Math.Min(n, a.Length - 1); i++)
        {
            (Expr x, Expr y) = (a[i], b[n - i]);
            if (x is Number p && y is Number q)
            {
                if (!p.Value.IsZero && !q.Value.IsZero)
                {
                    numbers = Number.RequireSize((numbers + (p.Value * q.Value)).Reduce());
                }
            }
            else if (!x.IsZero && !y.IsZero)
            {
                (others ??= []).Add(x * y);
            }
        }

        if (others is null)
        {
            return numbers;
        }

        others.Add(numbers);
        return Expansion.Expand(Sum.Of(others));
    }

    private static Expr Scale(Fraction factor, Expr value) => value is Number n ? factor * n.Value : Expansion.Expand(factor * value);

    /// <summary>The coefficients of z^0, z^1, … up to the precision.</summary>
    /// <exception cref="UserInputException">The series has a pole.</exception>
    public Expr[] ToTaylor()
    {
        if (Valuation < 0)
        {
            throw new UserInputException($"the activation has a pole at z = 0, like z^({Valuation}); it must be finite there");
        }

        return [.. Enumerable.Repeat(Expr.Zero, Valuation), .. _coefficients];
    }

    /// <summary>A series without negative powers.</summary>
    private static PowerSeries OfTaylor(Expr[] coefficients) => new(0, coefficients);
}
