using SpecialFunctions = MathNet.Numerics.SpecialFunctions;

namespace Theory.Expressions;

/// <summary>Double-precision values of constants, to order breakpoints and decide signs.</summary>
internal static class ConstantValue
{
    /// <summary>
    /// The value of an expression built from numbers, pi, powers, elementary and error functions, with the symbol set to
    /// <paramref name="z"/>; null when it contains anything else (another symbol, …) or is not finite.
    /// </summary>
    public static double? Of(Expr expr, double? z = null)
    {
        double value = Evaluate(expr, z);
        return double.IsFinite(value) ? value : null;
    }

    private static double Evaluate(Expr expr, double? z) => expr switch
    {
        Number number => number.Value.ToNearestDouble(),
        Pi => Math.PI,
        Root root => root.Value,
        Symbol symbol when symbol.Equals(Symbol.Z) => z ?? double.NaN,
        Sum sum => sum.Terms.Sum(t => Evaluate(t, z)),
        Product product => product.Factors.Aggregate(product.Coefficient.ToNearestDouble(), (value, f) => value * Evaluate(f, z)),
        Power power => Math.Pow(Evaluate(power.Base, z), Evaluate(power.Exponent, z)),
        Function function => Evaluate(function, [.. function.Arguments.Select(a => Evaluate(a, z))]),
        _ => double.NaN,
    };

    private static double Evaluate(Function function, double[] x) => function.Kind switch
    {
        FunctionKind.Exp => Math.Exp(x[0]),
        FunctionKind.Log => Math.Log(x[0]),
        FunctionKind.Abs => Math.Abs(x[0]),
        FunctionKind.Sign => double.IsNaN(x[0]) ? double.NaN : Math.Sign(x[0]),
        FunctionKind.Step => double.IsNaN(x[0]) ? double.NaN : x[0] > 0 ? 1 : 0,
        FunctionKind.Max => Math.Max(x[0], x[1]),
        FunctionKind.Min => Math.Min(x[0], x[1]),
        FunctionKind.Sin => Math.Sin(x[0]),
        FunctionKind.Cos => Math.Cos(x[0]),
        FunctionKind.Tanh => Math.Tanh(x[0]),
        FunctionKind.Sinh => Math.Sinh(x[0]),
        FunctionKind.Cosh => Math.Cosh(x[0]),
        FunctionKind.Sech => 1 / Math.Cosh(x[0]),
        FunctionKind.Sigmoid => 1 / (1 + Math.Exp(-x[0])),
        FunctionKind.Softplus => Math.Max(x[0], 0) + Math.Log(1 + Math.Exp(-Math.Abs(x[0]))),
        FunctionKind.Arcsin => Math.Asin(x[0]),
        FunctionKind.Arctan => Math.Atan(x[0]),
        FunctionKind.Erf => SpecialFunctions.Erf(x[0]),
        FunctionKind.Erfc => SpecialFunctions.Erfc(x[0]),
        FunctionKind.NormalCdf => SpecialFunctions.Erfc(-x[0] / Math.Sqrt(2)) / 2,
        FunctionKind.NormalPdf => Math.Exp(-x[0] * x[0] / 2) / Math.Sqrt(2 * Math.PI),
        _ => double.NaN,
    };
}
