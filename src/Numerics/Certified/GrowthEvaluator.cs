using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>Bounds a formula and its derivative for all z beyond A, by the rules of differentiation with magnitudes in place of values.</summary>
internal sealed class GrowthEvaluator
{
    private readonly JetEvaluator _ranges;
    private readonly Dictionary<Expr, (Growth Value, Growth Slope)> _known = [];

    /// <summary>Bounds for z >= A, A >= 1.</summary>
    public GrowthEvaluator(double A) => _ranges = new JetEvaluator(Jet.Known(new Interval(A, double.PositiveInfinity), 1));

    /// <summary>Bounds of |f| and |f'|.</summary>
    public (Growth Value, Growth Slope) Evaluate(Expr expr)
    {
        if (!_known.TryGetValue(expr, out (Growth Value, Growth Slope) bound))
        {
            bound = Compute(expr);
            Interval range = Range(expr);
            if (range.IsNotReal)
            {
                bound = (Growth.Unbounded, Growth.Unbounded);
            }
            else if (range.IsFinite)
            {
                bound = (Growth.Of(range.Magnitude), bound.Slope);
            }

            _known[expr] = bound;
        }

        return bound;
    }

    private Interval Range(Expr expr) => _ranges.Evaluate(expr).Value;

    private (Growth Value, Growth Slope) Compute(Expr expr)
    {
        switch (expr)
        {
            case Symbol symbol when symbol.Equals(Symbol.Z):
                return (Growth.OfZ, Growth.One);
            case var constant when constant.IsConstant:
                return (Growth.Of(Range(constant).Magnitude), Growth.Zero);
            case Sum sum:
                return sum.Terms.Select(Evaluate).Aggregate((a, b) => (a.Value + b.Value, a.Slope + b.Slope));
            case Product product:
                return product.Children.Select(Evaluate).Aggregate(Product);
            case Power power:
                return OfPower(power);
            case Function function:
                return OfFunction(function);
            default:
                return (Growth.Unbounded, Growth.Unbounded);
        }
    }

    private static (Growth Value, Growth Slope) Product((Growth Value, Growth Slope) a, (Growth Value, Growth Slope) b) =>
        (a.Value * b.Value, (a.Slope * b.Value) + (a.Value * b.Slope));

    private (Growth Value, Growth Slope) OfPower(Power power)
    {
        if (!power.Exponent.IsConstant)
        {
            // u^v = exp(v log u).
            Expr exponent = power.Exponent * Function.Of(FunctionKind.Log, power.Base);
            return OfExp(exponent, Range(power).Upper);
        }

        if (power.Exponent is Number { Value: { IsNegative: true } n } && LogisticForms.LogisticArgument(power.Base) is Expr u)
        {
            // (1 + exp(u))^-n = sigmoid(-u)^n.
            Growth range = Growth.Of(Range(power).Magnitude);
            return (range, Growth.Of((-n).ToNearestDouble()) * range * Evaluate(u).Slope);
        }

        (Growth value, Growth slope) = Evaluate(power.Base);
        Interval a = JetEvaluator.Constant(power.Exponent);
        Growth smallest = Growth.Of(1 / Range(power.Base).Mignitude);
        Growth Raise(Interval e) => e.Lower > 0 ? (e.Lower == e.Upper ? value.Pow(e.Upper) : value.Pow(e.Upper) + value.Pow(e.Lower))
            : e.Upper < 0 ? smallest.Pow(-e.Lower) + smallest.Pow(-e.Upper)
            : e.IsZero ? Growth.One : Growth.Unbounded;
        return (Raise(a), Growth.Of(a.Magnitude) * Raise(a - Interval.One) * slope);
    }

    private (Growth Value, Growth Slope) OfExp(Expr exponent, double upper)
    {
        Growth value = double.IsFinite(upper) ? Growth.Of(upper) : Exponential(exponent);
        return (value, value * Evaluate(exponent).Slope);
    }

    /// <summary>e^u from the coefficients of a polynomial u of degree 2, else from a bound of |u|.</summary>
    private Growth Exponential(Expr u)
    {
        Growth product = Growth.One;
        foreach (Expr term in u is Sum sum ? sum.Terms : [u])
        {
            // Terms that are bounded above cost a factor, others what they grow by.
            Interval range = Range(term);
            product *= range.Upper < double.PositiveInfinity ? new Growth(Math.Max(range.Upper, 0)) : Evaluate(term).Value.Exp();
        }

        return product;
    }

    private (Growth Value, Growth Slope) OfFunction(Function function)
    {
        Expr? exponent = LogisticForms.SoftplusArgument(function);
        Expr argument = exponent ?? function.Arguments[0];
        (Growth value, Growth slope) = Evaluate(argument);
        Interval range = Range(argument);
        switch (exponent is null ? function.Kind : FunctionKind.Softplus)
        {
            case FunctionKind.Exp:
                return OfExp(argument, Range(function).Upper);
            case FunctionKind.Sinh or FunctionKind.Cosh:
                Growth both = value.Exp();
                return (both, both * slope);
            case FunctionKind.Log:
                Growth smallest = Growth.Of(1 / range.Mignitude);
                return (value.LogOnePlus() + smallest.LogOnePlus(), smallest * slope);
            case FunctionKind.Softplus:
                return (value + Growth.One, Growth.Of(SpecialIntervalFunctions.Sigmoid(range).Upper) * slope);
            case FunctionKind.Abs:
                return (value, slope);
            case FunctionKind.Tanh or FunctionKind.Erf or FunctionKind.Erfc or FunctionKind.NormalCdf or FunctionKind.NormalPdf or FunctionKind.Sin
                or FunctionKind.Cos or FunctionKind.Sech or FunctionKind.Sigmoid or FunctionKind.Arctan:
                // Bounded functions, whose range is known: only 2/sqrt(pi) of the derivative of erf exceeds 1.
                return (Growth.Of(Range(function).Magnitude), Growth.Of(1.2) * slope);
            default:
                // Of max, sign and their like no derivative is claimed.
                return (Growth.Of(Range(function).Magnitude), Growth.Unbounded);
        }
    }
}
