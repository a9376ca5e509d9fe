using System.Numerics;

namespace Theory.Expressions;

/// <summary>Multiplying out.</summary>
public static class Expansion
{
    /// <summary>Refuses to multiply out more terms than a person could read or a machine hold.</summary>
    private const int MaximumTerms = 10_000;

    /// <summary>The digits of (1 + sqrt(2))^n grow with n although its terms do not.</summary>
    private const int MaximumExponent = 10_000;

    /// <summary>Multiplies out products of sums and positive integer powers of sums, at every level except inside functions.</summary>
    /// <exception cref="UserInputException">The result would have more than 10,000 terms.</exception>
    public static Expr Expand(Expr expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        return expr switch
        {
            Sum sum => Sum.Of(sum.Terms.Select(Expand)),
            Product product => product.Factors.Select(Expand).Aggregate((Expr)product.Coefficient, Multiply),
            Power { Exponent: Number exponent } power when IsExpandable(power) =>
                PowerOfSum(Expand(power.Base), exponent.Value.Numerator),
            _ => expr,
        };
    }

    /// <summary>Multiplies out; null when that is refused.</summary>
    public static Expr? TryExpand(Expr expr) => TryExpand(expr, out _);

    /// <summary>Multiplies out; null, with the reason, when that is refused.</summary>
    internal static Expr? TryExpand(Expr expr, out string? refused)
    {
        (Expr? expanded, refused) = Attempt.At(() => Expand(expr));
        return expanded;
    }

    private static Expr PowerOfSum(Expr @base, BigInteger exponent)
    {
        if (exponent > MaximumExponent)
        {
            throw new UserInputException($"a power of a sum with an exponent above {MaximumExponent} is not multiplied out");
        }

        Expr result = Expr.One;
        Expr square = @base;
        for (int n = (int)exponent; ; square = Multiply(square, square))
        {
            if ((n & 1) == 1)
            {
                result = Multiply(result, square);
            }

            n >>= 1;
            if (n == 0)
            {
                return result;
            }
        }
    }

    private static Expr Multiply(Expr a, Expr b)
    {
        if (a is not Sum && b is not Sum)
        {
            return MultiplyTerms(a, b);
        }

        IReadOnlyList<Expr> left = a is Sum s ? s.Terms : [a];
        IReadOnlyList<Expr> right = b is Sum t ? t.Terms : [b];
        if ((long)left.Count * right.Count > MaximumTerms)
        {
            throw new UserInputException($"multiplying out would give more than {MaximumTerms} terms; use a smaller exponent");
        }

        return Sum.Of(left.SelectMany(x => right.Select(y => MultiplyTerms(x, y))));
    }

    /// <summary>The product may have formed a new power of a sum, as in (1 + x)^(1/2) * (1 + x)^(1/2).</summary>
    private static Expr MultiplyTerms(Expr a, Expr b)
    {
        Expr product = a * b;
        return IsExpandable(product) || (product is Product { Factors: var factors } && factors.Any(IsExpandable)) ? Expand(product) : product;
    }

    private static bool IsExpandable(Expr expr) => expr is Sum or Power { Base: Sum, Exponent: Number { IsInteger: true, Value.IsPositive: true } };

    /// <summary>The expanded sum of two expressions; quick for numbers.</summary>
    internal static Expr ExpandedSum(Expr a, Expr b) => a is Number x && b is Number y ? x.Value + y.Value : Expand(a + b);
}
