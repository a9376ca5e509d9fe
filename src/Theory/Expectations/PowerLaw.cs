using Theory.Activations;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// Activations c_+ z^q for z > 0 and c_- |z|^q for z &lt; 0 with a power q that is symbolic or not an integer, as RePU of general order.
/// With E[z^r; z > 0] = 2^(r/2 - 1) Gamma((r + 1)/2) K^(r/2)/sqrt(pi) every expectation is a power of K.
/// </summary>
internal sealed class PowerLaw
{
    private readonly Expr _left;
    private readonly Expr _right;
    private readonly Expr _power;

    private PowerLaw(Expr left, Expr right, Expr power)
    {
        _left = left;
        _right = right;
        _power = power;
    }

    /// <summary>Reads an activation; null when it is not of this kind.</summary>
    public static PowerLaw? TryRead(Activation activation)
    {
        if (activation.Pieces is not [Piece left, Piece right] || !right.From!.IsZero
            || Read(left.Expression, -Symbol.Z) is not (Expr a, var p) || Read(right.Expression, Symbol.Z) is not (Expr b, var q))
        {
            return null;
        }

        Expr? power = a.IsZero ? q : p;
        return power is null or Number { IsInteger: true } || (!a.IsZero && !b.IsZero && !p!.Equals(q)) ? null : new PowerLaw(a, b, power);
    }

    /// <summary>The closed forms of all quantities.</summary>
    public Dictionary<Quantity, ClosedForm> Derive()
    {
        Expr k = Symbol.K;
        Expr g = Moment(2) * Strength(2);
        Dictionary<Quantity, ClosedForm> forms = new()
        {
            [Quantity.Mean] = ClosedForm.Of(Moment(1) * Strength(1)),
            [Quantity.Kernel] = ClosedForm.Of(g),
            [Quantity.FourthMoment] = ClosedForm.Of(Moment(4) * Strength(4)),
            [Quantity.ChiParallel] = ClosedForm.Of(_power * g / k),
            [Quantity.KernelSecondDerivative] = ClosedForm.Of(_power * (_power - 1) * g / k.Pow(2)),
        };
        if (ConstantValue.Of(_power) <= 0.5)
        {
            forms[Quantity.ChiPerp] = forms[Quantity.H] = ClosedForm.Undefined($"s'^2 behaves like |z|^({2 * (_power - 1)}) at z = 0, which is not integrable");
            return forms;
        }

        string? condition = ConstantValue.Of(_power) is null ? $"{_power} > 1/2" : null;
        Expr chi = _power.Pow(2) * Moment(2, -2) * Strength(2);
        forms[Quantity.ChiPerp] = ClosedForm.Of(chi, condition);
        forms[Quantity.H] = ClosedForm.Of((_power - 1) * chi / (2 * k), condition);
        return forms;
    }

    /// <summary>c_+^n + c_-^n: the sides contribute alike.</summary>
    private Expr Strength(int n) => _left.Pow(n) + _right.Pow(n);

    /// <summary>E[z^(n q + shift); z > 0].</summary>
    private Expr Moment(int n, int shift = 0)
    {
        Expr r = (n * _power) + shift;
        return ((Expr)2).Pow((r / 2) - 1) * Function.Of(FunctionKind.Gamma, (r + 1) / 2) * Symbol.K.Pow(r / 2) / Expr.Sqrt(Pi.Value);
    }

    /// <summary>Coefficient and power of c u^q; power null for 0.</summary>
    private static (Expr Coefficient, Expr? Power)? Read(Expr expr, Expr u)
    {
        if (expr.IsZero)
        {
            return (Expr.Zero, null);
        }

        Expr coefficient = Expr.One;
        Expr? power = null;
        foreach (Expr factor in expr is Product product ? product.Children : [expr])
        {
            if (!factor.Contains(Symbol.Z))
            {
                coefficient *= factor;
            }
            else if (power is null && factor is Power p && p.Base.Equals(u) && !p.Exponent.Contains(Symbol.Z))
            {
                power = p.Exponent;
            }
            else
            {
                return null;
            }
        }

        return power is null ? null : (coefficient, power);
    }
}
