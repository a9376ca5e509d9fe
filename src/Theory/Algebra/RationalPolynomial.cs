using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Algebra;

/// <summary>A polynomial with rational coefficients up to a positive factor, whose positive roots are counted and found without rounding.</summary>
public sealed class RationalPolynomial
{
    /// <summary>The coefficients of Sturm sequences grow quickly.</summary>
    private const int MaximumDegree = 60;

    /// <summary>Intervals are halved until their ends agree to so many bits.</summary>
    private const int Bits = 60;

    private readonly BigInteger[] _coefficients;

    private RationalPolynomial(BigInteger[] coefficients) => _coefficients = Primitive(coefficients);

    /// <summary>The degree; -1 for the zero polynomial.</summary>
    public int Degree => _coefficients.Length - 1;

    /// <summary>True for the zero polynomial.</summary>
    public bool IsZero => _coefficients.Length == 0;

    /// <summary>The polynomial with the given coefficients by rising power; null when its degree is too high to decide anything quickly.</summary>
    public static RationalPolynomial? TryOf(IReadOnlyList<Fraction> coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        if (coefficients.Count > MaximumDegree + 1)
        {
            return null;
        }

        BigInteger common = coefficients.Aggregate(BigInteger.One, (lcm, c) => lcm * c.Denominator / BigInteger.GreatestCommonDivisor(lcm, c.Denominator));
        return new RationalPolynomial([.. coefficients.Select(c => c.Numerator * (common / c.Denominator))]);
    }

