using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Tests.Algebra;

public class TaylorExpansionTests
{
    [Theory]
    [InlineData("tanh(z)", "z - z^3/3 + 2*z^5/15")]
    [InlineData("sigmoid(z)", "1/2 + z/4 - z^3/48 + z^5/480")]
    [InlineData("softplus(z)", "log(2) + z/2 + z^2/8 - z^4/192")]
    [InlineData("sech(z)", "1 - z^2/2 + 5*z^4/24")]
    [InlineData("arcsin(z)", "z + z^3/6 + 3*z^5/40")]
    [InlineData("arctan(z)", "z - z^3/3 + z^5/5")]
    [InlineData("erf(z)*sqrt(pi)", "2*z - 2*z^3/3 + z^5/5")]
    [InlineData("log(1 + z)", "z - z^2/2 + z^3/3 - z^4/4 + z^5/5")]
    [InlineData("(1 + z)^(1/2)", "1 + z/2 - z^2/8 + z^3/16 - 5*z^4/128 + 7*z^5/256")]
    [InlineData("sin(z)/z", "1 - z^2/6 + z^4/120")]
    [InlineData("z/(exp(z) - 1)", "1 - z/2 + z^2/12 - z^4/720")]
    [InlineData("(cos(z) - 1)/z^2", "-1/2 + z^2/24 - z^4/720")]
    [InlineData("exp(z + 1)", "exp(1)*(1 + z + z^2/2 + z^3/6 + z^4/24 + z^5/120)")]
    [InlineData("2^z", "1 + log(2)*z + log(2)^2*z^2/2 + log(2)^3*z^3/6 + log(2)^4*z^4/24 + log(2)^5*z^5/120")]
    [InlineData("sqrt(z^2 + z^4)/z", "1 + z^2/2 - z^4/8")]
    public void AtZero_OfKnownFunctions_IsExact(string function, string expected)
    {
        IReadOnlyList<Expr> coefficients = TaylorExpansion.AtZero(Parse(function), 5);

        Expr sum = Sum.Of(coefficients.Select((c, i) => c * Symbol.Z.Pow(i)));
        Assert.Equal(Expr.Zero, Expansion.Expand(sum - Parse(expected)));
    }

    [Theory]
    [InlineData("log(z)")]
    [InlineData("1/z")]
    [InlineData("sqrt(z)")]
    [InlineData("1/(sin(z)^2 + cos(z)^2 - 1)")]
    public void AtZero_WhereThereIsNoPowerSeries_IsAnErrorOfTheUser(string function) =>
        Assert.Throws<UserInputException>(() => TaylorExpansion.AtZero(Parse(function), 4));

    /// <summary>Repeated differentiation is slow and swells, but independent.</summary>
    [Property(MaxTest = 150, Arbitrary = [typeof(AnalyticAtZero)])]
    public void AtZero_OfRandomCompositions_AgreesWithRepeatedDifferentiation(Expr f)
    {
        IReadOnlyList<Expr> coefficients = TaylorExpansion.AtZero(f, 3);

        Expr derivative = f;
        double factorial = 1;
        for (int n = 0; n <= 3; n++)
        {
            double expected = Evaluator.At(derivative, z: 0) / factorial;
            Approximately.Equal(expected, Evaluator.At(coefficients[n]), 1e-7, $"coefficient {n} of {f}", 1e-7);
            derivative = derivative.Derivative(Symbol.Z);
            factorial *= n + 1;
        }
    }

    private static Expr Parse(string text) => ExpressionParser.Parse(text, Symbol.Z);

    /// <summary>Sums, products and compositions whose inner functions stay away from singularities.</summary>
    public static class AnalyticAtZero
    {
        private static readonly FunctionKind[] Entire =
        [
            FunctionKind.Exp, FunctionKind.Sin, FunctionKind.Cos, FunctionKind.Tanh, FunctionKind.Sinh, FunctionKind.Cosh, FunctionKind.Sech,
            FunctionKind.Sigmoid, FunctionKind.Softplus, FunctionKind.Erf, FunctionKind.Erfc, FunctionKind.NormalCdf, FunctionKind.NormalPdf, FunctionKind.Arctan,
        ];

        public static Arbitrary<Expr> Functions() => Arb.From(Any(3));

        private static Gen<Expr> Any(int depth) => depth == 0
            ? Gen.OneOf(Gen.Constant((Expr)Symbol.Z), from a in Gen.Choose(-3, 3) from b in Gen.Choose(1, 4) select (Symbol.Z * new Fractions.Fraction(a, b)) + new Fractions.Fraction(1, b))
            : Gen.OneOf(
                from a in Any(depth - 1) from b in Any(0) select a + b,
                from a in Any(depth - 1) from b in Any(0) select a * b,
                from a in Any(depth - 1) from f in Gen.Elements(Entire) select Function.Of(f, a / 2),
                from a in Any(depth - 1) select 1 / (2 + (a * a)),
                from a in Any(depth - 1) select Expr.Sqrt(1 + (a * a)),
                from a in Any(depth - 1) select Function.Of(FunctionKind.Log, 2 + (a * a)));
    }
}
