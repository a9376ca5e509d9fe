using Theory.Expressions;
using static Theory.Numerics.SpecialFunctions;

namespace Theory.Numerics.Compilation;

/// <summary>The functions of the field in double precision.</summary>
internal static class ScalarFunctions
{
    /// <summary>The static method of a function of one argument.</summary>
    public static Func<double, double> Of(FunctionKind kind) => kind switch
    {
        FunctionKind.Exp => Math.Exp,
        FunctionKind.Log => Math.Log,
        FunctionKind.Abs => Math.Abs,
        FunctionKind.Sign => Sign,
        FunctionKind.Step => Step,
        FunctionKind.Erf => Erf,
        FunctionKind.Erfc => Erfc,
        FunctionKind.NormalCdf => NormalCdf,
        FunctionKind.NormalPdf => NormalPdf,
        FunctionKind.Sin => Math.Sin,
        FunctionKind.Cos => Math.Cos,
        FunctionKind.Tanh => Math.Tanh,
        FunctionKind.Sinh => Math.Sinh,
        FunctionKind.Cosh => Math.Cosh,
        FunctionKind.Sech => Sech,
        FunctionKind.Sigmoid => Sigmoid,
        FunctionKind.Softplus => Softplus,
        FunctionKind.Gamma => MathNet.Numerics.SpecialFunctions.Gamma,
        FunctionKind.Arcsin => Math.Asin,
        FunctionKind.Arctan => Math.Atan,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a function of one argument"),
    };

    private static double Sign(double x) => double.IsNaN(x) ? double.NaN : Math.Sign(x);

    private static double Step(double x) => double.IsNaN(x) ? double.NaN : x > 0 ? 1 : 0;
}
