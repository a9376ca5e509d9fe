namespace Theory.Expressions;

/// <summary>Multiplying out.</summary>
public static class Expansion
{
    /// <summary>Refuses to multiply out more terms than a person could read or a machine hold.</summary>
    private const int MaximumTerms = 20_000;

    /// <summary>Multiplies out products of sums and positive integer powers of sums, at every level except inside functions.</summary>
    /// <exception cref="UserInputException">The result would have more than 20,000 terms.</exception>
    public static Expr Expand(Expr expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        return expr switch
        {
            Sum sum => Sum.Of(sum.Terms.Select(Expand)),
            Product product => product.Factors.Select(Expand).Aggregate((Expr)product.Coefficient, Multiply),
            Power { Base: Sum, Exponent: Number { IsInteger: true, Value.IsPositive: true } exponent } power =>
                PowerOfSum(Expand(power.Base), (long)exponent.Value.Numerator),
            _ => expr,
        };
    }

    private static Expr PowerOfSum(Expr @base, long exponent)
    {
        Expr result = Expr.One;
        Expr square = @base;
        for (long n = exponent; ; square = Multiply(square, square))
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
            // The product may have formed a new power of a sum, as in (1 + x)^(1/2) * (1 + x)^(1/2).
            Expr product = a * b;
            return product is Sum ? Expand(product) : product;
        }

        IReadOnlyList<Expr> left = a is Sum s ? s.Terms : [a];
        IReadOnlyList<Expr> right = b is Sum t ? t.Terms : [b];
        if ((long)left.Count * right.Count > MaximumTerms)
        {
            throw new UserInputException($"multiplying out would give more than {MaximumTerms} terms; use a smaller exponent");
        }

        return Sum.Of(left.SelectMany(x => right.Select(y => x * y)));
    }
}
