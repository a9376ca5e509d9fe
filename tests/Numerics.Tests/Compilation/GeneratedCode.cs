using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Parsing;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>What generated code is tried on, and what it must give.</summary>
internal static class GeneratedCode
{
    private static readonly double[] Kernels = [0.01, 0.1, 0.3, 1, 2.5, 10];

    /// <summary>Every activation of the catalogue, and formulas with conditions of validity, Phi2 and trigonometric functions.</summary>
    public static IReadOnlyList<string> Activations { get; } =
    [
        .. ActivationCatalogue.Entries.Where(e => e.Parameters is not [{ IsPositiveInteger: true }, ..]).Select(e => e.Example),
        "repu:1", "repu:3", "mrepu:1", "mrepu:2", "mrepu:3", "leaky_relu(0.2)",
        "piecewise(z<0, exp(z)-1, z)", "exp(z^2)", "z*Phi(z+1/2)", "z+sin(z)^2",
    ];

    /// <summary>Formulas in z, positive where they must be, that are easy to write wrongly.</summary>
    public static IReadOnlyList<string> Formulas { get; } =
    [
        "1/2", "-1/2", "7", "z/2", "1/3+z", "z-2/3", "2^z", "(1/2)^z", "z^(1/3)", "z^(-1/2)", "z^(-2/3)", "2^(1/3)", "sqrt(3)/2", "sqrt(6)/6", "1/sqrt(2)",
        "sqrt(3*z/(2pi))", "exp(1)", "exp(-z^2)", "exp(z)^2/3", "(z+1)^2/4", "1/(3*(z+1)^3)", "-(z+1)^2", "(-z)^3", "1/(z*(z+2))", "z^z", "(z+1)^(z/2)",
        "sign(z)/3", "sign(z-1)/sign(z+1)", "step(z)/2", "step(z-1)*2/3", "abs(z-2)/2", "max(1/2,z)/3", "min(z,2)/max(1,z)", "10^20*z", "z/10^20", "3000000000*z",
        "z*10^400/(10^400+1)", "erf(z)/2", "erfc(z)^2", "Phi(-z)", "phi(z)^2", "2*phi(z-1/2)", "Phi2(z,1/2,1/3)/2", "1-Phi2(z,1/2,-1/3)", "log(z)", "tanh(z)^2", "sinh(z)/cosh(z)",
        "sech(z)^2", "z*sech(z)", "sigmoid(z)*(1-sigmoid(z))", "softplus(z)^2", "arcsin(z/4)", "arctan(1/z)", "1/(1+exp(-z))", "sin(z)*cos(z)",
    ];

    /// <summary>Where <see cref="Formulas"/> are evaluated.</summary>
    public static IReadOnlyList<double> Points { get; } = [0.3, 1.7];

    /// <summary>The formula of an entry of <see cref="Formulas"/>.</summary>
    public static Expr Parse(string formula) => ExpressionParser.Parse(formula, new Symbol("z"));

    /// <summary>Every value that the functions of an activation must give, with the error that rounding may cause.</summary>
    public static IEnumerable<(Quantity Quantity, double K, BoundedValue Expected)> Values(Derivation derivation) =>
        from quantity in Quantity.All
        let form = derivation[quantity]
        let formula = form.Formula!
        where formula is not null
        from k in Kernels
        where form.ValidBelow is null || k < Constant(form.ValidBelow)
        let value = ExpressionCompiler.Compile(formula, Symbol.K)(k)
        select (quantity, k, new BoundedValue(value, RunningErrorEvaluator.Evaluate(formula, Symbol.K, k).Error));

    /// <summary>Quantities with a condition of validity, and a K that violates it.</summary>
    public static IEnumerable<(Quantity Quantity, double K)> Violations(Derivation derivation) =>
        from quantity in Quantity.All
        where derivation[quantity].ValidBelow is not null
        select (quantity, Constant(derivation[quantity].ValidBelow!));

    /// <summary>chiParallel as in C#.</summary>
    public static string PascalCase(Quantity quantity) => char.ToUpperInvariant(quantity.Key[0]) + quantity.Key[1..];

    /// <summary>chi_parallel as in Python.</summary>
    public static string SnakeCase(Quantity quantity) => quantity.Key switch
    {
        "chiParallel" => "chi_parallel",
        "chiPerp" => "chi_perp",
        _ => quantity.Key,
    };

    public static void AssertClose(BoundedValue expected, double actual, double relative, string what)
    {
        double difference = Math.Abs(actual - expected.Value);
        Assert.True(
            difference <= (relative * Math.Abs(expected.Value)) + expected.Error,
            string.Create(CultureInfo.InvariantCulture, $"{what}: {actual:R} instead of {expected.Value:R}, difference {difference}"));
    }

    private static double Constant(Expr bound) => ExpressionCompiler.Compile(bound, Symbol.K)(1);
}
