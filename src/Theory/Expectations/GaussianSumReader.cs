using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>Reads expressions in z as members of the class whose Gaussian expectations are decidable.</summary>
internal sealed class GaussianSumReader(DerivationBudget budget)
{
    private const int MaximumPower = 300;

    /// <summary>The expression as a sum of terms.</summary>
    /// <exception cref="NoClosedFormException">It is not in the class; the message names the part that is not.</exception>
    public GaussianSum Read(Expr expr) => expr switch
    {
        _ when !expr.Contains(Symbol.Z) => GaussianSum.Constant(expr),
        Symbol => GaussianSum.Of(GaussianTerm.Unit with { Power = 1 }, Expr.One),
        Sum sum => sum.Terms.Select(Read).Aggregate((a, b) => a + b),
        Product product => product.Factors.Select(Read).Aggregate(Multiply).Scale(product.Coefficient),
        Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } n } power when n.Value <= MaximumPower =>
            IntegerPower(power.Base, (int)n.Value.Numerator),
        Function function => ReadFunction(function),
        _ => throw Outside(expr),
    };

    private GaussianSum IntegerPower(Expr @base, int n)
    {
        if (@base.Equals(Symbol.Z))
        {
            return GaussianSum.Of(GaussianTerm.Unit with { Power = n }, Expr.One);
        }

        GaussianSum square = Read(@base);
        GaussianSum result = GaussianSum.Constant(Expr.One);
        for (int rest = n; rest > 0; rest >>= 1)
        {
            result = (rest & 1) == 1 ? Multiply(result, square) : result;
            square = rest > 1 ? Multiply(square, square) : square;
        }

        return result;
    }

    private static GaussianSum ReadFunction(Function function)
    {
        Expr u = function.Arguments[0];
        UnivariatePolynomial? p = UnivariatePolynomial.TryFrom(u, Symbol.Z);
        return (function.Kind, p?.Degree) switch
        {
            (FunctionKind.Exp, 1 or 2) => Exponential(p!),
            (FunctionKind.Sinh, 1) => (Exponential(p!) + Exponential(p!.Scale(-1)).Scale(-1)).Scale(Number.Half),
            (FunctionKind.Cosh, 1) => (Exponential(p!) + Exponential(p!.Scale(-1))).Scale(Number.Half),
            (FunctionKind.Cos, 1) => Oscillation(p!, isSine: false),
            (FunctionKind.Sin, 1) => Oscillation(p!, isSine: true),
            (FunctionKind.NormalPdf, 1) => Exponential((p! * p!).Scale(-Number.Half)).Scale(1 / Expr.Sqrt(2 * Pi.Value)),
            (FunctionKind.NormalCdf, 1) => Cdf(p!),
            (FunctionKind.Erf, 1) => Cdf(p!.Scale(Expr.Sqrt(2))).Scale(2) + GaussianSum.Constant(-1),
            (FunctionKind.Erfc, 1) => Cdf(p!.Scale(-Expr.Sqrt(2))).Scale(2),
            _ => throw Outside(function),
        };
    }

    private GaussianSum Multiply(GaussianSum a, GaussianSum b) => GaussianSum.Multiply(a, b, budget);

    private static GaussianSum Exponential(UnivariatePolynomial exponent) => GaussianSum.Of(
        GaussianTerm.Unit with { Quadratic = exponent[2], Linear = exponent[1] },
        Function.Of(FunctionKind.Exp, exponent[0]));

    /// <summary>cos(wz + t) = cos t cos wz - sin t sin wz, sin(wz + t) = cos t sin wz + sin t cos wz.</summary>
    private static GaussianSum Oscillation(UnivariatePolynomial phase, bool isSine)
    {
        GaussianTerm cosine = GaussianTerm.Unit with { Frequency = phase[1] };
        GaussianTerm sine = cosine with { IsSine = true };
        Expr cosOfShift = Function.Of(FunctionKind.Cos, phase[0]);
        Expr sinOfShift = Function.Of(FunctionKind.Sin, phase[0]);
        return isSine
            ? GaussianSum.Of(sine, cosOfShift) + GaussianSum.Of(cosine, sinOfShift)
            : GaussianSum.Of(cosine, cosOfShift) + GaussianSum.Of(sine, -sinOfShift);
    }

    /// <summary>Phi(u); with falling u as 1 - Phi(-u), so that equal factors look equal.</summary>
    private static GaussianSum Cdf(UnivariatePolynomial argument) => ConstantValue.Of(argument[1]) < 0
        ? GaussianSum.Constant(Expr.One) + Cdf(argument.Scale(-1)).Scale(-1)
        : GaussianSum.Of(
            GaussianTerm.Unit with { Cdfs = new CdfFactor(argument[1], argument[0]).Expression },
            Expr.One);

    private static NoClosedFormException Outside(Expr expr) => new(
        $"{expr} is outside the class with known closed forms (polynomials, exp of a quadratic, sin and cos, and erf or Phi of a linear argument)");
}
