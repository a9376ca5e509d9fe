using FsCheck.Xunit;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Parsing;

namespace Theory.Numerics.Tests.Compilation;

public sealed class RunningErrorEvaluatorTests
{
    /// <summary>Formulas that cancel, with accurate values from series.</summary>
    [Theory]
    [InlineData("(1 + K)^2 - 1 - 2*K - K^2", 0)]
    [InlineData("sqrt(1 + K) - 1 - K/2", -1.2499993750003906e-13)]
    [InlineData("exp(K) - 1 - K", 5.000001666667084e-13)]
    [InlineData("1/2 - Phi(-K)", 3.9894228040136617e-7)]
    public void Bound_CoversTheErrorOfCancellingFormulas(string formula, double exact)
    {
        BoundedValue value = RunningErrorEvaluator.Evaluate(ExpressionParser.Parse(formula, Symbol.K), Symbol.K, 1e-6);
        Assert.True(Math.Abs(value.Value - exact) <= value.Error, $"{value} against {exact}");
        Assert.True(value.Error < 1e-13, "the bound is not absurd");
        Assert.True(exact == 0 || value.RelativeError > 1e-12, "the bound shows the cancellation");
    }

    [Property(MaxTest = 200)]
    public void Bound_CoversTheErrorOfPolynomials_AgainstExactArithmetic(sbyte[] coefficients, ushort point)
    {
        double k = (point + 1) / 4096.0;
        Expr exact = Expr.Zero;
        Expr formula = Expr.Zero;
        for (int i = 0; i < coefficients.Length; i++)
        {
            formula += new Fractions.Fraction(coefficients[i], 7) * Symbol.K.Pow(i);
            exact += new Fractions.Fraction(coefficients[i], 7) * Fractions.Fraction.Pow(new Fractions.Fraction(point + 1, 4096), i);
        }

        BoundedValue value = RunningErrorEvaluator.Evaluate(formula, Symbol.K, k);
        double expected = ((Number)exact).Value.ToNearestDouble();
        Assert.True(Math.Abs(value.Value - expected) <= value.Error + (1.2e-16 * Math.Abs(expected)), $"{formula} at {k}: {value} against {expected}");
    }
}
