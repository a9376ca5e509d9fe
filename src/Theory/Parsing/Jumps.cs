using System.Globalization;
using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Parsing;

/// <summary>Functions of infinitely many jumps, of arguments that reach finitely many of them.</summary>
internal static class Jumps
{
    private const int MaximumJumps = 100;

    /// <summary>Bounds on the argument are computed in double precision.</summary>
    private const double Margin = 1e-9;

    /// <summary>The largest integer that is not above x: a step at each integer that x reaches.</summary>
    /// <exception cref="UserInputException">It has infinitely many jumps, or more than can be treated.</exception>
    public static Expr Floor(Expr x) => Floor("floor", x, x);

    /// <summary>The smallest integer that is not below x.</summary>
    public static Expr Ceiling(Expr x) => -Floor("ceil", x, -x);

    /// <summary>The nearest integer; halves, which no expectation sees, go up.</summary>
    public static Expr Round(Expr x) => Floor("round", x, x + Number.Half);

    /// <summary>The integer part, towards 0.</summary>
    public static Expr Truncate(Expr x) => Function.Of(FunctionKind.Sign, x) * Floor("trunc", x, Function.Of(FunctionKind.Abs, x));

    /// <summary>What is left of x when the largest multiple of m that is not above it is taken away.</summary>
    public static Expr Remainder(Expr x, Expr m) => m.IsConstant
        ? x - (m * Floor("mod", x, x / m))
        : throw new UserInputException($"the second argument of mod must be a constant, not {m}");

    private static Expr Floor(string name, Expr written, Expr x)
    {
        if (x is Number { Value: var value })
        {
            return new Fractions.Fraction(System.Numerics.BigInteger.DivRem(value.Numerator, value.Denominator, out System.Numerics.BigInteger rest)
                - (rest.Sign < 0 ? 1 : 0));
        }

        Interval range = FormulaRange.Of(x);
        if (!range.IsFinite)
        {
            throw new UserInputException($"{name}({written}) has infinitely many jumps; bound its argument, as in {name}(clip(z, -3, 3))");
        }

        double first = Math.Floor(range.Lower - Margin);
        double last = Math.Floor(range.Upper + Margin);
        if (last - first > MaximumJumps || Math.Abs(first) > int.MaxValue || Math.Abs(last) > int.MaxValue)
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"{name}({written}) has {last - first:G6} jumps; at most {MaximumJumps} are treated"));
        }

        return Sum.Of(Enumerable.Range((int)first + 1, (int)(last - first)).Select(k => 1 - Function.Of(FunctionKind.Step, k - x)).Prepend((int)first));
    }
}
