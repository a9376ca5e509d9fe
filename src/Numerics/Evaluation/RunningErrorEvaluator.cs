using Fractions;
using Theory.Expressions;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Evaluation;

/// <summary>Evaluates an expression together with a bound of the rounding error, which shows where a formula cancels.</summary>
public static class RunningErrorEvaluator
{
    /// <summary>Unit roundoff of doubles.</summary>
    private const double U = 1.0 / (1L << 53);

    /// <summary>Error of a library function in units of roundoff; see SpecialFunctions for the measured errors.</summary>
    private const double FunctionError = 8;

    private static readonly Symbol X = new("x");

    /// <summary>f'(x) of each function of one argument.</summary>
    private static readonly Func<double, double>[] Slopes = [.. FunctionInfo.All.Select(f =>
        f.Kind == FunctionKind.Gamma ? x => MathNet.Numerics.SpecialFunctions.Gamma(x) * MathNet.Numerics.SpecialFunctions.DiGamma(x)
        : f.Arity == 1 ? ExpressionCompiler.Compile(Function.Of(f.Kind, X).Derivative(X), X)
        : _ => double.NaN)];

    /// <summary>The value of an expression in one symbol, whose value is taken as exact.</summary>
    public static BoundedValue Evaluate(Expr expr, Symbol symbol, double value) =>
        Evaluate(expr, new Dictionary<Symbol, double> { [symbol] = value });

    /// <summary>The value of an expression in several symbols, whose values are taken as exact.</summary>
    /// <exception cref="ArgumentException">A symbol has no value.</exception>
    public static BoundedValue Evaluate(Expr expr, IReadOnlyDictionary<Symbol, double> values)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(values);
        return expr switch
        {
            Symbol symbol when values.TryGetValue(symbol, out double value) => new BoundedValue(value, 0),
            Number number => OfNumber(number.Value),
            Pi => new BoundedValue(Math.PI, 1.3e-16),
            Sum sum => OfSum(sum, values),
            Product product => product.Factors.Aggregate(OfNumber(product.Coefficient), (a, f) => Multiply(a, Evaluate(f, values))),
            Power power => OfPower(Evaluate(power.Base, values), Evaluate(power.Exponent, values)),
            Function { Kind: FunctionKind.BivariateNormalCdf } cdf => OfBivariateCdf([.. cdf.Arguments.Select(a => Evaluate(a, values))]),
            Function { Arguments: [Expr argument] } function => OfFunction(function.Kind, Evaluate(argument, values)),
            _ => throw new ArgumentException($"no error bound is known for {expr}", nameof(expr)),
        };
    }

    /// <summary>The value of a constant; NaN when a symbol occurs in it.</summary>
    public static double ValueOf(Expr constant) => Evaluate(constant, Symbol.K, double.NaN).Value;

    private static BoundedValue OfNumber(Fraction number)
    {
        double value = number.ToNearestDouble();
        bool exact = number.Denominator.IsOne && Math.Abs(value) <= 1L << 53;
        return new BoundedValue(value, exact ? 0 : Math.Abs(value) * U);
    }

    private static BoundedValue OfSum(Sum sum, IReadOnlyDictionary<Symbol, double> values)
    {
        double total = 0;
        double error = 0;
        foreach (Expr term in sum.Terms)
        {
            BoundedValue t = Evaluate(term, values);
            total += t.Value;
            error += t.Error + (Math.Abs(total) * U);
        }

        return new BoundedValue(total, error);
    }

    private static BoundedValue Multiply(BoundedValue a, BoundedValue b)
    {
        double product = a.Value * b.Value;
        return new BoundedValue(product, (Math.Abs(a.Value) * b.Error) + (Math.Abs(b.Value) * a.Error) + (Math.Abs(product) * U));
    }

    private static BoundedValue OfPower(BoundedValue x, BoundedValue exponent)
    {
        double power = Math.Pow(x.Value, exponent.Value);
        double propagated = (x.Error == 0 ? 0 : Math.Abs(exponent.Value) * x.RelativeError)
            + (exponent.Error == 0 ? 0 : Math.Abs(Math.Log(Math.Abs(x.Value))) * exponent.Error);
        return new BoundedValue(power, Math.Abs(power) * (propagated + (FunctionError * U)));
    }

    /// <summary>The slopes of Phi2 are at most phi(h), phi(k) and the density 1/(2 pi sqrt(1 - rho^2)).</summary>
    private static BoundedValue OfBivariateCdf(BoundedValue[] x)
    {
        double y = SpecialFunctions.BivariateNormalCdf(x[0].Value, x[1].Value, x[2].Value);
        double density = 1 / (2 * Math.PI * Math.Sqrt(1 - (x[2].Value * x[2].Value)));
        double propagated = (SpecialFunctions.NormalPdf(x[0].Value) * x[0].Error) + (SpecialFunctions.NormalPdf(x[1].Value) * x[1].Error)
            + (x[2].Error == 0 ? 0 : density * x[2].Error);
        return new BoundedValue(y, propagated + ((Math.Abs(y) + 1e-3) * FunctionError * U));
    }

    private static BoundedValue OfFunction(FunctionKind kind, BoundedValue x)
    {
        double y = ScalarFunctions.Of(kind)(x.Value);
        double propagated = x.Error == 0 ? 0 : Math.Abs(Slopes[(int)kind](x.Value)) * x.Error;
        return new BoundedValue(y, propagated + (Math.Abs(y) * FunctionError * U));
    }
}