    /// <summary>The coefficients by rising power of an expression that is a polynomial in a symbol with rational coefficients; null for any other.</summary>
    public static IReadOnlyList<Fraction>? Coefficients(Expr expr, Symbol variable)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(variable);
        return UnivariatePolynomial.TryFrom(expr, variable) is { } polynomial ? Coefficients(polynomial) : null;
    }

    /// <summary>The coefficients by rising power when all are rational, else null.</summary>
    public static IReadOnlyList<Fraction>? Coefficients(UnivariatePolynomial polynomial)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        return polynomial.Coefficients.All(c => c is Number) ? [.. polynomial.Coefficients.Select(c => ((Number)c).Value)] : null;
    }

    /// <summary>The sign of the value at a point.</summary>
    public int SignAt(Dyadic point)
    {
        // Horner's rule on p(n/2^e) 2^(e degree), which is an integer.
        BigInteger value = BigInteger.Zero;
        for (int i = Degree; i >= 0; i--)
        {
            value = (value * point.Numerator) + (_coefficients[i] << (point.Exponent * (Degree - i)));
        }

        return value.Sign;
    }

    /// <summary>The sign close to 0 on the positive side: that of the lowest coefficient.</summary>
    public int SignNearZero => Array.Find(_coefficients, c => !c.IsZero).Sign;

    /// <summary>The sign of this polynomial at a root of another one, decided exactly.</summary>
    public int SignAt(IsolatedRoot root, RationalPolynomial of)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(of);
        if (IsZero)
        {
            return 0;
        }

        RationalPolynomial squareFree = of.SquareFree();
        RationalPolynomial shared = Gcd(this, squareFree);
        if (shared.Degree > 0 && shared.SignAt(root.Low) != shared.SignAt(root.High))
        {
            return 0;
        }

        (Dyadic low, Dyadic high) = (root.Low, root.High);
        int below = squareFree.SignAt(low);
        List<RationalPolynomial> sequence = SquareFree().SturmSequence();
        while (SignAt(low) == 0 || SignAt(high) == 0 || Changes(sequence, low) != Changes(sequence, high))
        {
            Dyadic middle = Middle(squareFree, low, high);
            (low, high) = squareFree.SignAt(middle) == below ? (middle, high) : (low, middle);
        }

        return SignAt(low);
    }

    /// <summary>All distinct positive roots by rising value. There are no others.</summary>
    public IReadOnlyList<IsolatedRoot> PositiveRoots()
    {
        if (Degree < 1)
        {
            return [];
        }

        RationalPolynomial squareFree = SquareFree().WithoutRootAtZero();
        List<RationalPolynomial> sequence = squareFree.SturmSequence();
        List<(Dyadic Low, Dyadic High)> found = [];
        Dyadic bound = new(BigInteger.One << squareFree.BoundBits(), 0);
        Stack<(Dyadic Low, Dyadic High, int Below, int Above)> open = new([(new Dyadic(0, 0), bound, Changes(sequence, new Dyadic(0, 0)), Changes(sequence, bound))]);
        while (open.TryPop(out var interval))
        {
            int count = interval.Below - interval.Above;
            if (count == 0)
            {
                continue;
            }

            if (count == 1)
            {
                found.Add(squareFree.Narrow(interval.Low, interval.High));
                continue;
            }

            Dyadic middle = Middle(squareFree, interval.Low, interval.High);
            int changes = Changes(sequence, middle);
            open.Push((middle, interval.High, changes, interval.Above));
            open.Push((interval.Low, middle, interval.Below, changes));
        }

        return [.. found.Select(r => new IsolatedRoot(r.Low, r.High, r.Low.Numerator.IsZero ? SignNearZero : SignAt(r.Low), SignAt(r.High)))];
    }

    /// <summary>The number of distinct real roots, by Sturm's theorem; the polynomial is not 0.</summary>
    public int CountRealRoots()
    {
        List<RationalPolynomial> sequence = SturmSequence();
        return Changes(atMinusInfinity: true) - Changes(atMinusInfinity: false);

        int Changes(bool atMinusInfinity)
        {
            bool[] negative = [.. sequence.Where(p => !p.IsZero).Select(p => p._coefficients[^1].Sign < 0 != (atMinusInfinity && p.Degree % 2 == 1))];
            return negative.Zip(negative.Skip(1)).Count(pair => pair.First != pair.Second);
        }
    }

    private (Dyadic Low, Dyadic High) Narrow(Dyadic low, Dyadic high)
    {
        int below = SignAt(low);
        while (low.Numerator.IsZero || !low.IsWithin(high, Bits))
        {
            Dyadic middle = Middle(this, low, high);
            (low, high) = SignAt(middle) == below ? (middle, high) : (low, middle);
        }

        return (low, high);
    }

    /// <summary>A point near the middle of an interval that is no root.</summary>
    private static Dyadic Middle(RationalPolynomial polynomial, Dyadic low, Dyadic high)
    {
        for (int bits = 1; ; bits++)
        {
            for (int m = 1; m < 1 << bits; m += 2)
            {
                Dyadic point = Dyadic.Between(low, high, m, bits);
                if (polynomial.SignAt(point) != 0)
                {
                    return point;
                }
            }
        }
    }

    private RationalPolynomial WithoutRootAtZero() => new([.. _coefficients.SkipWhile(c => c.IsZero)]);

    private RationalPolynomial SquareFree()
    {
        RationalPolynomial common = Gcd(this, Derivative());
        return common.Degree < 1 ? this : new RationalPolynomial(Divide(_coefficients, common._coefficients).Quotient);
    }

    private RationalPolynomial Derivative() => new([.. _coefficients.Skip(1).Select((c, i) => c * (i + 1))]);

    private List<RationalPolynomial> SturmSequence()
    {
        List<RationalPolynomial> sequence = [this, Derivative()];
        while (sequence[^1].Degree > 0)
        {
            BigInteger[] rest = Divide(sequence[^2]._coefficients, sequence[^1]._coefficients).Remainder;
            if (rest.Length == 0)
            {
                break;
            }

            sequence.Add(new RationalPolynomial([.. rest.Select(c => -c)]));
        }

        return sequence;
    }

    private static int Changes(List<RationalPolynomial> sequence, Dyadic point)
    {
        (int changes, int before) = (0, 0);
        foreach (RationalPolynomial polynomial in sequence)
        {
            int sign = polynomial.SignAt(point);
            changes += sign * before < 0 ? 1 : 0;
            before = sign == 0 ? before : sign;
        }

        return changes;
    }

    private static RationalPolynomial Gcd(RationalPolynomial a, RationalPolynomial b)
    {
        while (!b.IsZero)
        {
            (a, b) = (b, new RationalPolynomial(Divide(a._coefficients, b._coefficients).Remainder));
        }

        return a;
    }

    /// <summary>Division of a positive multiple of the dividend, so that signs stay.</summary>
    private static (BigInteger[] Quotient, BigInteger[] Remainder) Divide(BigInteger[] dividend, BigInteger[] divisor)
    {
        if (dividend.Length < divisor.Length)
        {
            return ([], dividend);
        }

        BigInteger[] rest = [.. dividend];
        BigInteger[] quotient = new BigInteger[dividend.Length - divisor.Length + 1];
        BigInteger scale = BigInteger.Abs(divisor[^1]);
        for (int top = rest.Length - 1; top >= divisor.Length - 1; top--)
        {
            BigInteger factor = rest[top] * divisor[^1].Sign;
            for (int i = 0; i < quotient.Length; i++)
            {
                quotient[i] *= scale;
            }

            for (int i = 0; i <= top; i++)
            {
                rest[i] *= scale;
            }

            quotient[top - divisor.Length + 1] = factor;
            for (int i = 0; i < divisor.Length; i++)
            {
                rest[top - i] -= factor * divisor[^(i + 1)];
            }
        }

        return (quotient, Trimmed(rest[..(divisor.Length - 1)]));
    }

    /// <summary>All positive roots lie below 2 to this power (Cauchy's bound).</summary>
    private int BoundBits()
    {
        BigInteger largest = _coefficients.Max(BigInteger.Abs);
        return (int)Math.Max(1, largest.GetBitLength() - BigInteger.Abs(_coefficients[^1]).GetBitLength() + 3);
    }

    private static BigInteger[] Primitive(BigInteger[] coefficients)
    {
        BigInteger[] trimmed = Trimmed(coefficients);
        BigInteger content = trimmed.Aggregate(BigInteger.Zero, (a, b) => BigInteger.GreatestCommonDivisor(a, b));
        return content.IsZero || content.IsOne ? trimmed : [.. trimmed.Select(c => c / content)];
    }

    private static BigInteger[] Trimmed(BigInteger[] coefficients)
    {
        int count = coefficients.Length;
        while (count > 0 && coefficients[count - 1].IsZero)
        {
            count--;
        }

        return coefficients[..count];
    }
}
