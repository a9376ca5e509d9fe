namespace Theory.Expressions;

/// <summary>What parser and printers know of a function: its names.</summary>
/// <param name="Kind">The function.</param>
/// <param name="Name">The name it is printed with.</param>
/// <param name="LatexName">The LaTeX command or operator.</param>
/// <param name="Aliases">Other names the parser accepts.</param>
/// <param name="Symmetry">How f(-x) relates to f(x).</param>
public sealed record FunctionInfo(FunctionKind Kind, string Name, string LatexName, string[] Aliases, Symmetry Symmetry = Symmetry.None)
{
    /// <summary>Every function, in the order of <see cref="FunctionKind"/>.</summary>
    public static IReadOnlyList<FunctionInfo> All { get; } =
    [
        new(FunctionKind.Exp, "exp", @"\exp", []),
        new(FunctionKind.Log, "log", @"\log", ["ln"]),
        new(FunctionKind.Abs, "abs", "", [], Symmetry.Even),
        new(FunctionKind.Sign, "sign", @"\operatorname{sign}", ["sgn"], Symmetry.Odd),
        new(FunctionKind.Step, "step", @"\theta", ["heaviside"]),
        new(FunctionKind.Max, "max", @"\max", []),
        new(FunctionKind.Min, "min", @"\min", []),
        new(FunctionKind.Erf, "erf", @"\operatorname{erf}", [], Symmetry.Odd),
        new(FunctionKind.Erfc, "erfc", @"\operatorname{erfc}", []),
        new(FunctionKind.NormalCdf, "Phi", @"\Phi", ["normcdf"]),
        new(FunctionKind.NormalPdf, "phi", @"\varphi", ["normpdf"], Symmetry.Even),
        new(FunctionKind.BivariateNormalCdf, "Phi2", @"\Phi_2", []),
        new(FunctionKind.Sin, "sin", @"\sin", [], Symmetry.Odd),
        new(FunctionKind.Cos, "cos", @"\cos", [], Symmetry.Even),
        new(FunctionKind.Tanh, "tanh", @"\tanh", [], Symmetry.Odd),
        new(FunctionKind.Sinh, "sinh", @"\sinh", [], Symmetry.Odd),
        new(FunctionKind.Cosh, "cosh", @"\cosh", [], Symmetry.Even),
        new(FunctionKind.Sech, "sech", @"\operatorname{sech}", [], Symmetry.Even),
        new(FunctionKind.Sigmoid, "sigmoid", @"\operatorname{sigmoid}", ["logistic"]),
        new(FunctionKind.Softplus, "softplus", @"\operatorname{softplus}", []),
        new(FunctionKind.Gamma, "gamma", @"\Gamma", []),
        new(FunctionKind.Arcsin, "arcsin", @"\arcsin", ["asin"], Symmetry.Odd),
        new(FunctionKind.Arctan, "arctan", @"\arctan", ["atan"], Symmetry.Odd),
    ];

    /// <summary>The number of arguments.</summary>
    public int Arity => Kind switch
    {
        FunctionKind.Max or FunctionKind.Min => 2,
        FunctionKind.BivariateNormalCdf => 3,
        _ => 1,
    };

    /// <summary>The entry of a function.</summary>
    public static FunctionInfo Of(FunctionKind kind) => All[(int)kind];
}
