using System.Globalization;
using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Parsing;

/// <summary>A function that is written with others: <c>log1p(x)</c> is log(1 + x), <c>clip(x, a, b)</c> is max(a, min(b, x)).</summary>
/// <param name="Names">The names it is called by.</param>
/// <param name="Parameters">For each argument the names by which it can be given; a question mark at the end of the first makes it optional.</param>
/// <param name="Build">Its meaning; null stands for an argument that is not given.</param>
internal sealed record DerivedFunction(string[] Names, string[][] Parameters, Func<Expr?[], Expr> Build)
{
    private static readonly string[][] OfOne = [["x", "input"]];
    private static readonly string[][] OfTwo = [["x", "input"], ["y", "other", "exponent"]];

    private static readonly Lazy<Dictionary<string, DerivedFunction>> ByName =
        new(() => All().SelectMany(f => f.Names.Select(n => (n, f))).ToDictionary(p => p.n, p => p.f));

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> AllNames => ByName.Value.Keys;

    /// <summary>The function of a name, or null.</summary>
    public static DerivedFunction? Find(string name) => ByName.Value.GetValueOrDefault(name);

    /// <summary>How many arguments must be given.</summary>
    public int Required => Parameters.Count(p => !p[0].EndsWith('?'));

    private static IEnumerable<DerivedFunction> All() =>
    [
        Of("log1p log1pf", x => Log(1 + x)),
        Of("expm1 expm1f", x => Exp(x) - 1),
        Of("log2", x => Log(x) / Log(2)),
        Of("log10", x => Log(x) / Log(10)),
        Of("exp2", x => Power.Of(2, x)),
        Of("asinh arcsinh arsinh", x => Log(x + Expr.Sqrt((x * x) + 1))),
        Of("acosh arccosh arcosh", x => Log(Within("acosh", x, 1, double.PositiveInfinity, "acosh(1 + z^2)") + Expr.Sqrt((x * x) - 1))),
        Of("atanh arctanh artanh", x => Log((1 + Within("atanh", x, -1, 1, "atanh(z/(1 + abs(z)))")) / (1 - x)) / 2),
        Of("acos arccos", x => (Pi.Value / 2) - Function.Of(FunctionKind.Arcsin, Within("acos", x, -1, 1, "acos(z/(1 + abs(z)))"))),
        Of("tan", x => Function.Of(FunctionKind.Sin, Within("tan", x, -Math.PI / 2, Math.PI / 2, "tan(tanh(z))")) / Function.Of(FunctionKind.Cos, x)),
        Of("coth", x => 1 / Function.Of(FunctionKind.Tanh, x)),
        Of("csch", x => 1 / Function.Of(FunctionKind.Sinh, x)),
        Of("sinc", x => Function.Of(FunctionKind.Sin, Pi.Value * x) / (Pi.Value * x)),
        Of("cbrt", x => Function.Of(FunctionKind.Sign, x) * Power.Of(Function.Of(FunctionKind.Abs, x), (Expr)1 / 3)),
        Of("square", x => x * x),
        Of("sqrt sqrtf", Expr.Sqrt),
        Of("rsqrt", x => 1 / Expr.Sqrt(x)),
        Of("reciprocal", x => 1 / x),
        Of("negative neg", x => -x),
        Of("positive asarray array tensor as_tensor Tensor float float32 float64 double", x => x),
        Of("zeros_like zeros", _ => Expr.Zero),
        Of("ones_like ones", _ => Expr.One),
        new(["full_like"], [["x", "input", "a"], ["fill_value"]], a => a[1]!),
        Of("fabs fabsf absolute", x => Function.Of(FunctionKind.Abs, x)),
        Of("ndtr cdf pnorm", x => Function.Of(FunctionKind.NormalCdf, x)),
        Of("log_ndtr", x => Log(Function.Of(FunctionKind.NormalCdf, x))),
        Of("pdf dnorm", x => Function.Of(FunctionKind.NormalPdf, x)),
        Of("logit", x => Log(Within("logit", x, 0, 1, "logit(sigmoid(z))") / (1 - x))),
        Of("rect unitbox", x => Function.Of(FunctionKind.Step, Number.Half - Function.Of(FunctionKind.Abs, x))),
        Of("tri unittriangle", x => Function.Of(FunctionKind.Max, Expr.Zero, 1 - Function.Of(FunctionKind.Abs, x))),
        Of("expit plogis sigmoid_fast logisticsigmoid", x => Function.Of(FunctionKind.Sigmoid, x)),
        Of("tanh_fast tanhf", x => Function.Of(FunctionKind.Tanh, x)),
        Of("expf", Exp),
        Of("logf", Log),
        Of("erff", x => Function.Of(FunctionKind.Erf, x)),
        Of("sinf", x => Function.Of(FunctionKind.Sin, x)),
        Of("cosf", x => Function.Of(FunctionKind.Cos, x)),
        Of("atanf", x => Function.Of(FunctionKind.Arctan, x)),
        Of("floor", Jumps.Floor),
        Of("ceil", Jumps.Ceiling),
        Of("round rint around", Jumps.Round),
        Of("trunc fix", Jumps.Truncate),
        new(["mod", "remainder"], OfTwo, a => Jumps.Remainder(a[0]!, a[1]!)),
        new(["pow", "powf", "power", "float_power"], OfTwo, a => Power.Of(a[0]!, a[1]!)),
        new(["add"], OfTwo, a => a[0]! + a[1]!),
        new(["subtract", "sub"], OfTwo, a => a[0]! - a[1]!),
        new(["multiply", "mul"], OfTwo, a => a[0]! * a[1]!),
        new(["divide", "div", "true_divide"], OfTwo, a => a[0]! / a[1]!),
        new(["copysign"], OfTwo, a => Function.Of(FunctionKind.Abs, a[0]!) * Function.Of(FunctionKind.Sign, a[1]!)),
        new(["hypot"], OfTwo, a => Expr.Sqrt((a[0]! * a[0]!) + (a[1]! * a[1]!))),
        new(["logaddexp"], OfTwo, a => LogAddExp(a[0]!, a[1]!)),
        new(["atan2", "arctan2"], OfTwo, a => Positivity.IsPositive(a[1]!)
            ? Function.Of(FunctionKind.Arctan, a[0]! / a[1]!)
            : throw new UserInputException("atan2(y, x) is read where x is certainly positive; write atan(y/x)")),
        new(["maximum", "fmax", "fmaxf", "pmax"], OfTwo, a => Function.Of(FunctionKind.Max, a[0]!, a[1]!)),
        new(["minimum", "fmin", "fminf", "pmin"], OfTwo, a => Function.Of(FunctionKind.Min, a[0]!, a[1]!)),
        new(["heaviside", "unitstep", "heavisidetheta"], [["x", "input"], ["h0?", "values", "x2"]], a => Heaviside(a[0]!, a[1] ?? Expr.Zero)),
        new(["clip", "clamp", "clip_by_value"],
            [["x", "input", "t"], ["min?", "a_min", "clip_value_min", "min_val", "x_min"], ["max?", "a_max", "clip_value_max", "max_val", "x_max"]], Clip),
        new(["where", "ifelse", "iif", "if"], [["condition"], ["x"], ["y"]], a => Conditions.Choose(Conditions.Required("where", a[0]!), a[1]!, a[2]!)),
        new(["logical_and"], OfTwo, a => Conditions.Required("logical_and", a[0]!) * Conditions.Required("logical_and", a[1]!)),
        new(["logical_or"], OfTwo, a => Conditions.Either(Conditions.Required("logical_or", a[0]!), Conditions.Required("logical_or", a[1]!))),
        new(["logical_not"], OfOne, a => 1 - Conditions.Required("logical_not", a[0]!)),
        Comparison("greater gt", ">"),
        Comparison("less lt", "<"),
        Comparison("greater_equal ge", ">="),
        Comparison("less_equal le", "<="),
    ];

