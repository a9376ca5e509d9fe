using Fractions;
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

    /// <summary>The closed form of a quantity: of c |z|^q, d^j/dz^j is c q (q-1) … |z|^(q-j) up to a sign, and a K-derivative of K^(r/2) is r/2 K^(r/2-1).</summary>
    public ClosedForm Of(Quantity quantity)
    {
        List<Expr> terms = [];
        Fraction? bound = null;
        foreach ((Fraction coefficient, DerivativeMonomial product) in quantity.Integrand.Terms)
        {
            Expr r = Expansion.Expand((product.Degree * _power) - product.Differentiations);
            if (ConstantValue.Of(r) <= -1)
            {
                return ClosedForm.Undefined($"{product.Text()} behaves like |z|^({r}) at z = 0, which is not integrable");
            }

            // Free parameters are positive.
            if (product.Differentiations > 1 && ConstantValue.Of(_power) is null)
            {
                Fraction least = new Fraction(product.Differentiations - 1, product.Degree).Reduce();
                bound = bound > least ? bound : least;
            }

            Expr slope = coefficient * quantity.Factor;
            for (int n = 0; n < quantity.KernelDerivatives; n++)
            {
                slope *= Expansion.Expand((r / 2) - n) / Symbol.K;
            }

            terms.Add(slope * Falling(product) * Moment(product.Degree, -product.Differentiations) * Strength(product));
        }

        return ClosedForm.Of(Sum.Of(terms), bound is null ? null : $"{_power} > {bound}");
    }

    /// <summary>The factors q (q-1) … that differentiation brings down.</summary>
    private Expr Falling(DerivativeMonomial product)
    {
        Expr falling = Expr.One;
        for (int order = 1; order <= product.Order; order++)
        {
            for (int i = 0; i < order; i++)
            {
                falling *= (_power - i).Pow(product[order]);
            }
        }

        return falling;
    }

    /// <summary>c_+^n + c_-^n: the sides contribute alike, but for the sign of a derivative on the left.</summary>
    private Expr Strength(DerivativeMonomial product) =>
        ((product.Differentiations % 2 == 0 ? 1 : -1) * _left.Pow(product.Degree)) + _right.Pow(product.Degree);

    /// <summary>E[z^(n q + shift); z > 0].</summary>
    private Expr Moment(int n, int shift)
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
