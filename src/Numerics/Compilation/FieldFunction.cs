using System.Numerics;
using Theory.Expressions;
using Theory.Numerics.Compilation.Vectors;
using static Theory.Numerics.SpecialFunctions;

namespace Theory.Numerics.Compilation;

/// <summary>What arithmetic knows of a function of one argument; one row each. Name and symmetry stand in <see cref="FunctionInfo"/>, the derivative in Differentiation.</summary>
/// <param name="Kind">The function.</param>
/// <param name="Scalar">A static method.</param>
/// <param name="Vector">The same for a vector; null where each element is computed by itself.</param>
/// <param name="Units">A bound of the relative error in units of roundoff, with a margin over those measured in SpecialFunctions.</param>
internal sealed record FieldFunction(FunctionKind Kind, Func<double, double> Scalar, Func<Vector<double>, Vector<double>>? Vector = null, double Units = 8)
{
    private static readonly FieldFunction[] Rows =
    [
        new(FunctionKind.Exp, Math.Exp, System.Numerics.Vector.Exp),
        new(FunctionKind.Log, Math.Log),
        new(FunctionKind.Abs, Math.Abs, System.Numerics.Vector.Abs),
        new(FunctionKind.Sign, SignOf),
        new(FunctionKind.Step, StepOf),
        new(FunctionKind.Erf, Erf, VectorFunctions.Erf),
        new(FunctionKind.Erfc, Erfc),
        new(FunctionKind.NormalCdf, NormalCdf, VectorFunctions.NormalCdf),
        new(FunctionKind.NormalPdf, NormalPdf, VectorFunctions.NormalPdf),
        new(FunctionKind.Sin, Math.Sin, System.Numerics.Vector.Sin),
        new(FunctionKind.Cos, Math.Cos, System.Numerics.Vector.Cos),
        new(FunctionKind.Tanh, Math.Tanh, VectorFunctions.Tanh),
        new(FunctionKind.Sinh, Math.Sinh),
        new(FunctionKind.Cosh, Math.Cosh),
        new(FunctionKind.Sech, Sech, VectorFunctions.Sech),
        new(FunctionKind.Sigmoid, Sigmoid, VectorFunctions.Sigmoid),
        new(FunctionKind.Softplus, Softplus, VectorFunctions.Softplus),
        new(FunctionKind.Gamma, MathNet.Numerics.SpecialFunctions.Gamma),
        new(FunctionKind.Arcsin, Math.Asin),
        new(FunctionKind.Arctan, Math.Atan),
    ];

    private static readonly Symbol X = new("x");

    private static readonly FieldFunction?[] ByKind = [.. FunctionInfo.All.Select(f => Array.Find(Rows, r => r.Kind == f.Kind))];

    private readonly Lazy<Func<double, double>> _slope = new(() => Kind == FunctionKind.Gamma
        ? x => MathNet.Numerics.SpecialFunctions.Gamma(x) * MathNet.Numerics.SpecialFunctions.DiGamma(x)
        : ExpressionCompiler.Compile(Function.Of(Kind, X).Derivative(X), X));

    /// <summary>f'(x).</summary>
    public Func<double, double> Slope => _slope.Value;

    /// <summary>The row of a function of one argument.</summary>
    public static FieldFunction Of(FunctionKind kind) =>
        ByKind[(int)kind] ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a function of one argument");

    private static double SignOf(double x) => double.IsNaN(x) ? double.NaN : Math.Sign(x);

    private static double StepOf(double x) => double.IsNaN(x) ? double.NaN : x > 0 ? 1 : 0;
}
