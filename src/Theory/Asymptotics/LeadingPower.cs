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
            Function { Arguments: [Expr u] } function => Of(u, sign) is { } argument ? OfFunction(function.Kind, argument) : null,
            _ => null,
        };
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