    private static DerivedFunction Of(string names, Func<Expr, Expr> build) => new(names.Split(' '), OfOne, a => build(a[0]!));

    private static DerivedFunction Comparison(string names, string op) => new(names.Split(' '), OfTwo, a => Conditions.Compare(a[0]!, op, a[1]!));

    private static Expr Exp(Expr x) => Function.Of(FunctionKind.Exp, x);

    private static Expr Log(Expr x) => Function.Of(FunctionKind.Log, x);

    private static Expr Clip(Expr?[] a)
    {
        Require.That(a[1] is not null || a[2] is not null, $"clip needs a bound, as in clip(x, -1, 1)");
        Expr clipped = a[2] is Expr high ? Function.Of(FunctionKind.Min, a[0]!, high) : a[0]!;
        return a[1] is Expr low ? Function.Of(FunctionKind.Max, clipped, low) : clipped;
    }

    private static Expr LogAddExp(Expr a, Expr b) =>
        a.IsZero ? Function.Of(FunctionKind.Softplus, b)
        : b.IsZero ? Function.Of(FunctionKind.Softplus, a)
        : a + Function.Of(FunctionKind.Softplus, b - a);

    /// <summary>0 for x &lt; 0, 1 for x &gt; 0, and h0 between.</summary>
    private static Expr Heaviside(Expr x, Expr h0) =>
        ((1 - h0) * Function.Of(FunctionKind.Step, x)) + (h0 * (1 - Function.Of(FunctionKind.Step, -x)));

    /// <summary>Refuses an argument that certainly leaves the domain; what cannot be decided here is found when it is evaluated.</summary>
    private static Expr Within(string name, Expr x, double from, double to, string example)
    {
        Interval range = FormulaRange.Of(x);
        bool leaves = ConstantValue.Of(x) is double value ? value < from || value > to : IsPolynomialOfOddDegree(x) || (IsPolynomial(x) && (double.IsFinite(to) || range.Upper < from));
        return leaves
            ? throw new UserInputException($"{name}({x}) is not defined on the whole line, only for arguments between {Written(from)} and {Written(to)}; bound its argument, as in {example}")
            : x;
    }

    private static string Written(double bound) => double.IsPositiveInfinity(bound) ? "infinity"
        : Math.Abs(bound) == Math.PI / 2 ? (bound < 0 ? "-pi/2" : "pi/2")
        : bound.ToString(CultureInfo.InvariantCulture);

    private static bool IsPolynomial(Expr x) => !x.IsConstant && DegreeOf(x) is > 0;

    private static bool IsPolynomialOfOddDegree(Expr x) => !x.IsConstant && DegreeOf(x) is int degree && degree % 2 == 1;

    /// <summary>The degree of a polynomial as it is written; null for anything else.</summary>
    private static int? DegreeOf(Expr x) => x switch
    {
        _ when x.IsConstant => 0,
        Symbol => 1,
        Sum sum => sum.Terms.Select(DegreeOf).Aggregate((int?)0, (a, b) => a is int p && b is int q ? Math.Max(p, q) : null),
        Product product => product.Factors.Select(DegreeOf).Aggregate((int?)0, (a, b) => a + b),
        Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } e } power => DegreeOf(power.Base) * (int)e.Value.Numerator,
        _ => null,
    };
}
