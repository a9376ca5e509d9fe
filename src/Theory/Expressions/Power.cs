using System.Numerics;
using Fractions;

namespace Theory.Expressions;

/// <summary>A power that does not simplify to anything else.</summary>
public sealed class Power : Expr
{
    private Power(Expr @base, Expr exponent)
        : base(HashCode.Combine(6, @base, exponent), [@base, exponent])
    {
        Base = @base;
        Exponent = exponent;
    }

    /// <summary>The base.</summary>
    public Expr Base { get; }

    /// <summary>The exponent.</summary>
    public Expr Exponent { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [Base, Exponent];

    /// <summary>The canonical power; not necessarily a <see cref="Power"/> node.</summary>
    /// <param name="base">The base; real.</param>
    /// <param name="exponent">The exponent. 0^0 is 1, as in polynomials.</param>
    /// <exception cref="UserInputException">Zero to a negative power, a negative number to a power that is not an integer, or a number too large to hold.</exception>
    public static Expr Of(Expr @base, Expr exponent)
    {
        if (exponent.IsZero || @base.IsOne)
        {
            return One;
        }

        if (exponent.IsOne)
        {
            return @base;
        }

        if (@base is Function { Kind: FunctionKind.Exp } exponential)
        {
            return Function.Of(FunctionKind.Exp, exponential.Arguments[0] * exponent);
        }

        if (exponent is Number { Value: var e })
        {
            return OfRational(@base, e);
        }

        return @base is Number { Value.IsPositive: false } number ? OfNonPositive(number, exponent) : new Power(@base, exponent);
    }

    private static Expr OfNonPositive(Number number, Expr exponent) => number.IsZero && (Positivity.IsPositive(exponent) || ConstantValue.Of(exponent) > 0)
        ? Zero
        : throw new UserInputException($"({number})^({exponent}) is not a real number; the base of such a power must be positive");

    private static Expr OfRational(Expr @base, Fraction exponent)
    {
        bool integer = exponent.Denominator.IsOne;
        switch (@base)
        {
            case Number number when integer:
                return IntegerPower(number.Value, exponent);
            case Number number:
                return RationalRoot.Of(number.Value, exponent, (r, e) => new Power(r, e));
            case Power inner when integer:
                return Of(inner.Base, inner.Exponent * exponent);
            case Power inner when Positivity.IsPositive(inner.Base):
                return Of(inner.Base, inner.Exponent * exponent);
            case Power { Exponent: Number { Value: var even } } inner when even.Denominator.IsOne && even.Numerator.IsEven:
                return Of(Function.Of(FunctionKind.Abs, inner.Base), inner.Exponent * exponent);
            case Product product when integer:
                return Product.Of([IntegerPower(product.Coefficient, exponent), .. product.Factors.Select(f => Of(f, exponent))]);
            case Product product:
                return RootOfProduct(product, exponent);
            case Sum sum:
                return PowerOfSum(sum, exponent);
            default:
                return new Power(@base, exponent);
        }
    }

    /// <summary>(2z - 2)^n is 2^n (z - 1)^n, and (1 - z)^n is (-1)^n (z - 1)^n for integer n: one base for all of them.</summary>
    private static Expr PowerOfSum(Sum sum, Fraction exponent)
    {
        (Fraction content, Expr primitive) = sum.Primitive();
        if (content.IsNegative && !exponent.Denominator.IsOne)
        {
            (content, primitive) = (-content, -primitive);
        }

        return content == Fraction.One ? new Power(primitive, exponent) : Product.Of(Of(content, exponent), new Power(primitive, exponent));
    }

    /// <summary>Takes out of a root what is known to be positive.</summary>
    private static Expr RootOfProduct(Product product, Fraction exponent)
    {
        List<Expr> outside = [];
        List<Expr> inside = [];
        Fraction magnitude = product.Coefficient.Abs();
        if (magnitude != Fraction.One)
        {
            outside.Add(Of(magnitude, exponent));
        }

        if (product.Coefficient.IsNegative)
        {
            inside.Add(Number.MinusOne);
        }

        foreach (Expr factor in product.Factors)
        {
            if (Positivity.IsPositive(factor))
            {
                outside.Add(Of(factor, exponent));
            }
            else
            {
                inside.Add(factor);
            }
        }

        if (outside.Count == 0)
        {
            return new Power(product, exponent);
        }

        if (inside.Count > 0)
        {
            outside.Add(Of(Product.Of(inside), exponent));
        }

        return Product.Of(outside);
    }

    private static Expr IntegerPower(Fraction value, Fraction exponent)
    {
        if (value.IsZero && exponent.IsNegative)
        {
            throw new UserInputException("division by zero in an exact number");
        }

        if (value.IsZero || value == Fraction.One)
        {
            return value;
        }

        BigInteger magnitude = BigInteger.Abs(exponent.Numerator);
        long bits = value.Numerator.GetBitLength() + value.Denominator.GetBitLength();
        if (magnitude * bits > Number.MaximumBits)
        {
            throw new UserInputException(
                $"the number ({value})^({exponent}) has more than {Number.MaximumBits} bits; use a smaller exponent or a decimal base with fewer digits");
        }

        return Fraction.Pow(value, (int)exponent.Numerator);
    }

    private protected override bool EqualsSameHash(Expr other) =>
        other is Power p && p.Base.Equals(Base) && p.Exponent.Equals(Exponent);
}
