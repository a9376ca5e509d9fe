using System.Numerics;
using Theory.Expressions;
using SpecialFunctions = MathNet.Numerics.SpecialFunctions;

namespace Theory.Enclosures;

/// <summary>Encloses the values of a formula over an interval of z and all real values of its other symbols, by interval arithmetic: never too small, not always the best.</summary>
internal static class FormulaRange
{
    /// <summary>Allowed of error functions: 20 times the error that MathNet states, and that of squares of arguments up to 27.</summary>
    private const double ErrorFunctionMargin = 2e-13;

    private const double SmallestTail = 1e-300;

    /// <summary>Not below log(2).</summary>
    public const double LogTwo = 0.6932;

    /// <summary>The range of a formula over all real z.</summary>
    public static Interval Of(Expr expr) => Of(expr, Interval.Whole);

    /// <summary>The range of a formula over an interval of z.</summary>
    public static Interval Of(Expr expr, Interval z) => expr switch
    {
        Number number => Interval.OfRational(number.Value),
        Pi => IntervalFunctions.Pi,
        Root root => new Interval(root.Low, root.High),
        Symbol symbol => symbol.Equals(Symbol.Z) ? z : Interval.Whole,
        Sum sum => sum.Terms.Select(t => Of(t, z)).Aggregate((a, b) => a + b),
        Product product => z.Lower > 0 && double.IsPositiveInfinity(z.Upper) ? UnboundedRange.Of(product, z)
            : product.Factors.Select(f => Of(f, z)).Aggregate(Interval.OfRational(product.Coefficient), (a, b) => a * b),
        Power power => OfPower(power, z),
        Function function => OfFunction(function.Kind, [.. function.Arguments.Select(a => Of(a, z))]),
        _ => Interval.Whole,
    };

    private static Interval OfPower(Power power, Interval z)
    {
        Interval x = Of(power.Base, z);
        if (power.Exponent is Number { IsInteger: true, Value.Numerator: var n })
        {
            return OfWhole(x, n);
        }

        return power.Exponent is Number { Value: var e } && e.Denominator == 2 ? OfWhole(IntervalFunctions.Sqrt(x), e.Numerator)
            : IntervalFunctions.Exp(Of(power.Exponent, z) * IntervalFunctions.Log(x));
    }

    private static Interval OfWhole(Interval x, BigInteger n) => n.Sign < 0 ? Interval.One / OfInteger(x, -n) : OfInteger(x, n);

    private static Interval OfInteger(Interval x, BigInteger n)
    {
        if (n.IsEven)
        {
            return n == 2 ? x.Square() : OfInteger(x.Square(), n / 2);
        }

        // Odd powers increase.
        return n.IsOne || x.IsNotReal ? x : new Interval(Point(x.Lower).Lower, Point(x.Upper).Upper);

        Interval Point(double end) => Interval.Of(end) * OfInteger(Interval.Of(end), n - 1);
    }

    private static Interval OfFunction(FunctionKind kind, Interval[] x) => kind switch
    {
        _ when x.Any(a => a.IsNotReal) => Interval.NotReal,
        FunctionKind.Exp => IntervalFunctions.Exp(x[0]),
        FunctionKind.Log => IntervalFunctions.Log(x[0]),
        FunctionKind.Abs => new Interval(x[0].Mignitude, x[0].Magnitude),
        FunctionKind.Sign => new Interval(x[0].Lower > 0 ? 1 : -1, x[0].Upper < 0 ? -1 : 1),
        FunctionKind.Step => new Interval(x[0].Lower > 0 ? 1 : 0, x[0].Upper < 0 ? 0 : 1),
        FunctionKind.Max => new Interval(Math.Max(x[0].Lower, x[1].Lower), Math.Max(x[0].Upper, x[1].Upper)),
        FunctionKind.Min => new Interval(Math.Min(x[0].Lower, x[1].Lower), Math.Min(x[0].Upper, x[1].Upper)),
        FunctionKind.Sin => IntervalFunctions.Sin(x[0]),
        FunctionKind.Cos => IntervalFunctions.Cos(x[0]),
        FunctionKind.Tanh => IntervalFunctions.Tanh(x[0]),
        FunctionKind.Sinh => IntervalFunctions.Sinh(x[0]),
        FunctionKind.Cosh => IntervalFunctions.Cosh(x[0]),
        FunctionKind.Sech => Interval.One / IntervalFunctions.Cosh(x[0]),
        FunctionKind.Sigmoid => Interval.One / (Interval.One + IntervalFunctions.Exp(-x[0])),
        FunctionKind.Softplus => Softplus(x[0]),
        FunctionKind.Arcsin => IntervalFunctions.Arcsin(x[0]),
        FunctionKind.Arctan => IntervalFunctions.Arctan(x[0]),
        FunctionKind.Erf => IntervalFunctions.Increasing(x[0], SpecialFunctions.Erf, ErrorFunctionMargin, -1, 1),
        FunctionKind.Erfc => Erfc(x[0]),
        FunctionKind.NormalCdf => Erfc(-x[0] / IntervalFunctions.Sqrt(Interval.Of(2))) / Interval.Of(2),
        FunctionKind.NormalPdf => IntervalFunctions.Exp(-(x[0].Square() / Interval.Of(2))) / IntervalFunctions.Sqrt(Interval.Of(2) * IntervalFunctions.Pi),
        FunctionKind.BivariateNormalCdf => new Interval(0, 1),
        _ => Interval.Whole,
    };

    private static Interval Erfc(Interval x) => IntervalFunctions.Increasing(-x, y => SpecialFunctions.Erfc(-y), ErrorFunctionMargin, 0, 2, SmallestTail);

    /// <summary>log(1 + exp(x)), also where the exponential is beyond doubles.</summary>
    private static Interval Softplus(Interval x)
    {
        Interval direct = IntervalFunctions.Log(Interval.One + IntervalFunctions.Exp(x));
        return new Interval(Math.Max(direct.Lower, Math.Max(x.Lower, 0)), Math.Min(direct.Upper, Interval.AddUp(Math.Max(x.Upper, 0), LogTwo)));
    }
}
