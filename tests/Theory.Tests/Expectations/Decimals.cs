using System.Numerics;
using Fractions;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Tests.Expectations;

/// <summary>
/// Closed forms in K evaluated with 120 decimals behind the point, which survives the cancellation at small and large K: fixed-point
/// integers, series and continued fractions, and nothing shared with the library but the tree.
/// </summary>
internal static class Decimals
{
    private const int Bits = 420;
    private static readonly BigInteger One = BigInteger.One << Bits;
    private static readonly BigInteger PiValue = 4 * ((4 * ArctanOfReciprocal(5)) - ArctanOfReciprocal(239));

    public static double Evaluate(Expr formula, string k)
    {
        BigInteger value = Of(formula, Round(((Number)ExpressionParser.Parse(k)).Value));
        return new Fraction(value, One).ToNearestDouble();
    }

    private static BigInteger Of(Expr expr, BigInteger k) => expr switch
    {
        Number n => Round(n.Value),
        Pi => PiValue,
        Symbol { Name: "K" } => k,
        Sum sum => sum.Terms.Aggregate(BigInteger.Zero, (total, t) => total + Of(t, k)),
        Product product => product.Factors.OrderByDescending(f => f is Power { Exponent: Number { Value.IsPositive: true } })
            .Aggregate(Round(product.Coefficient), (value, f) => Times(value, Of(f, k))),
        Power { Exponent: Number n } power => OfPower(Of(power.Base, k), n.Value),
        Function { Kind: FunctionKind.NormalCdf } f => Phi(Of(f.Arguments[0], k)),
        Function { Kind: FunctionKind.NormalPdf } f => Density(Of(f.Arguments[0], k)),
        _ => throw new ArgumentException($"{expr} is not expected in a closed form"),
    };

    private static BigInteger Round(Fraction value) => value.Numerator * One / value.Denominator;

    private static BigInteger Times(BigInteger a, BigInteger b) => (a * b) >> Bits;

    private static BigInteger OfPower(BigInteger x, Fraction exponent)
    {
        BigInteger root = exponent.Denominator == 2 ? Sqrt(x * One) : exponent.Denominator.IsOne ? x : throw new ArgumentException($"power {exponent}");
        BigInteger result = One;
        for (BigInteger n = BigInteger.Abs(exponent.Numerator); n > 0; n--)
        {
            result = Times(result, root);
        }

        return exponent.IsNegative ? One * One / result : result;
    }

    private static BigInteger Sqrt(BigInteger n)
    {
        BigInteger x = BigInteger.One << (int)((n.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (x + (n / x)) / 2;
            if (next >= x)
            {
                return x;
            }

            x = next;
        }
    }

    private static BigInteger ArctanOfReciprocal(int n)
    {
        BigInteger sum = BigInteger.Zero;
        BigInteger power = One / n;
        for (int j = 0; !power.IsZero; j++, power /= n * n)
        {
            sum += (j % 2 == 0 ? power : -power) / ((2 * j) + 1);
        }

        return sum;
    }

    /// <summary>exp(-x^2/2)/sqrt(2 pi) by the series at x^2/2 divided by a power of 2.</summary>
    private static BigInteger Density(BigInteger x)
    {
        BigInteger argument = Times(x, x) / 2;
        if (argument > 1000 * One)
        {
            return BigInteger.Zero;
        }

        int halvings = 20;
        BigInteger small = argument >> halvings;
        BigInteger sum = One;
        BigInteger term = One;
        for (int j = 1; !term.IsZero; j++)
        {
            term = Times(term, small) / j;
            sum += term;
        }

        for (; halvings > 0; halvings--)
        {
            sum = Times(sum, sum);
        }

        return One * One / Times(sum, Sqrt(2 * PiValue * One));
    }

    /// <summary>Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3*5) + …), all terms of one sign; 0 or 1 beyond 20 standard deviations.</summary>
    private static BigInteger Phi(BigInteger x)
    {
        if (BigInteger.Abs(x) > 25 * One)
        {
            return x.Sign > 0 ? One : BigInteger.Zero;
        }

        BigInteger sum = x;
        BigInteger term = x;
        BigInteger square = Times(x, x);
        for (int j = 3; BigInteger.Abs(term) > 1; j += 2)
        {
            term = Times(term, square) / j;
            sum += term;
        }

        return (One / 2) + Times(Density(x), sum);
    }
}
