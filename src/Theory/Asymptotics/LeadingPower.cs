using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>The leading behaviour c |z|^n of a function towards plus or minus infinity.</summary>
/// <param name="Coefficient">c; 0 when the function falls faster than every power.</param>
/// <param name="Power">n.</param>
internal readonly record struct LeadingPower(Expr Coefficient, int Power)
{
    /// <summary>Moments of higher powers are beyond what can be written.</summary>
    private const int MaximumPower = 300;

    private static readonly LeadingPower Vanishing = new(Expr.Zero, 0);

    /// <summary>True when the function falls faster than every power of z, or is 0.</summary>
    public bool Vanishes => Coefficient.IsZero;

    /// <summary>The behaviour of an expression in z; null when it oscillates, grows faster than powers, or is not known.</summary>
    /// <param name="f">The expression.</param>
    /// <param name="sign">1 for z -> infinity, -1 for z -> -infinity.</param>
    public static LeadingPower? Of(Expr f, int sign)
    {
        if (!f.Contains(Symbol.Z))
        {
            return new LeadingPower(f, 0);
        }

        return f switch
        {
            Symbol => new LeadingPower(sign, 1),
            Sum sum => OfSum(sum, sign),
            Product product => product.Children.Select(c => Of(c, sign)).Aggregate((a, b) => a is { } x && b is { } y
                ? new LeadingPower(Expansion.Expand(x.Coefficient * y.Coefficient), x.Power + y.Power)
                : null),
            Power { Exponent: Number { IsInteger: true, Value: var n } } power => Of(power.Base, sign) is { Vanishes: false } b && n.Numerator >= -MaximumPower && n.Numerator <= MaximumPower
                ? new LeadingPower(Expansion.Expand(b.Coefficient.Pow(n)), b.Power * (int)n.Numerator)
                : n.IsPositive && Of(power.Base, sign) is { Vanishes: true } ? Vanishing : null,
            Power { Exponent: Number { IsInteger: false, Value: var n } } power => Of(power.Base, sign) is { Vanishes: false } b && ConstantValue.Of(b.Coefficient) > 0
                && b.Power * n is { Denominator.IsOne: true } degree && degree.Abs() <= MaximumPower
                ? new LeadingPower(b.Coefficient.Pow(n), (int)degree.Numerator)
                : null,
            Function { Kind: FunctionKind.Log, Arguments: [Expr u] } when OfLogarithm(u, sign) is { } logarithm => logarithm,
            Function { Arguments: [Expr u] } function => Of(u, sign) is { } argument ? OfFunction(function.Kind, argument) : null,
            _ => null,
        };
    }

    /// <summary>A power of |z| that a function does not outgrow, also where it oscillates; infinite when none is known.</summary>
    /// <param name="f">The expression.</param>
    /// <param name="sign">1 for z -> infinity, -1 for z -> -infinity.</param>
    public static double LargestPower(Expr f, int sign)
    {
        if (Of(f, sign) is { } leading)
        {
            return leading.Vanishes ? double.NegativeInfinity : leading.Power;
        }

        double power = f switch
        {
            _ when FormulaRange.Of(f).IsFinite => 0,
            Sum sum => sum.Terms.Max(t => LargestPower(t, sign)),
            Product product => product.Children.Sum(c => LargestPower(c, sign)),
            Power { Exponent: Number { Value: { IsPositive: true } n } } p => n.ToDouble() * LargestPower(p.Base, sign),
            _ => double.PositiveInfinity,
        };
        return double.IsNaN(power) ? double.PositiveInfinity : power;
    }

    private static LeadingPower? OfSum(Sum sum, int sign)
    {
        List<LeadingPower> terms = [];
        foreach (Expr term in (Expansion.TryExpand(sum) as Sum ?? sum).Terms)
        {
            if (Of(term, sign) is not { } leading)
            {
                return null;
            }

            if (!leading.Vanishes)
            {
                terms.Add(leading);
            }
        }

        if (terms.Count == 0)
        {
            return Vanishing;
        }

        int power = terms.Max(t => t.Power);
        Expr coefficient = Expansion.Expand(Sum.Of(terms.Where(t => t.Power == power).Select(t => t.Coefficient)));

        // Where the leading terms cancel, lower terms of the summands decide, which are not known here.
        return coefficient.IsZero ? null : new LeadingPower(coefficient, power);
    }

    /// <summary>That of log u where u is made of exponentials that grow: the largest exponent decides, as in log(exp(z) + exp(-z)); vanishing for log(1 + exp(z)) on the left; null where none grows, or terms may cancel.</summary>
    private static LeadingPower? OfLogarithm(Expr u, int sign)
    {
        switch (u)
        {
            case Function { Kind: FunctionKind.Exp, Arguments: [Expr exponent] }:
                return Of(exponent, sign) is { Vanishes: false, Power: > 0 } grows && ConstantValue.Of(grows.Coefficient) is not null ? grows : null;
            case Power { Exponent: Number { Value.IsPositive: true } n } power:
                return OfLogarithm(power.Base, sign) is { } factor ? factor with { Coefficient = Expansion.Expand(n * factor.Coefficient) } : null;
            case Product { Children: [Number { Value.IsPositive: true }, Expr rest] }:
                return OfLogarithm(rest, sign);
            case Sum sum:
                // Every term is positive, so that the largest is the size of the sum; those that do not grow are smaller.
                LeadingPower? largest = null;
                foreach (Expr term in sum.Terms)
                {
                    bool positive = FormulaRange.Of(term).Lower >= 0;
                    LeadingPower? leading = positive ? OfLogarithm(term, sign) : null;
                    if (!positive || (leading is null && !IsNotExponential(term, sign)))
                    {
                        return null;
                    }

                    largest = leading is not { } a || Value(a) <= 0 ? largest : largest is not { } b || (a.Power, Value(a)).CompareTo((b.Power, Value(b))) > 0 ? a : b;
                }

                // log(1 + u) falls like u where u falls faster than every power.
                return largest ?? (sum.Terms.All(t => t.IsOne || Of(t, sign) is { Vanishes: true }) ? Vanishing : null);
            default:
                return null;
        }

        static double Value(LeadingPower p) => ConstantValue.Of(p.Coefficient)!.Value;
    }

    /// <summary>True for what grows like a power at most.</summary>
    private static bool IsNotExponential(Expr term, int sign) => Of(term, sign) is not null;

    private static LeadingPower? OfFunction(FunctionKind f, LeadingPower u)
    {
        if (u.Vanishes || u.Power < 0)
        {
            return Constant(Function.Of(f, Expr.Zero));
        }

        if (u.Power == 0)
        {
            return f == FunctionKind.Log ? null : Constant(Function.Of(f, u.Coefficient));
        }

        if (ConstantValue.Of(u.Coefficient) is not double direction)
        {
            return null;
        }

        bool up = direction > 0;
        return f switch
        {
            FunctionKind.Tanh or FunctionKind.Erf => new LeadingPower(up ? 1 : -1, 0),
            FunctionKind.Arctan => new LeadingPower((up ? Number.Half : -Number.Half) * Pi.Value, 0),
            FunctionKind.Sigmoid or FunctionKind.NormalCdf => up ? new LeadingPower(Expr.One, 0) : Vanishing,
            FunctionKind.Erfc => up ? Vanishing : new LeadingPower(2, 0),
            FunctionKind.Softplus => up ? u : Vanishing,
            FunctionKind.Sech or FunctionKind.NormalPdf => Vanishing,
            FunctionKind.Exp => up ? null : Vanishing,
            _ => null,
        };

        // A function that has a zero at the limit of its argument falls at an unknown rate.
        static LeadingPower? Constant(Expr value) => value.IsZero ? null : new LeadingPower(value, 0);
    }
}
