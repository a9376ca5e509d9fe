using FsCheck.Xunit;
using Theory.Expressions;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Expressions;

public class DifferentiationTests
{
    public static TheoryData<FunctionKind> Kinds => [.. Enum.GetValues<FunctionKind>().Where(k => k != FunctionKind.Gamma)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Derivative_OfEveryFunction_IsTheLimitOfDifferences(FunctionKind kind)
    {
        Random random = new(17 + (int)kind);
        Expr inner = (Z * Z / 3) + (Z / 5);
        Expr f = Function.Of(kind, [.. new[] { inner, Z - (Z * Z), Z / 4 }.Take(FunctionInfo.Of(kind).Arity)]);
        Expr derivative = f.Derivative(Z);
        for (int i = 0; i < 20; i++)
        {
            double z = 0.1 + (1.2 * random.NextDouble());
            if (kind is FunctionKind.Max or FunctionKind.Min && Math.Abs(z - 0.6) < 0.01)
            {
                continue;
            }

            Approximately.Equal(Slope(x => Evaluator.At(f, z: x), z), Evaluator.At(derivative, z: z), 1e-8, $"{f} at {z}", 1e-9);
        }
    }

    [Fact]
    public void Derivative_OfVariableExponent_UsesTheLogarithm()
    {
        Expr f = (Z + 2).Pow(Z);
        Approximately.Equal(Slope(x => Math.Pow(x + 2, x), 0.7), Evaluator.At(f.Derivative(Z), z: 0.7), 1e-8);
    }

    [Fact]
    public void Derivative_OfConstant_IsZero() => Assert.Equal(Expr.Zero, (K * Pi.Value).Derivative(Z));

    [Fact]
    public void Derivative_OfPolynomial_IsExact() => Assert.Equal((3 * Z.Pow(2)) - 4, ((Z.Pow(3) - (4 * Z)) + 7).Derivative(Z));

    [Fact]
    public void Derivative_OfTanh_HasNoCancellation() =>
        Assert.Equal(Function.Of(FunctionKind.Sech, Z).Pow(2), Function.Of(FunctionKind.Tanh, Z).Derivative(Z));

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 200)]
    public void Derivative_IsLinear(Expr a, Expr b)
    {
        Expr difference = (a + (3 * b)).Derivative(Z) - a.Derivative(Z) - (3 * b.Derivative(Z));
        double scale = Math.Abs(Evaluator.At(a.Derivative(Z), 0.4, 1.5)) + Math.Abs(Evaluator.At(b.Derivative(Z), 0.4, 1.5));
        double value = Evaluator.At(difference, 0.4, 1.5);
        Assert.True(difference.IsZero || !double.IsFinite(scale) || !double.IsFinite(value) || Math.Abs(value) <= 1e-9 * scale, $"{difference}");
    }

    /// <summary>Central difference, extrapolated once.</summary>
    private static double Slope(Func<double, double> f, double x)
    {
        double D(double h) => (f(x + h) - f(x - h)) / (2 * h);
        const double h = 1e-3;
        return ((64 * D(h / 4)) - (20 * D(h / 2)) + D(h)) / 45;
    }
}
