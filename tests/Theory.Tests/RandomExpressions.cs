using Fractions;
using FsCheck;
using FsCheck.Fluent;
using Theory.Expressions;

namespace Theory.Tests;

/// <summary>Random expressions in z and K, built through the factories.</summary>
public static class RandomExpressions
{
    private static readonly FunctionKind[] Smooth =
    [
        .. Enum.GetValues<FunctionKind>().Where(k => FunctionInfo.Of(k).Arity == 1 && k is not (FunctionKind.Sign or FunctionKind.Step or FunctionKind.Gamma)),
    ];

    public static Arbitrary<Expr> Expressions() => Arb.From(Gen.Sized(size => Any(Math.Min(size / 8, 4))), Shrink);

    public static Gen<Fraction> Rationals { get; } =
        from numerator in Gen.Choose(-12, 12)
        from denominator in Gen.Elements(1, 1, 1, 2, 3, 4, 10)
        select new Fraction(numerator, denominator).Reduce();

    private static Gen<Expr> Leaves { get; } = Gen.OneOf(
        Rationals.Select(r => (Expr)r),
        Gen.Elements<Expr>(Symbol.Z, Symbol.Z, Symbol.Z, Symbol.K, Pi.Value, Expr.Sqrt(2), Expr.Sqrt(3)));

    private static Gen<Expr> Any(int depth) => depth <= 0 ? Leaves : Gen.OneOf(
        Leaves,
        from a in Any(depth - 1) from b in Any(depth - 1) select a + b,
        from a in Any(depth - 1) from b in Any(depth - 1) select a - b,
        from a in Any(depth - 1) from b in Any(depth - 1) select a * b,
        from a in Any(depth - 1) from b in Any(depth - 1) select OrElse(() => a / b, a),
        from a in Any(depth - 1)
        from e in Gen.Elements(new Fraction(2), new Fraction(3), new Fraction(1, 2), new Fraction(-1, 2), new Fraction(2, 3), new Fraction(-2))
        select OrElse(() => a.Pow(e), a),
        from a in Any(depth - 1) from b in Any(depth - 2) select OrElse(() => a.Pow(b), a),
        from a in Any(depth - 1) from kind in Gen.Elements(Smooth) select OrElse(() => Function.Of(kind, a), a),
        from a in Any(depth - 1) from kind in Gen.Elements(FunctionKind.Sign, FunctionKind.Step) select Function.Of(kind, a),
        from a in Any(depth - 1)
        from b in Any(depth - 1)
        from kind in Gen.Elements(FunctionKind.Max, FunctionKind.Min)
        select Function.Of(kind, a, b));

    /// <summary>Division by zero, roots and logarithms of negative numbers are refused; the operand stands in.</summary>
    private static Expr OrElse(Func<Expr> build, Expr otherwise)
    {
        try
        {
            return build();
        }
        catch (UserInputException)
        {
            return otherwise;
        }
    }

    private static IEnumerable<Expr> Shrink(Expr expr) => expr.Children;
}
