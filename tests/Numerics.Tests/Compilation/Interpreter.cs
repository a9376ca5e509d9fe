using Theory.Expressions;
using Independent = MathNet.Numerics.SpecialFunctions;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>Evaluates expressions by walking the tree, with textbook definitions of the functions.</summary>
internal static class Interpreter
{
    public static double Evaluate(Expr expr, double z) => expr switch
    {
        Symbol => z,
        Number number => (double)number.Value.Numerator / (double)number.Value.Denominator,
        Pi => 4 * Math.Atan(1),
        Sum sum => sum.Terms.Sum(t => Evaluate(t, z)),
        Product product => product.Children.Aggregate(1.0, (value, f) => value * Evaluate(f, z)),
        Power power => Math.Pow(Evaluate(power.Base, z), Evaluate(power.Exponent, z)),
        Function function => Apply(function.Kind, [.. function.Arguments.Select(a => Evaluate(a, z))]),
        _ => throw new NotSupportedException(expr.ToString()),
    };

    private static double Apply(FunctionKind kind, double[] x) => kind switch
    {
        FunctionKind.Exp => Math.Exp(x[0]),
        FunctionKind.Log => Math.Log(x[0]),
        FunctionKind.Abs => x[0] < 0 ? -x[0] : x[0],
        FunctionKind.Sign => x[0] > 0 ? 1 : x[0] < 0 ? -1 : 0,
        FunctionKind.Step => x[0] > 0 ? 1 : 0,
        FunctionKind.Max => x[0] > x[1] ? x[0] : x[1],
        FunctionKind.Min => x[0] < x[1] ? x[0] : x[1],
        FunctionKind.Erf => Independent.Erf(x[0]),
        FunctionKind.Erfc => Independent.Erfc(x[0]),
        FunctionKind.NormalCdf => Independent.Erfc(-x[0] / Math.Sqrt(2)) / 2,
        FunctionKind.NormalPdf => Math.Exp(-x[0] * x[0] / 2) / Math.Sqrt(2 * Math.PI),
        FunctionKind.Sin => Math.Sin(x[0]),
        FunctionKind.Cos => Math.Cos(x[0]),
        FunctionKind.Tanh => 1 - (2 / (Math.Exp(2 * x[0]) + 1)),
        FunctionKind.Sinh => (Math.Exp(x[0]) - Math.Exp(-x[0])) / 2,
        FunctionKind.Cosh => (Math.Exp(x[0]) + Math.Exp(-x[0])) / 2,
        FunctionKind.Sech => 2 / (Math.Exp(x[0]) + Math.Exp(-x[0])),
        FunctionKind.Sigmoid => 1 / (1 + Math.Exp(-x[0])),
        FunctionKind.Softplus => Math.Log(1 + Math.Exp(x[0])),
        FunctionKind.Gamma => Math.Exp(Independent.GammaLn(x[0])),
        FunctionKind.Arcsin => Math.Atan2(x[0], Math.Sqrt((1 - x[0]) * (1 + x[0]))),
        FunctionKind.Arctan => Math.Atan2(x[0], 1),
        _ => throw new NotSupportedException(kind.ToString()),
    };
}
