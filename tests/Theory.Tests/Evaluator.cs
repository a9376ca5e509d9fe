using Fractions;
using MathNet.Numerics;
using Theory.Expressions;

namespace Theory.Tests;

/// <summary>Values of expressions in double precision, independent of the library's own evaluation.</summary>
internal static class Evaluator
{
    public static double At(Expr expr, double z = double.NaN, double k = double.NaN) => expr switch
    {
        Number n => Rational(n.Value),
        Pi => Math.PI,
        Symbol { Name: "z" } => z,
        Symbol { Name: "K" } => k,
        Sum sum => sum.Terms.Aggregate(0.0, (total, t) => total + At(t, z, k)),
        Product product => product.Factors.Aggregate(Rational(product.Coefficient), (value, f) => value * At(f, z, k)),
        Power power => PowerOf(power, At(power.Base, z, k), z, k),
        Function f => OfFunction(f.Kind, [.. f.Arguments.Select(a => At(a, z, k))]),
        _ => throw new ArgumentException($"{expr} contains an unknown symbol"),
    };

    /// <summary>Phi with full relative accuracy in both tails.</summary>
    public static double Phi(double x) => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;

    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>P(X &lt; h, Y &lt; k) by Simpson's rule for the integral of phi(x) Phi((k - rho x)/sqrt(1 - rho^2)).</summary>
    private static double Phi2(double h, double k, double rho)
    {
        const int Steps = 4000;
        const double From = -12;
        double width = (h - From) / Steps;
        double F(double x) => Density(x) * Phi((k - (rho * x)) / Math.Sqrt(1 - (rho * rho)));
        return Enumerable.Range(0, Steps + 1).Sum(i => (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * F(From + (i * width))) * width / 3;
    }

    private static double PowerOf(Power power, double @base, double z, double k) =>
        power.Exponent is Number { Value: var e } && e == new Fraction(1, 2) ? Math.Sqrt(@base) : Math.Pow(@base, At(power.Exponent, z, k));

    private static double Rational(Fraction value) => (double)value.Numerator / (double)value.Denominator;

    private static double OfFunction(FunctionKind kind, double[] x) => kind switch
    {
        FunctionKind.Exp => Math.Exp(x[0]),
        FunctionKind.Log => Math.Log(x[0]),
        FunctionKind.Abs => Math.Abs(x[0]),
        FunctionKind.Sign => x[0] > 0 ? 1 : x[0] < 0 ? -1 : 0,
        FunctionKind.Step => x[0] > 0 ? 1 : 0,
        FunctionKind.Max => Math.Max(x[0], x[1]),
        FunctionKind.Min => Math.Min(x[0], x[1]),
        FunctionKind.Erf => SpecialFunctions.Erf(x[0]),
        FunctionKind.Erfc => SpecialFunctions.Erfc(x[0]),
        FunctionKind.NormalCdf => Phi(x[0]),
        FunctionKind.NormalPdf => Density(x[0]),
        FunctionKind.BivariateNormalCdf => Phi2(x[0], x[1], x[2]),
        FunctionKind.Sin => Math.Sin(x[0]),
        FunctionKind.Cos => Math.Cos(x[0]),
        FunctionKind.Tanh => Math.Tanh(x[0]),
        FunctionKind.Sinh => Math.Sinh(x[0]),
        FunctionKind.Cosh => Math.Cosh(x[0]),
        FunctionKind.Sech => 1 / Math.Cosh(x[0]),
        FunctionKind.Sigmoid => 1 / (1 + Math.Exp(-x[0])),
        FunctionKind.Softplus => Math.Log(1 + Math.Exp(x[0])),
        FunctionKind.Gamma => SpecialFunctions.Gamma(x[0]),
        FunctionKind.Arcsin => Math.Asin(x[0]),
        FunctionKind.Arctan => Math.Atan(x[0]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
